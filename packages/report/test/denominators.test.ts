import type { DocumentFinding, PlanDocument, PlanEntry } from "@cantlie/workup";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { flipText } from "../src/model/decision/sufficiency-sentence.ts";
import { bodyWeightShare, choicesThatFlip, DENOMINATORS, shareOf } from "../src/model/evidence/denominators.ts";
import { sufficiencySection } from "../src/model/evidence/sufficiency-section.ts";
import { rowTexts, type TableBlock } from "./made-blocks.ts";
import { syntheticPatient } from "./synthetic-patient.ts";

const { document } = syntheticPatient([10, 10, 10]);
const SHAPE = { kind: "known", severity: "info", source: "a source", verification: "V1", cautions: [] } as const;

interface Made {
  readonly functionalMl: number;
  readonly uncongestedMl?: number;
  readonly plainMl?: number;
  /** of body weight, of the functional remnant */
  readonly bodyWeightFraction?: number;
  readonly anatomy?: "sufficient" | "insufficient";
}

/** Estimates 1500, 1600, 1200, 1300 and 1400 mL in the order of the table; measured liver 1000 mL; threshold 30 % and 0.5 %. */
function madePlan({
  functionalMl,
  uncongestedMl = functionalMl,
  plainMl = functionalMl,
  bodyWeightFraction = 0.01,
  anatomy = "sufficient",
}: Made): PlanEntry {
  const estimates = [1500, 1600, 1200, 1300, 1400];
  const share = functionalMl / 1500;
  const isEnough = share >= 0.3 && bodyWeightFraction >= 0.005 && anatomy === "sufficient";
  const findings: DocumentFinding[] = [
    { ...SHAPE, rule: "FLR-SUFFICIENCY", group: isEnough ? "sufficient" : "insufficient", value: share, unit: "fraction" },
    { ...SHAPE, rule: "FLR-THRESHOLDS", group: share >= 0.3 ? "sufficient" : "insufficient", value: share, unit: "fraction" },
    { ...SHAPE, rule: "FLR-MIN-ANATOMY", group: anatomy, value: anatomy === "sufficient" ? 3 : 1, unit: "segments" },
    ...estimates.map((value, n) => ({ ...SHAPE, rule: DENOMINATORS[n]!.rule!, value, unit: "mL" })),
  ];
  const base = document.plans[0]!;
  return {
    ...base,
    volumes: {
      ...base.volumes,
      functionalRemnantFullCongestionMl: functionalMl,
      functionalRemnantIgnoringCongestionMl: uncongestedMl,
      remnantMl: plainMl,
      tumourLeftMl: 0,
    },
    ratios: {
      sFlrFraction: share,
      sFlrFormula: "VOL-VAUTHEY-2002",
      thresholdFraction: 0.3,
      flrBodyWeightFraction: bodyWeightFraction,
    },
    findings,
  };
}

const LIVER: PlanDocument = { ...document, anatomy: { ...document.anatomy, liverVolumeMl: 1100, tumourVolumeMl: 100 } };
const flips = (made: Made) => choicesThatFlip(LIVER, madePlan(made));

describe("which choice turns the verdict", () => {
  test("[CLI-02] formulas on whose estimate the remnant lies on the other side of the threshold", () => {
    // 440 mL: 29.3 % of Vauthey's 1500, 27.5 % of 1600, 36.7 % of 1200, 33.8 % of 1300, 31.4 % of 1400, 44 % of 1000 measured
    expect(flips({ functionalMl: 440 })).toEqual({
      verdict: "insufficient",
      flippedBy: [
        "the Urata formula",
        "the Korean formula",
        "the Chinese formula",
        "the measured liver as denominator",
        "only one of the two ratios asked",
      ],
    });
    // 465 mL: 31.0 % of 1500, 29.1 % of 1600
    expect(flips({ functionalMl: 465 })).toEqual({ verdict: "sufficient", flippedBy: ["the Heinemann formula"] });
    // 700 mL is over 30 % of all
    expect(flips({ functionalMl: 700 })).toEqual({ verdict: "sufficient", flippedBy: [] });
  });

  test("congested liver and the plain remnant, each as the only thing that changes", () => {
    // measured: 250 of 1000 is 25 %, with Urata 20.8 %
    const small = { functionalMl: 250, bodyWeightFraction: 0.004 };
    expect(flips(small).flippedBy).toEqual([]);
    expect(flips({ ...small, uncongestedMl: 460 }).flippedBy).toEqual(["congested liver counted as working"]);
    expect(flips({ ...small, plainMl: 460 }).flippedBy).toEqual(["the plain remnant"]);
    // body weight follows the remnant: 0.4 % · 300 / 250 is still under 0.5 %, so nothing turns
    expect(flips({ functionalMl: 440, plainMl: 460, bodyWeightFraction: 0.004 }).flippedBy).toEqual([]);
  });

  test("nothing turns a verdict of too few segments, and nothing is compared without a threshold on the estimate", () => {
    expect(flips({ functionalMl: 440, anatomy: "insufficient" }).flippedBy).toEqual([]);
    const plan = madePlan({ functionalMl: 440 });
    const onMeasured = plan.findings.map((finding) =>
      finding.rule === "FLR-THRESHOLDS" ? { ...finding, value: 0.44 } : finding,
    );
    expect(choicesThatFlip(LIVER, { ...plan, findings: onMeasured }).flippedBy).toEqual([]);
    expect(choicesThatFlip(LIVER, { ...plan, findings: [] })).toEqual({ verdict: undefined, flippedBy: [] });
  });

  test("in words", () => {
    expect(flipText(LIVER, madePlan({ functionalMl: 465 }))).toBe("It would be insufficient by the Heinemann formula.");
    expect(flipText(LIVER, madePlan({ functionalMl: 700 }))).toMatch(/^No other formula .* turns that at 30\u202f%\.$/);
  });

  test("a larger remnant is never turned to sufficient by more choices", () => {
    fc.assert(
      fc.property(fc.integer({ min: 100, max: 449 }), fc.integer({ min: 1, max: 300 }), (functionalMl, more) => {
        const formulas = (ml: number) => flips({ functionalMl: ml }).flippedBy.filter((choice) => choice.includes("formula"));
        const larger = Math.min(449, functionalMl + more);
        for (const formula of formulas(functionalMl)) expect(formulas(larger)).toContain(formula);
      }),
      { seed: 4, numRuns: 60 },
    );
  });
});

describe("denominators side by side", () => {
  const plans = [
    { ...madePlan({ functionalMl: 440, uncongestedMl: 455, plainMl: 480 }), id: "right" },
    { ...madePlan({ functionalMl: 700 }), id: "left-lateral" },
  ];
  const shown: PlanDocument = { ...LIVER, plans };
  const section = sufficiencySection(shown, { overview: [], views: [], plans: [], lesions: [], trees: [], remnant: [] });
  const tables = section.blocks.filter(
    (block): block is TableBlock => block.kind === "table" && block.caption.startsWith("Share"),
  );

  test("functional and plain remnant, each by all formulas, the measured liver and body weight", () => {
    expect(tables).toHaveLength(3);
    expect(
      rowTexts(tables[0]!).map(([label, first]) => [label!.replaceAll("\u00a0", " "), first!.replaceAll(/[\u00a0\u202f]/g, " ")]),
    ).toEqual([
      ["Volume", "440 mL"],
      ["Vauthey, 1500 mL", "29.3 % borderline"],
      ["Heinemann, 1600 mL", "27.5 %"],
      ["Urata, 1200 mL", "36.7 %"],
      ["Korean, 1300 mL", "33.8 %"],
      ["Chinese, 1400 mL", "31.4 % borderline"],
      ["measured, without tumour, 1000 mL", "44.0 %"],
      ["Body weight", "1.00 %"],
    ]);
    expect(rowTexts(tables[2]!)[1]![1]).toBe("32.0\u202f% borderline");
    expect(rowTexts(tables[2]!)[7]![1]).toBe("1.09\u202f%");
  });

  test("what lies on the other side than the verdict is marked", () => {
    const tones = tables[0]!.rows.map(({ cells }) => cells.map(({ tone }) => tone));
    expect(tones.map(([first]) => first)).toEqual([
      undefined,
      undefined,
      undefined,
      "caution",
      "caution",
      "caution",
      "caution",
      "caution",
    ]);
    expect(tones.every(([, second]) => second === undefined)).toBe(true);
  });

  test("a share that cannot be known is said to be unknown", () => {
    const [plan] = plans;
    const { functionalRemnantFullCongestionMl: _, ...volumes } = plan!.volumes;
    const unknown = { ...plan!, volumes };
    expect(shareOf(LIVER, unknown, { denominator: DENOMINATORS[0], kind: "functional" })).toBeUndefined();
    expect(bodyWeightShare(unknown, "plain")).toBeUndefined();
  });
});
