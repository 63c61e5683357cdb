import { describe, expect, test } from "vitest";
import {
  assessBody,
  assessVolumes,
  type Body,
  bodySurfaceDuBois,
  bodySurfaceHaycock,
  type Finding,
  flrOfBodyWeight,
  flrOfEstimatedVolume,
  flrOfMeasuredVolume,
} from "../src/index.ts";
import examples from "./fixtures/worked-examples.json" with { type: "json" };

const MIDDLE: Body = { heightCm: 170, weightKg: 70, ageYears: 60 };

function answerOf(findings: readonly Finding[], rule: string): number {
  const finding = findings.find((each) => each.rule === rule);
  if (finding?.kind !== "known") throw new Error(`${rule} is ${finding?.kind ?? "missing"}`);
  return finding.value;
}
const value = (finding: Finding) => answerOf([finding], finding.rule);
/** Half of the last digit that the example states. */
const within = (actual: number, stated: number, digit: number) =>
  expect(Math.abs(actual - stated)).toBeLessThanOrEqual(digit / 2 + 1e-9);

describe("170 cm, 70 kg", () => {
  const surfaces = examples["BSA 170cm/70kg"];
  test.each([
    ["BSA-DUBOIS-1916", surfaces.DuBois],
    ["BSA-MOSTELLER-1987", surfaces.Mosteller],
    ["BSA-HAYCOCK-1978", surfaces.Haycock],
  ])("%s gives %f m²", (rule, m2) => within(answerOf(assessBody(MIDDLE), rule), m2, 0.0001));

  const volumes = examples["TLV 170/70 Mosteller"];
  test.each([
    ["VOL-VAUTHEY-2002", volumes["Vauthey BSA"]],
    ["VOL-VAUTHEY-2002-WEIGHT", volumes["Vauthey weight"]],
    ["VOL-URATA-1995", volumes.Urata],
    ["VOL-HEINEMANN-1999", volumes.Heinemann],
    ["VOL-YOSHIZUMI-2003", volumes["Yoshizumi(g)"]],
    ["VOL-JOHNSON-2005", volumes["Johnson(mL)"]],
    ["VOL-FENG-2017", volumes["Feng China"]],
    ["VOL-KOREA-1000", examples["TLV 170/70 DuBois"]["Um Korea DuBois"]],
    ["VOL-YU", volumes.Yu],
    ["VOL-CHOUKER-2004", volumes["Chouker 51-70 (g, age 60)"]],
  ])("%s gives %f", (rule, stated) => within(answerOf(assessBody({ ...MIDDLE, sex: "male" }), rule), stated, 0.1));

  test("VOL-CHAN-2006 differs by sex", () => {
    within(answerOf(assessBody({ ...MIDDLE, sex: "female" }), "VOL-CHAN-2006"), volumes["Chan ESLW F(g)"], 0.1);
    within(answerOf(assessBody({ ...MIDDLE, sex: "male" }), "VOL-CHAN-2006"), volumes["Chan ESLW M(g)"], 0.1);
  });

  // stated in the reference's text: 893.485 · 1.8181187 − 439.169
  test("VOL-KOREA-1000-MOSTELLER", () => within(answerOf(assessBody(MIDDLE), "VOL-KOREA-1000-MOSTELLER"), 1185.3, 0.1));
});

/** A body of that surface by Mosteller, so that formulas of other surfaces can be asked. */
const bodyOfM2 = (m2: number): Body => ({ heightCm: 170, weightKg: (3600 * m2 ** 2) / 170 });

describe("the same formulas on surfaces by DuBois and Haycock", () => {
  test.each([
    ["DuBois", bodySurfaceDuBois, examples["TLV 170/70 DuBois"]],
    ["Haycock", bodySurfaceHaycock, examples["TLV 170/70 Haycock"]],
  ] as const)("%s", (_, surface, stated) => {
    const findings = assessBody(bodyOfM2(value(surface(MIDDLE))));
    within(answerOf(findings, "VOL-VAUTHEY-2002"), stated["Vauthey BSA"], 0.1);
    within(answerOf(findings, "VOL-URATA-1995"), stated.Urata, 0.1);
    within(answerOf(findings, "VOL-HEINEMANN-1999"), stated.Heinemann, 0.1);
    within(answerOf(findings, "VOL-YOSHIZUMI-2003"), stated["Yoshizumi(g)"], 0.1);
    within(answerOf(findings, "VOL-JOHNSON-2005"), stated["Johnson(mL)"], 0.1);
    within(answerOf(findings, "VOL-FENG-2017"), stated["Feng China"], 0.1);
  });

  test("VOL-VAUTHEY-2002 is a straight line that would run to nothing, and is not asked there", () => {
    const at = (m2: number) => answerOf(assessBody(bodyOfM2(m2)), "VOL-VAUTHEY-2002");
    const mlPerM2 = at(2) - at(1.5) + (at(2.5 - 1e-9) - at(2));
    const atOneM2 = at(2) - mlPerM2;
    within(atOneM2, examples["Vauthey at BSA 1.0"], 0.1);
    within(1 - atOneM2 / mlPerM2, examples["Vauthey zero BSA"], 0.001);
    expect(assessBody(bodyOfM2(1))[0]).toMatchObject({ rule: "VOL-VAUTHEY-2002", kind: "not-applicable" });
  });
});

describe("bodies of other sizes", () => {
  test.each([
    [{ heightCm: 150, weightKg: 45 }, examples["TLV 150/45 Mosteller b=1.369"]],
    [{ heightCm: 160, weightKg: 55 }, examples["TLV 160/55 Mosteller b=1.563"]],
    [{ heightCm: 175, weightKg: 80 }, examples["TLV 175/80 Mosteller b=1.972"]],
    [{ heightCm: 185, weightKg: 120 }, examples["TLV 185/120 Mosteller b=2.483"]],
  ])("%o", (body, stated) => {
    const findings = assessBody(body);
    within(answerOf(findings, "VOL-VAUTHEY-2002"), stated["Vauthey BSA"], 1);
    within(answerOf(findings, "VOL-VAUTHEY-2002-WEIGHT"), stated["Vauthey weight"], 1);
    within(answerOf(findings, "VOL-URATA-1995"), stated.Urata, 1);
    within(answerOf(findings, "VOL-HEINEMANN-1999"), stated.Heinemann, 1);
  });
});

describe("remnants", () => {
  const stated = examples["FLR ex"];
  const remnant = { ...MIDDLE, flrMl: 420, totalLiverVolumeMl: 1620, tumourVolumeMl: 120 };

  test("FLR-MEASURED subtracts the tumour", () => {
    within(100 * value(flrOfMeasuredVolume(remnant)), stated["measured %"], 0.01);
    within(
      100 * value(flrOfMeasuredVolume({ ...remnant, tumourVolumeMl: 0 })),
      stated["FLR/TLV without tumour subtraction %"],
      0.01,
    );
  });
  test("FLR-STANDARDISED", () => within(100 * value(flrOfEstimatedVolume(remnant)), stated["sFLR %"], 0.01));
  test("FLR-BW", () => within(100 * value(flrOfBodyWeight(remnant)), stated["FLR/BW % (mL/kg/10)"], 0.01));

  test("the same 350 mL by three formulas", () => {
    const small = { ...MIDDLE, flrMl: 350 };
    const three = examples["350 mL remnant 170/70 %"];
    within(100 * value(flrOfEstimatedVolume(small)), three.Vauthey, 0.1);
    within(100 * value(flrOfEstimatedVolume(small, "VOL-HEINEMANN-1999")), three.Heinemann, 0.1);
    within(100 * value(flrOfEstimatedVolume(small, "VOL-URATA-1995")), three.Urata, 0.1);
  });

  test("CONGESTION: 520 mL of which 150 mL are undrained, by what share of them works", () => {
    const { F, "sFLR%": stated } = examples.cong;
    const workingShares = [1, 0.4, 0];
    for (const [n, share] of workingShares.entries())
      within(100 * value(flrOfEstimatedVolume({ ...MIDDLE, flrMl: F - 150 * (1 - share) })), stated[n]!, 0.1);
  });

  test("0.5 % of body weight is 23 to 26 % of the estimated volume", () => {
    const atLimit = (heightCm: number, weightKg: number) =>
      100 * value(flrOfEstimatedVolume({ heightCm, weightKg, flrMl: 5 * weightKg }));
    const limits = examples["0.5%BW as % of Vauthey"];
    within(atLimit(170, 70), limits["170/70"], 0.1);
    within(atLimit(150, 45), limits["150/45"], 0.1);
    within(atLimit(185, 120), limits["185/120"], 0.1);
  });

  test("assessVolumes says the same as the single rules", () => {
    const findings = assessVolumes(remnant);
    expect(answerOf(findings, "FLR-MEASURED")).toBe(value(flrOfMeasuredVolume(remnant)));
    expect(answerOf(findings, "FLR-BW")).toBe(value(flrOfBodyWeight(remnant)));
    expect(answerOf(findings, "FLR-STANDARDISED")).toBe(value(flrOfEstimatedVolume(remnant)));
  });
});
