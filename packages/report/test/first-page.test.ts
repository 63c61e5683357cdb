import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import { describe, expect, test } from "vitest";
import { branchTexts } from "../src/model/anatomy-names.ts";
import { marginCell } from "../src/model/lesion-table.ts";
import { limitsOfPlan } from "../src/model/limits.ts";
import { patientText } from "../src/model/patient-text.ts";
import { makeReport, visibleText } from "./made-report.ts";
import { syntheticPatient } from "./synthetic-patient.ts";

const INPUT = syntheticPatient([10, 10, 10]);
const { document } = INPUT;
const PLAN = document.plans[0]!;
const SHAPE = { severity: "info", source: "a source", verification: "V2", cautions: [] } as const;
const MARGIN_OF_8: PlanDocument = {
  ...document,
  policyChanges: [{ name: "marginWantedMm", value: "8", reason: "agreed at the meeting" }],
};

function limitTexts(changed: PlanDocument, plan: PlanEntry = PLAN): string {
  return limitsOfPlan(changed, plan)
    .map(({ text }) => text)
    .join("\n");
}

describe("limits of the policy", () => {
  test("those that were changed stand on the first page with the reason", () => {
    const text = visibleText(makeReport({ ...INPUT, document: MARGIN_OF_8 }).html);
    const told = text.indexOf("Limits changed for this plan: marginWantedMm 8 (agreed at the meeting).");
    expect(told).toBeGreaterThan(0);
    expect(told).toBeLessThan(text.indexOf("What limits it"));
    expect(visibleText(makeReport(INPUT).html)).not.toContain("Limits changed");
  });

  test("a margin of liver below the wanted one is marked, as wanted for this plan, 10 mm if nobody changed it", () => {
    const withMargin = (parenchymalMm: number): PlanEntry => ({
      ...PLAN,
      margins: [{ lesion: "L1", treatedBy: "right", kind: "resected", parenchymalMm, predictable: true }],
    });
    const cell = (changed: PlanDocument, marginMm: number) => marginCell(changed, withMargin(marginMm), "L1");
    expect(cell(document, 9.94)).toEqual({ text: "9.9\u00a0mm, below the wanted 10", tone: "caution" });
    expect(cell(document, 9.96)).toEqual({ text: "10.0\u00a0mm" });
    expect(cell(MARGIN_OF_8, 9.9)).toEqual({ text: "9.9\u00a0mm" });
    expect(cell(MARGIN_OF_8, 5)).toEqual({ text: "5.0\u00a0mm, below the wanted 8", tone: "caution" });
  });

  test("a kept vessel is told up to 20 mm", () => {
    const cell = (vascularMm: number) =>
      marginCell(
        document,
        { ...PLAN, margins: [{ ...PLAN.margins[0]!, vascularMm, vessel: "H2", predictable: true }] },
        PLAN.margins[0]!.lesion,
      ).text;
    expect(cell(20)).toContain("20.0\u00a0mm to middle hepatic vein (H2)");
    expect(cell(20.1)).toMatch(/; no kept vessel within 20\u00a0mm$/);
  });
});

describe("patient", () => {
  const findings: PlanEntry["findings"] = [{ ...SHAPE, rule: "VOL-VAUTHEY-2002", kind: "known", value: 1742.96, unit: "mL" }];

  test("what is stated of the body, and the liver that follows from it", () => {
    const patient = {
      schemaVersion: 1,
      ageYears: 64,
      sex: "male",
      heightCm: 176,
      weightKg: 82,
      reserve: { ecog: 1, asa: 2, frailty: 3 },
    } as const;
    expect(patientText(patient, { ...PLAN, findings }).replaceAll("\u00a0", " ")).toBe(
      "Patient: 64 years, male, 176 cm, 82 kg, ECOG 1, ASA 2, frailty 3; estimated liver 1743 mL (Vauthey).",
    );
  });

  test("[UNK-01] what is not stated is said to be so", () => {
    const unknown: PlanEntry["findings"] = [{ ...SHAPE, rule: "VOL-VAUTHEY-2002", kind: "unknown", missing: ["heightCm"] }];
    expect(patientText({ schemaVersion: 1, weightKg: 82 }, { ...PLAN, findings: unknown })).toBe(
      "Patient: 82\u00a0kg; age, sex, height, ECOG and ASA not stated; estimated liver unknown — needs height.",
    );
    expect(patientText(undefined, undefined)).toBe("Patient: age, sex, height, weight, ECOG and ASA not stated.");
  });
});

describe("what limits a plan, in plain words", () => {
  test("a threshold that waits for chemotherapy is said not to be applied", () => {
    const open = { ...SHAPE, rule: "FLR-THRESHOLDS", kind: "unknown", missing: ["chemotherapy"] } as const;
    expect(limitTexts(document, { ...PLAN, findings: [...PLAN.findings, open] })).toContain(
      "Chemotherapy is not stated: the threshold after more than 12 weeks of it was not applied.",
    );
    expect(limitTexts(document)).not.toContain("not applied");
  });

  test("a liver that is cut off is told, also where only a caution says so", () => {
    const caution = { code: "anatomy/liver-touches-border", message: "the liver reaches the border", details: {} };
    expect(limitTexts({ ...document, cautions: [caution] })).toContain("cut off there: all its volumes are too small");
  });

  test("a label that was given and does not enter the liver is not called missing", () => {
    const plan = { ...PLAN, unknown: [{ field: "volumes.noInflowMl of the artery", missing: ["artery"] }] };
    expect(limitTexts(document, plan)).toContain("Missing: artery label.");
    const caution = { code: "anatomy/vessels-outside-liver", message: "no course inside", details: { label: "artery" } };
    const outside = limitTexts({ ...document, cautions: [caution] }, plan);
    expect(outside).toContain("The artery label does not enter the liver.");
    expect(outside).not.toContain("Missing");
  });

  test("segment 1 is told by what it may lose", () => {
    const plan = { ...PLAN, unknown: [{ field: "segment 1 portal", missing: [] }] };
    expect(limitTexts(document, plan)).toContain("Unknown: whether segment 1 keeps its supply.");
  });
});

test("branches of one name are told together", () => {
  const named = (ids: readonly string[], name: string) => ids.map((id) => ({ id, name }));
  const hepatic = document.anatomy.trees.hepatic!;
  const branches = [...named(["H176", "H177", "H178", "H9"], "right hepatic vein"), ...named(["H3", "H5"], "unnamed")].map(
    (branch) => ({ ...hepatic.branches[0]!, ...branch }),
  );
  const trees = { hepatic: { ...hepatic, branches } };
  const kept = branches.map(({ id }) => ({ tree: "hepatic" as const, branch: id }));
  expect(branchTexts({ ...document, anatomy: { ...document.anatomy, trees } }, kept)).toEqual([
    "right hepatic vein (H9, H176–H178)",
    "hepatic vein branches H3, H5",
  ]);
});
