import { describe, expect, test } from "vitest";
import {
  type AnyFinding,
  assessChemotherapy,
  assessDifficulty,
  breitensteinBands,
  DEFAULT_THRESHOLDS,
  degreeOfHypertrophy,
  fiftyFifty,
  flrOfBodyWeight,
  flrOfEstimatedVolume,
  flrSufficiency,
  flrThresholds,
  growthAfterOcclusion,
  indocyanineGreen,
  kineticGrowthRate,
  LARGEST_RELATIVE_GROWTH,
  limaxOfRemnant,
  type MeasuredGrowth,
  type Remnant,
  recurrenceByFong,
  remainingAnatomy,
  strictestThreshold,
  suitability,
} from "../src/index.ts";
import { BEST } from "./metastatic-disease-facts.ts";
import { of } from "./planned-disease-facts.ts";
import { FIT } from "./suitability-facts.ts";

/** 170 cm and 70 kg: an estimated volume of 1509.7 mL. */
const BODY = { ageYears: 60, heightCm: 170, weightKg: 70 };
const ESTIMATED_ML = -794.41 + 1267.28 * Math.sqrt((170 * 70) / 3600);
const REMNANT: Remnant = {
  ...BODY,
  totalLiverVolumeMl: 1620,
  tumourVolumeMl: 120,
  chemotherapyWeeks: 0,
  chemotherapyCycles: 0,
  steatosis: "none",
  fibrosis: "none",
  adjacentRemainingSegments: 3,
};
const GROWN: MeasuredGrowth = { ...BODY, technique: "PVE", previousFlrMl: 320, flrMl: 440, weeks: 4, isFirstVolumetry: true };
const because = (finding: AnyFinding | undefined) => (finding?.kind === "known" ? finding.because : finding?.kind);
const remnantOf = (fraction: number, more: Remnant = {}): Remnant => ({ ...REMNANT, flrMl: fraction * ESTIMATED_ML, ...more });

describe("a verdict asks for as much attention as it deserves", () => {
  test.each([
    [0.25, "warning"],
    [0.29, "warning"],
    [0.31, "caution"],
    [0.4, "info"],
  ] as const)("a remnant of %f of the estimated volume: %s", (fraction, severity) => {
    expect(flrThresholds(remnantOf(fraction))[0]?.severity).toBe(severity);
    expect(flrSufficiency(remnantOf(fraction)).severity).toBe(severity);
  });

  test.each([
    [1, "warning"],
    [2, "info"],
  ] as const)("%i adjacent segments: %s", (adjacentRemainingSegments, severity) =>
    expect(remainingAnatomy({ adjacentRemainingSegments }).severity).toBe(severity),
  );

  test("one clear failure is not made borderline by another that is", () => {
    const group = (finding: AnyFinding) => (finding.kind === "known" ? finding.group : finding.kind);
    expect(group(flrSufficiency(remnantOf(0.29)))).toBe("insufficient, borderline");
    expect(group(flrSufficiency(remnantOf(0.29, { adjacentRemainingSegments: 1 })))).toBe("insufficient");
  });

  test("growth", () => {
    const severities = (flrMl: number) =>
      [degreeOfHypertrophy, kineticGrowthRate].map((rule) => rule({ ...GROWN, flrMl }).severity);
    expect(severities(500)).toEqual(["info", "info"]);
    expect(severities(400)).toEqual(["warning", "warning"]);
  });
});

test("the policy's own numbers are the evidence reference's", () => {
  expect(DEFAULT_THRESHOLDS).toEqual({
    defaultFraction: 0.3,
    normalFraction: 0.2,
    chemotherapyFraction: 0.3,
    mildSteatosisFraction: 0.3,
    steatosisFraction: 0.4,
    fibrosisFraction: 0.4,
    flrBodyWeightFraction: 0.005,
    borderlineFraction: 0.02,
  });
});

describe("what stands in words beside the number", () => {
  test("FLR-BW", () =>
    expect(because(flrOfBodyWeight({ ...REMNANT, flrMl: 420 }))).toBe("0.60 % of body weight; at least 0.50 % is wanted"));

  test("FLR-THRESHOLDS names the state of the liver and the millilitres", () => {
    const found = (more: Remnant) => flrThresholds(remnantOf(0.5, more)).map(because);
    const text = found({})[0];
    expect(text).toBe(
      "the default: 755 mL is 50.0 % of the estimated volume (VOL-VAUTHEY-2002); at least 30.0 % (453 mL) is wanted",
    );
    expect(found({ steatosis: "mild" }).join()).toContain("mild steatosis: 755 mL is 50.0 % of the larger of");
    expect(found({ fibrosis: "severe" }).join()).toContain("severe fibrosis: 755 mL is 50.3 % of the measured volume");
    expect(found({ fibrosis: "cirrhosis" }).join()).toContain("cirrhosis: 755 mL");
    expect(found({ fibrosis: "cirrhosis" }).join()).not.toContain("cirrhosis fibrosis");
  });

  test("mild fat asks for 30 %, more for 40 %", () => {
    const wanted = (steatosis: "mild" | "moderate") => strictestThreshold(remnantOf(0.5, { steatosis }))?.fraction;
    expect([wanted("mild"), wanted("moderate")]).toEqual([0.3, 0.4]);
  });

  test("no threshold decides for a child", () => {
    expect(strictestThreshold(remnantOf(0.5, { ageYears: 9 }))).toBeUndefined();
  });

  test("FLR-STANDARDISED compares only the denominator of the thresholds with them", () => {
    const cautions = (formula: "VOL-VAUTHEY-2002" | "VOL-URATA-1995") => flrOfEstimatedVolume(remnantOf(0.4), formula).cautions;
    expect(cautions("VOL-VAUTHEY-2002")).toEqual(["one person's liver volume is normally within 20 to 25 % of this estimate"]);
    expect(cautions("VOL-URATA-1995").at(-1)).toContain("not comparable with thresholds");
    expect(cautions("VOL-URATA-1995")).toHaveLength(2);
  });

  test("growth tells both scales, and where it was measured", () => {
    const told = because(degreeOfHypertrophy(GROWN));
    expect(told).toBe(
      "7.95 points of the estimated volume (the remnant itself changed by 37.5 %, another scale); at least 7.5 is wanted",
    );
    expect(because(degreeOfHypertrophy({ ...GROWN, measuredOn: "left liver" }))).toContain(
      "another scale), measured on the left liver;",
    );
    expect(because(kineticGrowthRate(GROWN))).toBe("1.99 points per week at week 4.0; at least 2.0 is wanted at the first scan");
    expect(kineticGrowthRate(GROWN).cautions.join()).not.toContain("judged as the first scan");
    expect(LARGEST_RELATIVE_GROWTH).toBe(1);
  });

  test("small liver that is no remnant gets no caution about small remnants", () => {
    const small = { ...GROWN, previousFlrMl: 200, flrMl: 250 };
    expect(degreeOfHypertrophy(small).cautions.join()).toContain("remnants over 20 %");
    expect(degreeOfHypertrophy({ ...small, isRemnant: false }).cautions.join()).not.toContain("remnants over 20 %");
  });

  test("the average course is told at week 4", () => {
    const finding = growthAfterOcclusion("PVE");
    expect(finding).toMatchObject({ group: "illustrative, mean at week 4" });
    expect(finding.kind === "known" && finding.value.toFixed(2)).toBe("9.90");
  });

  test("what growth lacks is named once, by who looked for it", () => {
    const missing = (growth: MeasuredGrowth) => {
      const finding = degreeOfHypertrophy(growth);
      return finding.kind === "unknown" ? finding.missing : finding.kind;
    };
    expect(missing({ ...GROWN, previousFlrMl: undefined })).toEqual(["growth.previousFlrMl"]);
    expect(missing({ ...GROWN, flrMl: undefined })).toEqual(["growth.flrMl"]);
    expect(missing({ ...GROWN, previousFlrMl: undefined, missing: ["an earlier work-up"] })).toEqual(["an earlier work-up"]);
    expect(missing({ ...GROWN, heightCm: undefined, missing: ["an earlier work-up"] })).toEqual(["heightCm"]);
    expect(missing({ ...GROWN, heightCm: undefined, flrMl: undefined })).toEqual(["growth.flrMl", "heightCm"]);
  });

  test("LiMAx", () => {
    const finding = limaxOfRemnant({ limaxUgPerKgH: 380, flrMl: 420, totalLiverVolumeMl: 1620, tumourVolumeMl: 120 });
    expect(because(finding)).toBe("380 before (normal), of which the remnant is 28.0 %");
  });

  test("50-50 with and without the prothrombin time", () => {
    const on = (prothrombinPercent?: number) =>
      because(fiftyFifty({ days: [{ day: 5, bilirubinUmolPerL: 40, ...(prothrombinPercent && { prothrombinPercent }) }] }));
    expect(on(45)).toBe("bilirubin 40 µmol/L, prothrombin time 45 % on day 5");
    expect(on()).toBe("bilirubin 40 µmol/L on day 5");
  });

  test("recurrence at four times, of those with the same terms", () => {
    const finding = recurrenceByFong(BEST);
    const outcomes = finding.kind === "known" ? finding.outcomes! : [];
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      "recurrence within 6 months",
      "recurrence within 1 year",
      "recurrence within 2 years",
      "recurrence within 3 years",
    ]);
    expect(outcomes.every(({ holdsPatient }) => holdsPatient === true)).toBe(true);
  });

  test("Breitenstein's predictors", () => {
    const risk = { asa: 3, astUPerL: 50, resectedSegments: 4, fibrosis: "none" as const };
    const told = (joined: boolean) => because(breitensteinBands({ ...risk, hepaticojejunostomyOrColonResection: joined }));
    expect(told(true)).toBe("ASA 3, AST 50 U/L, 4 segments, with bile duct anastomosis or colon resection");
    expect(told(false)).toContain("without bile duct anastomosis");
  });

  test("reconstruction is named where it speaks for open surgery", () => {
    const route = assessDifficulty({ reconstruction: true }).find(({ rule }) => rule === "ROUTE-RULE");
    expect(because(route)).toContain("reconstructed, which favours open surgery");
  });

  test("a segmentectomy is told with its segments, and its points by name", () => {
    const told = (rule: string) =>
      because(
        assessDifficulty({
          operation: "segmentectomy",
          segments: ["6"],
          tumourSegments: ["6"],
          largestMm: 20,
          nearMajorVessel: false,
          liver: { bilirubinUmolPerL: 10, albuminGPerL: 40, inr: 1, ascites: "none", encephalopathy: "none" },
        }).find((finding) => finding.rule === rule),
      );
    expect(told("DIF-IMM-2018")).toBe("segmentectomy 6");
    expect(told("DIF-IWATE-2016")).toMatch(/^place 2, extent 3, size 0, vessel 0/);
  });

  test("body mass and earlier surgery", () => {
    const reasons = suitability({ ...FIT, heightCm: 170, weightKg: 130, openLiverResection: true }).axes.flatMap(({ fired }) =>
      fired.map((rule) => rule.because),
    );
    expect(reasons).toContain("an open liver resection before: adhesions, changed anatomy");
    expect(reasons.find((reason) => reason.startsWith("body mass index"))).toMatch(/^body mass index 45\.0, \d+ or more$/);
  });

  test("bowel and liver together carry the warning of deaths, whichever is major", () => {
    for (const bowelOperation of ["minor", "major"] as const) {
      const together = { primaryInPlace: true, simultaneousBowel: true, majorHepatectomy: true, bowelOperation };
      expect(of("RES-SIMULTANEOUS", together).cautions).toEqual([expect.stringContaining("died within 90 days")]);
    }
  });

  test("the tree of indocyanine green and chemotherapy's injury say what they are not", () => {
    expect(indocyanineGreen({ icgR15Fraction: 0.08 }).cautions).toContain("of the whole liver, not of the remnant");
    const liver = assessChemotherapy({
      chemotherapy: [{ regimen: "FOLFOX", cycles: 8, weeks: 16 }],
      chemotherapyInjury: "sinusoidal",
    }).find(({ rule }) => rule === "CHEMO-LIVER");
    expect(liver?.cautions[0]).toContain("elastography");
  });
});
