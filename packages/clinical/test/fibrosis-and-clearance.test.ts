import { describe, expect, test } from "vitest";
import {
  apri,
  apriPlusAlbi,
  fib4,
  indocyanineGreen,
  type LiverFunction,
  limaxOfRemnant,
  mebrofeninUptake,
} from "../src/index.ts";
import examples from "./fixtures/worked-examples.json" with { type: "json" };
import { groupOf, known, within } from "./function-findings.ts";

describe("FUN-APRI, FUN-FIB4 and their sum with ALBI", () => {
  const WORKED: LiverFunction = { astUPerL: 60, astUpperLimitUPerL: 40, platelets1e9PerL: 180 };

  test("FUN-APRI of 60 U/L, limit 40, platelets 180", () => within(known(apri(WORKED)), examples["APRI 60,40,180"], 0.001));
  test.each([
    [20, "low", "info"],
    [20.01, "indeterminate", "info"],
    [60, "indeterminate", "info"],
    [60.01, "high", "caution"],
  ])("FUN-APRI at a limit of 40, platelets 100 and AST %f is %s", (astUPerL, group, severity) => {
    expect(apri({ astUPerL, astUpperLimitUPerL: 40, platelets1e9PerL: 100 })).toMatchObject({ group, severity });
  });
  test("FUN-APRI names what is missing", () =>
    expect(apri({})).toMatchObject({
      missing: ["laboratory.astUPerL", "laboratory.astUpperLimitUPerL", "laboratory.platelets1e9PerL"],
    }));

  const FIB: LiverFunction = { ageYears: 65, astUPerL: 48, altUPerL: 40, platelets1e9PerL: 180 };
  test("FUN-FIB4 at 65 years, 48, 40, 180", () => within(known(fib4(FIB)), examples["FIB4 65,48,40,180"], 0.001));
  // age 50, ALT 25 and platelets 100: the index is AST / 10
  test.each([
    [12.99, "low", "info"],
    [13, "indeterminate", "caution"],
    [26.7, "indeterminate", "caution"],
    [26.705, "high", "caution"],
  ])("FUN-FIB4 with AST %f is %s", (astUPerL, group, severity) => {
    expect(fib4({ ageYears: 50, astUPerL, altUPerL: 25, platelets1e9PerL: 100 })).toMatchObject({ group, severity });
  });
  test("FUN-FIB4: 1.3 triggers at every age, 2.0 is shown from 65 years on", () => {
    const at = (ageYears: number, value: number) =>
      fib4({ ageYears, astUPerL: (value * 500) / ageYears, altUPerL: 25, platelets1e9PerL: 100 });
    for (const value of [1.3, 1.5, 1.99])
      expect(at(65, value)).toMatchObject({
        severity: "caution",
        cautions: expect.arrayContaining([expect.stringContaining("under 2.0")]),
      });
    for (const [age, value] of [
      [64, 1.5],
      [65, 1.29],
      [65, 2],
    ] as const)
      expect(at(age, value).cautions.join()).not.toContain("under 2.0");
  });
  test("FUN-FIB4 names what is missing", () =>
    expect(fib4({ altUPerL: 30 })).toMatchObject({
      missing: ["ageYears", "laboratory.astUPerL", "laboratory.platelets1e9PerL"],
    }));

  test("FUN-APRI+ALBI of 60/40/180, 12 µmol/L and 38 g/L, without a probability", () => {
    const finding = apriPlusAlbi({ ...WORKED, bilirubinUmolPerL: 12, albuminGPerL: 38 });
    within(known(finding), examples["APRI+ALBI (60/40/180, bil12, alb38)"], 0.001);
    expect(finding).toMatchObject({ unit: "score", cautions: [expect.stringMatching(/^flagged: .*no probability/)] });
    expect(groupOf(finding)).toBeUndefined();
    expect(apriPlusAlbi(WORKED)).toMatchObject({ missing: ["laboratory.bilirubinUmolPerL", "laboratory.albuminGPerL"] });
  });
});

describe("FUN-LIMAX", () => {
  const at = (limaxUgPerKgH: number, flrMl: number) =>
    limaxOfRemnant({ limaxUgPerKgH, flrMl, totalLiverVolumeMl: 1100, tumourVolumeMl: 100 });

  test("FUN-LIMAX of 380 × 0.28 and 300 × 0.30", () => {
    within(known(at(380, 280)), examples["LiMAx remnant 380*28%"], 0.1);
    expect(at(380, 280)).toMatchObject({ group: "over 100", severity: "info", unit: "µg/kg/h" });
    within(known(at(300, 300)), examples["LiMAx 300*30%"], 0.1);
    expect(at(300, 300)).toMatchObject({ group: "80 to 100", severity: "caution" });
  });

  test.each([
    [399, "under 80", "warning"],
    [400, "80 to 100", "caution"],
    [500, "80 to 100", "caution"],
    [501, "over 100", "info"],
  ])("FUN-LIMAX of 200 before and %i of 1000 mL left is %s", (flrMl, group, severity) => {
    expect(at(200, flrMl)).toMatchObject({ group, severity });
  });

  test.each([
    [139, "(low)"],
    [140, "(intermediate)"],
    [315, "(intermediate)"],
    [316, "(normal)"],
  ])("FUN-LIMAX: %i before is %s", (limaxUgPerKgH, level) =>
    expect(at(limaxUgPerKgH, 500)).toMatchObject({ because: expect.stringContaining(level) }),
  );

  test("FUN-LIMAX shows deaths as published and marks the group", () => {
    const finding = at(300, 300);
    expect(finding.kind === "known" && finding.outcomes?.map(({ value, holdsPatient }) => [value, holdsPatient])).toEqual([
      [0.381, false],
      [0.105, true],
      [0.01, false],
    ]);
    expect(limaxOfRemnant({ flrMl: 300 })).toMatchObject({ missing: ["liver.limaxUgPerKgH", "liverVolumeMl", "tumourVolumeMl"] });
  });
});

describe("FUN-HBS-2.69", () => {
  // 14.0 · 0.35 / 1.8181
  const WORKED: LiverFunction = { mebrofeninPercentPerMin: 14, mebrofeninFlrShareFraction: 0.35, heightCm: 170, weightKg: 70 };
  test("FUN-HBS-2.69 of 14.0 %/min, 35 %, 170 cm and 70 kg", () => {
    within(known(mebrofeninUptake(WORKED)), examples["HBS: 14.0 %/min * 0.35 / 1.818"], 0.001);
    expect(mebrofeninUptake(WORKED)).toMatchObject({ group: "sufficient", severity: "caution" });
  });
  // 180 cm and 80 kg have 2 m²
  test.each([
    [5.379, "insufficient", "warning"],
    [5.38, "sufficient", "caution"],
    [5.399, "sufficient", "caution"],
    [5.4, "sufficient", "info"],
  ])("FUN-HBS-2.69 of %f %%/min in 2 m² is %s", (mebrofeninPercentPerMin, group, severity) => {
    const finding = mebrofeninUptake({ mebrofeninPercentPerMin, mebrofeninFlrShareFraction: 1, heightCm: 180, weightKg: 80 });
    expect(finding).toMatchObject({ group, severity });
  });
  test("FUN-HBS-2.69 names what is missing", () =>
    expect(mebrofeninUptake({})).toMatchObject({
      missing: ["liver.mebrofenin.totalPercentPerMin", "liver.mebrofenin.flrShareFraction", "heightCm", "weightKg"],
    }));
});

describe("FUN-ICG-MAKUUCHI is shown, not judged", () => {
  test.each([0.05, 0.15, 0.45])("FUN-ICG-MAKUUCHI of %f", (icgR15Fraction) => {
    const finding = indocyanineGreen({ icgR15Fraction, ascites: "severe", bilirubinUmolPerL: 80 });
    expect(finding).toMatchObject({ value: icgR15Fraction, severity: "info" });
    expect(groupOf(finding)).toBeUndefined();
    expect(finding.cautions.slice(0, 2)).toEqual([expect.stringMatching(/^unverified/), expect.stringMatching(/^display only/)]);
  });
  test("FUN-ICG-MAKUUCHI names what is missing", () =>
    expect(indocyanineGreen({})).toMatchObject({ missing: ["liver.icgR15Fraction"] }));
});
