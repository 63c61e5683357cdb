import { describe, expect, test } from "vitest";
import { assessBody, type Body, type Finding, liverMassChouker } from "../src/index.ts";

const BODY: Body = { ageYears: 60, sex: "male", heightCm: 170, weightKg: 70 };
const M2 = Math.sqrt((170 * 70) / 3600);
const DUBOIS_M2 = 0.007184 * 70 ** 0.425 * 170 ** 0.725;
const of = (rule: string, body: Body = BODY): Finding => {
  const found = assessBody(body).find((finding) => finding.rule === rule);
  if (found === undefined) throw new Error(`${rule} is not among the findings`);
  return found;
};
const amountOf = (rule: string, body?: Body): number => {
  const finding = of(rule, body);
  if (finding.kind !== "known") throw new Error(`${rule} is ${finding.kind}`);
  return finding.value;
};

/** As printed in the papers; the worked examples are rounded to 0.1 mL, which forgives a wrong last digit. */
describe("every digit of the formulas counts", () => {
  test.each([
    ["VOL-VAUTHEY-2002", -794.41 + 1267.28 * M2],
    ["VOL-VAUTHEY-2002-WEIGHT", 191.8 + 18.51 * 70],
    ["VOL-URATA-1995", 706.2 * M2 + 2.4],
    ["VOL-HEINEMANN-1999", 1072.8 * M2 - 345.7],
    ["VOL-KOREA-1000", 908.204 * DUBOIS_M2 - 464.728],
    ["VOL-KOREA-1000-MOSTELLER", 893.485 * M2 - 439.169],
    ["VOL-FENG-2017", 758.259 * M2 - 124.272],
    ["VOL-CHAN-2006", 218 + 12.3 * 70 + 51],
    ["VOL-CHOUKER-2004", 1390 + 15.94 * 70 - 12.86 * 60],
    ["VOL-YU", 21.585 * 70 ** 0.732 * 170 ** 0.225],
    ["VOL-YOSHIZUMI-2003", 772 * M2],
    ["VOL-JOHNSON-2005", 722 * M2 ** 1.176],
  ])("%s", (rule, expected) => expect(amountOf(rule)).toBeCloseTo(expected, 9));
});

describe("where a formula ends", () => {
  test.each([
    [15.9, "not-applicable"],
    [16, "known"],
    [70.9, "known"],
    [71, "not-applicable"],
  ] as const)("VOL-CHOUKER-2004 at %f years is %s", (ageYears, kind) =>
    expect(liverMassChouker({ ...BODY, ageYears }).kind).toBe(kind),
  );

  test("VOL-CHOUKER-2004 changes its equation at 51, from where it asks for weight alone", () => {
    expect(amountOf("VOL-CHOUKER-2004", { ...BODY, ageYears: 50 })).toBeCloseTo(452 + 16.34 * 70 + 11.85 * 50, 9);
    expect(amountOf("VOL-CHOUKER-2004", { ageYears: 51, weightKg: 70 })).toBeCloseTo(1390 + 15.94 * 70 - 12.86 * 51, 9);
    expect(liverMassChouker({ ageYears: 51 })).toMatchObject({ kind: "unknown", missing: ["weightKg"] });
    expect(liverMassChouker({ ageYears: 50 })).toMatchObject({ kind: "unknown", missing: ["weightKg", "sex"] });
    expect(liverMassChouker({})).toMatchObject({ missing: ["ageYears", "weightKg", "sex"] });
  });

  test.each(["VOL-VAUTHEY-2002-WEIGHT", "VOL-CHAN-2006", "VOL-CHOUKER-2004", "VOL-YU"])("%s is not asked in cirrhosis", (rule) =>
    expect(of(rule, { ...BODY, fibrosis: "cirrhosis" }).kind).toBe("not-applicable"),
  );
  test.each(["VOL-VAUTHEY-2002-WEIGHT", "VOL-CHAN-2006", "VOL-YU"])("%s is not asked of children", (rule) => {
    expect(of(rule, { ...BODY, ageYears: 17.9 }).kind).toBe("not-applicable");
    expect(of(rule, { ...BODY, ageYears: 18 }).kind).toBe("known");
  });

  test("body surfaces from 1.3 to 2.5 m², both ends within", () => {
    // 160 cm: 1.3 m² is 38.025 kg; 200 cm: 2.5 m² is 112.5 kg
    const kind = (heightCm: number, weightKg: number) => of("VOL-VAUTHEY-2002", { heightCm, weightKg }).kind;
    expect([kind(160, 38), kind(160, 38.025), kind(200, 112.5), kind(200, 112.6)]).toEqual([
      "not-applicable",
      "known",
      "known",
      "not-applicable",
    ]);
  });
});

describe("doubts that the body raises", () => {
  const cautions = (rule: string, body: Body) => of(rule, body).cautions.join("\n");
  test.each([
    [119.9, ""],
    [120, "body mass index 30.0: estimates from weight run high in obesity"],
    [74, ""],
    [73.9, "body mass index 18.5: estimates from weight run low in cachexia"],
  ])("%f kg at 200 cm", (weightKg, said) => {
    const body = { ageYears: 60, heightCm: 200, weightKg };
    expect(cautions("VOL-CHOUKER-2004", body)).toBe(["an outlier against formulas from CT", said].filter(Boolean).join("\n"));
  });
  test("without a height nothing is said of it", () =>
    expect(liverMassChouker({ ageYears: 60, weightKg: 120 }).cautions).toEqual(["an outlier against formulas from CT"]));

  test.each([
    ["VOL-VAUTHEY-2002", "within 20 to 25 %"],
    ["VOL-VAUTHEY-2002-WEIGHT", "a cross-check"],
    ["VOL-URATA-1995", "underestimates Caucasian livers"],
    ["VOL-HEINEMANN-1999", "derived from autopsy livers"],
    ["VOL-FENG-2017", "underestimates livers above 1800 mL"],
  ])("%s: %s", (rule, doubt) => expect(cautions(rule, BODY)).toContain(doubt));

  test("VOL-FENG-2017 overestimates above 70 years", () => {
    expect(cautions("VOL-FENG-2017", { ...BODY, ageYears: 70 })).not.toContain("overestimates");
    expect(cautions("VOL-FENG-2017", { ...BODY, ageYears: 71 })).toContain("overestimates above 70 years");
  });
});
