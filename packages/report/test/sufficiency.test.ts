import { describe, expect, test } from "vitest";
import { remnantFigure } from "../src/figures/remnant-figure.ts";
import { limitsOfPlan } from "../src/model/limits.ts";
import { judgeEstimatedShare, judgeRemnant, remnantShortfalls } from "../src/model/sufficiency.ts";
import { syntheticPatient } from "./synthetic-patient.ts";

const { document } = syntheticPatient([10, 10, 10]);
const PLAN = document.plans[0]!;

/** The same plan, its threshold derived on the measured liver, as that for fibrosis is. */
const FIBROSIS = {
  ...PLAN,
  ratios: { ...PLAN.ratios, thresholdFraction: 0.4 },
  findings: PLAN.findings.map((finding) =>
    finding.rule === "FLR-THRESHOLDS"
      ? { ...finding, value: PLAN.ratios.flrFraction!, because: "of the measured liver" }
      : finding,
  ),
};

describe("the remnant against its threshold", () => {
  test("[CLI-02] a threshold stands beside the share of the estimated liver only if it was derived on that", () => {
    expect(judgeEstimatedShare(PLAN).text).toContain("at least 30\u202f% is wanted");
    expect(judgeEstimatedShare(FIBROSIS).text).not.toContain("wanted");
    expect(remnantFigure([PLAN])).toHaveLength(1);
    expect(remnantFigure([FIBROSIS])).toEqual([]);
    expect(remnantShortfalls(FIBROSIS)[0]!.text).toContain("of the measured liver");
  });

  test("why a remnant falls short is told in words, not by the ids of formulas", () => {
    const because = "the default: 335 mL is 19.2 % of the estimated volume (VOL-VAUTHEY-2002); at least 30.0 % is wanted";
    const findings = PLAN.findings.map((finding) => (finding.rule === "FLR-THRESHOLDS" ? { ...finding, because } : finding));
    expect(remnantShortfalls({ ...PLAN, findings })[0]!.text).toBe(
      "335 mL is 19.2 % of the estimated volume (Vauthey formula); at least 30.0 % is wanted (FLR-THRESHOLDS)",
    );
  });

  test("the verdict is the rule's, also where it is borderline, unknown or does not apply", () => {
    const judged = (changes: Partial<(typeof PLAN.findings)[number]>) =>
      judgeRemnant({
        ...PLAN,
        findings: PLAN.findings.map((finding) => (finding.rule === "FLR-SUFFICIENCY" ? { ...finding, ...changes } : finding)),
      });
    expect(judged({})).toEqual({ text: "insufficient", tone: "bad" });
    expect(judged({ group: "insufficient, borderline" })).toEqual({ text: "insufficient, borderline", tone: "caution" });
    expect(judged({ group: "sufficient" })).toEqual({ text: "sufficient", tone: "good" });
    expect(judged({ kind: "unknown", missing: ["weightKg"] })).toEqual({
      text: "sufficiency unknown — needs weight",
      tone: "unknown",
    });
    expect(judgeRemnant({ ...PLAN, findings: [] }).tone).toBe("unknown");
  });
});

describe("what limits a plan", () => {
  test("[PLN-02] lesions left behind come first, then a liver that reaches the image's border", () => {
    const touching = { ...document, anatomy: { ...document.anatomy, liverTouchesImageBorder: true } };
    const limits = limitsOfPlan(touching, PLAN);
    expect(limits[0]).toMatchObject({ text: expect.stringContaining("Not removed: L3"), tone: "bad" });
    expect(limits[1]).toMatchObject({ text: expect.stringContaining("reaches the border"), tone: "bad" });
    expect(limitsOfPlan(document, PLAN).some(({ text }) => text.includes("border"))).toBe(false);
  });

  test("liver lost below what labels can tell is not raised as a limit", () => {
    const withLoss = (noOutflowMl: number) => limitsOfPlan(document, { ...PLAN, volumes: { ...PLAN.volumes, noOutflowMl } });
    expect(withLoss(9.9).some(({ text }) => text.includes("outflow"))).toBe(false);
    expect(withLoss(10).some(({ text }) => text.includes("outflow"))).toBe(true);
  });
});
