import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { albi, assessFunction, childPugh, type LiverFunction, meld, meld3, meldSodium } from "../src/index.ts";
import examples from "./fixtures/worked-examples.json" with { type: "json" };
import { groupOf, known, MG_DL_BILIRUBIN, MG_DL_CREATININE, within } from "./function-findings.ts";

describe("FUN-CHILD-PUGH", () => {
  const WORKED: LiverFunction = { bilirubinUmolPerL: 22, albuminGPerL: 33, inr: 1.2, ascites: "none", encephalopathy: "none" };
  const BEST: LiverFunction = { ...WORKED, albuminGPerL: 40 };

  test("FUN-CHILD-PUGH of 22 µmol/L, 33 g/L, INR 1.2", () => {
    expect(childPugh(WORKED)).toMatchObject({
      value: examples["Child-Pugh 22/33/1.2/none/none"],
      unit: "points",
      group: "A",
      severity: "info",
      because: "bilirubin 1, albumin 2, INR 1, ascites 1, encephalopathy 1",
    });
  });

  test.each([
    [{ bilirubinUmolPerL: 33.9 }, 5],
    [{ bilirubinUmolPerL: 34 }, 6],
    [{ bilirubinUmolPerL: 51 }, 6],
    [{ bilirubinUmolPerL: 51.1 }, 7],
    [{ albuminGPerL: 35.1 }, 5],
    [{ albuminGPerL: 35 }, 6],
    [{ albuminGPerL: 28 }, 6],
    [{ albuminGPerL: 27.9 }, 7],
    [{ inr: 1.69 }, 5],
    [{ inr: 1.7 }, 6],
    [{ inr: 2.3 }, 6],
    [{ inr: 2.3005 }, 7],
    [{ ascites: "mild" }, 6],
    [{ ascites: "moderate" }, 7],
    [{ ascites: "severe" }, 7],
    [{ encephalopathy: "I" }, 6],
    [{ encephalopathy: "II" }, 6],
    [{ encephalopathy: "III" }, 7],
    [{ encephalopathy: "IV" }, 7],
  ] as const)("FUN-CHILD-PUGH with %o is %i", (change, points) => {
    expect(known(childPugh({ ...BEST, ...change }))).toBe(points);
  });

  test.each([
    [{ albuminGPerL: 33 }, "A", "info"],
    [{ albuminGPerL: 27 }, "B", "warning"],
    [{ albuminGPerL: 27, ascites: "severe" }, "B", "warning"],
    [{ albuminGPerL: 27, ascites: "severe", inr: 2 }, "C", "warning"],
  ] as const)("FUN-CHILD-PUGH class with %o is %s", (change, group, severity) => {
    expect(childPugh({ ...BEST, ...change })).toMatchObject({ group, severity });
  });

  test("FUN-CHILD-PUGH tells the variant with 30 g/L where it matters", () => {
    const cautions = (albuminGPerL: number) => childPugh({ ...BEST, albuminGPerL }).cautions.join("; ");
    expect(cautions(30)).not.toContain("give");
    expect(cautions(29.9)).toContain("give 7 points, B");
    expect(cautions(28)).toContain("give 7 points, B");
    expect(cautions(27.9)).not.toContain("give");
  });

  test("FUN-CHILD-PUGH says nothing of a liver without cirrhosis", () => {
    expect(childPugh(BEST).cautions.join()).toContain("made for cirrhosis");
    expect(childPugh({ ...BEST, fibrosis: "cirrhosis" }).cautions).toEqual([]);
  });

  test("FUN-CHILD-PUGH names what is missing", () => {
    expect(childPugh({})).toMatchObject({
      missing: [
        "laboratory.bilirubinUmolPerL",
        "laboratory.albuminGPerL",
        "laboratory.inr",
        "liver.ascites",
        "liver.encephalopathy",
      ],
    });
  });
});

describe("FUN-ALBI-2015", () => {
  test.each([
    [10, 40, examples["ALBI 10umol/L 40g/L"], "grade 1"],
    [20.52, 35, examples["ALBI 20.52,35"], "grade 2"],
    [35, 28, examples["ALBI 35,28"], "grade 3"],
    [60, 22, examples["ALBI 60,22"], "grade 3"],
  ])("FUN-ALBI-2015 of %f µmol/L and %f g/L is %f", (bilirubinUmolPerL, albuminGPerL, stated, group) => {
    const finding = albi({ bilirubinUmolPerL, albuminGPerL });
    within(known(finding), stated, 0.001);
    expect(groupOf(finding)).toBe(group);
  });

  // With 1 µmol/L the logarithm is 0 and the score −0.085 · albumin.
  test.each([
    [2.6 / 0.085, "grade 1", "info"],
    [2.6 / 0.085 - 1e-6, "grade 2", "caution"],
    [1.39 / 0.085, "grade 2", "caution"],
    [1.39 / 0.085 - 1e-6, "grade 3", "caution"],
  ])("FUN-ALBI-2015 of 1 µmol/L and %f g/L is %s", (albuminGPerL, group, severity) => {
    expect(albi({ bilirubinUmolPerL: 1, albuminGPerL })).toMatchObject({ group, severity });
  });

  test("FUN-ALBI-2015 rises with bilirubin and falls with albumin", () => {
    const bilirubin = fc.double({ min: 1, max: 1000, noNaN: true });
    const albumin = fc.double({ min: 10, max: 60, noNaN: true });
    const more = fc.double({ min: 0.01, max: 5, noNaN: true });
    const property = fc.property(bilirubin, albumin, more, (bilirubinUmolPerL, albuminGPerL, step) => {
      const value = known(albi({ bilirubinUmolPerL, albuminGPerL }));
      expect(known(albi({ bilirubinUmolPerL: bilirubinUmolPerL + step, albuminGPerL }))).toBeGreaterThan(value);
      expect(known(albi({ bilirubinUmolPerL, albuminGPerL: albuminGPerL + step }))).toBeLessThan(value);
    });
    fc.assert(property, { seed: 1, numRuns: 100 });
  });

  test("FUN-ALBI-2015 names what is missing", () =>
    expect(albi({ albuminGPerL: 40 })).toMatchObject({ missing: ["laboratory.bilirubinUmolPerL"] }));
});

describe("FUN-MELD, FUN-MELD-NA and FUN-MELD-3.0", () => {
  const NAME = "MELD/MELDNa/MELD3.0 bili,inr,cr,na,alb,female=";
  const rows = Object.entries(examples).filter(([name]) => name.startsWith(NAME)) as [string, number[]][];
  const parsed = rows.map(([name, stated]) => {
    const [bilirubin, inr, creatinine, sodium, albumin, female] = name.slice(NAME.length + 1, -1).split(", ");
    const facts: LiverFunction = {
      ageYears: 60,
      sex: female === "True" ? "female" : "male",
      bilirubinUmolPerL: Number(bilirubin) * MG_DL_BILIRUBIN,
      inr: Number(inr),
      creatinineUmolPerL: Number(creatinine) * MG_DL_CREATININE,
      sodiumMmolPerL: Number(sodium),
      albuminGPerL: Number(albumin) * 10,
    };
    return [name.slice(NAME.length), facts, stated] as const;
  });

  test("FUN-MELD: all seven worked patients are asked", () => expect(parsed).toHaveLength(7));
  test.each(parsed)("FUN-MELD, FUN-MELD-NA and FUN-MELD-3.0 of %s", (_, facts, stated) => {
    expect([meld(facts), meldSodium(facts), meld3(facts)].map(known)).toEqual(stated.slice(0, 3));
    const finding = meld3(facts);
    const beforeRounding = finding.kind === "known" ? Number.parseFloat(finding.because!) : Number.NaN;
    expect(Math.abs(beforeRounding - stated[3]!)).toBeLessThanOrEqual(0.005);
  });

  const BEST: LiverFunction = {
    sex: "male",
    ageYears: 60,
    bilirubinUmolPerL: 10,
    inr: 1,
    creatinineUmolPerL: 70,
    sodiumMmolPerL: 140,
    albuminGPerL: 42,
  };
  const at = (change: LiverFunction) => [meld, meldSodium, meld3].map((rule) => known(rule({ ...BEST, ...change })));

  test("FUN-MELD: creatinine is capped at 4, FUN-MELD-3.0 at 3 mg/dL, and dialysis counts as the cap", () => {
    // 10 · (0.957 ln 4 + 0.643) = 19.70; with sodium 140 nothing is added; 11.14 ln 3 + 6 = 18.24
    expect(at({ creatinineUmolPerL: 4 * MG_DL_CREATININE })).toEqual([20, 20, 18]);
    expect(at({ creatinineUmolPerL: 9 * MG_DL_CREATININE })).toEqual([20, 20, 18]);
    expect(at({ onDialysis: true })).toEqual([20, 20, 18]);
    // 10 · (0.957 ln 3 + 0.643) = 16.94
    expect(at({ creatinineUmolPerL: 3 * MG_DL_CREATININE })).toEqual([17, 17, 18]);
    expect(meld({ ...BEST, onDialysis: true, creatinineUmolPerL: undefined }).kind).toBe("known");
  });

  test("FUN-MELD and FUN-MELD-NA: every coefficient counts", () => {
    const huge = { bilirubinUmolPerL: 1e6 * MG_DL_BILIRUBIN, inr: 1e6, creatinineUmolPerL: 3 * MG_DL_CREATININE };
    const ln = Math.log(1e6);
    expect(meld({ ...BEST, ...huge })).toMatchObject({
      because: `${(10 * (0.957 * Math.log(3) + 0.378 * ln + 1.12 * ln + 0.643)).toFixed(3)} before rounding`,
    });
    expect(meldSodium({ ...BEST, inr: 1.6, sodiumMmolPerL: 127 })).toMatchObject({
      because: `${(12 + 13.2 - 0.033 * 120).toFixed(3)} before rounding`,
    });
  });

  const LN = Math.log;
  test.each([
    [{ bilirubinUmolPerL: 50 * MG_DL_BILIRUBIN }, 6 + 4.56 * LN(50)],
    [{ inr: 5 }, 6 + 9.09 * LN(5)],
    [{ creatinineUmolPerL: 2.5 * MG_DL_CREATININE }, 6 + 11.14 * LN(2.5)],
    [{ sodiumMmolPerL: 127 }, 6 + 0.82 * 10],
    [{ sodiumMmolPerL: 127, bilirubinUmolPerL: 20 * MG_DL_BILIRUBIN }, 6 + 0.82 * 10 + (4.56 - 0.24 * 10) * LN(20)],
    [{ albuminGPerL: 25 }, 6 + 1.85],
    [{ albuminGPerL: 14 }, 6 + 1.85 * 2],
    [{ albuminGPerL: 15, creatinineUmolPerL: 2.5 * MG_DL_CREATININE }, 6 + 1.85 * 2 + (11.14 - 1.83 * 2) * LN(2.5)],
    [{ sex: "female" }, 7.33],
    [{ ageYears: 15 }, 7.33],
  ] as const)("FUN-MELD-3.0 with %o is %f before rounding", (change, score) => {
    expect(meld3({ ...BEST, ...change })).toMatchObject({ because: `${score.toFixed(3)} before rounding` });
  });

  test("FUN-MELD: values under 1 count as 1", () => {
    expect(at({ bilirubinUmolPerL: 3, inr: 0.7, creatinineUmolPerL: 20 })).toEqual([6, 6, 6]);
  });

  test("FUN-MELD-NA: sodium counts from 125 to 137, and only above MELD 11", () => {
    // INR 1.5: 10 · (1.12 ln 1.5 + 0.643) = 10.97, 11; INR 1.6: 11.69, 12
    const sodium = (inr: number, sodiumMmolPerL: number) => at({ inr, sodiumMmolPerL })[1];
    expect([sodium(1.5, 120), sodium(1.6, 140), sodium(1.6, 137)]).toEqual([11, 12, 12]);
    // 12 + 1.32 · 12 − 0.033 · 12 · 12 = 23.09
    expect([sodium(1.6, 125), sodium(1.6, 110)]).toEqual([23, 23]);
    // 12 + 1.32 − 0.033 · 12 = 12.92
    expect(sodium(1.6, 136)).toBe(13);
  });

  test("FUN-MELD-3.0: albumin counts from 1.5 to 3.5 g/dL, the score from 6 to 40", () => {
    // 6 + 1.85 · 2 = 9.7
    expect(at({ albuminGPerL: 15 })[2]).toBe(10);
    expect(at({ albuminGPerL: 9 })[2]).toBe(10);
    expect(at({ albuminGPerL: 35 })[2]).toBe(6);
    expect(at({ bilirubinUmolPerL: 900, inr: 9, creatinineUmolPerL: 800, sodiumMmolPerL: 120, albuminGPerL: 15 })[2]).toBe(40);
  });

  test("FUN-MELD-3.0: adolescents have their own constant and no sex, children nothing", () => {
    // 7.33 against 6 + 1.33
    for (const ageYears of [12, 17]) {
      expect(known(meld3({ ...BEST, ageYears, sex: undefined }))).toBe(7);
      expect(meld({ ...BEST, ageYears }).kind).toBe("not-applicable");
      expect(meldSodium({ ...BEST, ageYears }).kind).toBe("not-applicable");
    }
    expect(meld3({ ...BEST, ageYears: 11 })).toMatchObject({
      kind: "not-applicable",
      because: expect.stringContaining("11 years old"),
    });
    expect(known(meld3({ ...BEST, ageYears: 18, sex: "female" }))).toBe(7);
    expect(known(meld3({ ...BEST, ageYears: 18 }))).toBe(6);
    expect(meld3({ ...BEST, ageYears: 18, sex: undefined })).toMatchObject({ missing: ["sex"] });
    expect(meld3({ ...BEST, ageYears: undefined }).cautions.join()).toContain("as for an adult");
    expect(meld3(BEST).cautions.join()).not.toContain("as for an adult");
  });

  test("FUN-MELD: what is missing is named, worse values never lower it", () => {
    expect(meld({})).toMatchObject({
      missing: ["laboratory.bilirubinUmolPerL", "laboratory.inr", "laboratory.creatinineUmolPerL"],
    });
    expect(meldSodium({ ...BEST, sodiumMmolPerL: undefined })).toMatchObject({ missing: ["laboratory.sodiumMmolPerL"] });
    expect(meld3({ ...BEST, albuminGPerL: undefined })).toMatchObject({ missing: ["laboratory.albuminGPerL"] });
    const property = fc.property(
      fc.double({ min: 5, max: 900, noNaN: true }),
      fc.double({ min: 0.8, max: 8, noNaN: true }),
      fc.double({ min: 0, max: 300, noNaN: true }),
      (bilirubinUmolPerL, inr, more) => {
        const before = known(meld({ ...BEST, bilirubinUmolPerL, inr }));
        expect(known(meld({ ...BEST, bilirubinUmolPerL: bilirubinUmolPerL + more, inr }))).toBeGreaterThanOrEqual(before);
        expect(known(meld({ ...BEST, bilirubinUmolPerL, inr: inr + more / 100 }))).toBeGreaterThanOrEqual(before);
      },
    );
    fc.assert(property, { seed: 1, numRuns: 100 });
  });
});

describe("all of them", () => {
  const IDS = [
    "FUN-HBS-2.69",
    "FUN-LIMAX",
    "FUN-CHILD-PUGH",
    "FUN-ALBI-2015",
    "FUN-APRI",
    "FUN-FIB4",
    "FUN-APRI+ALBI",
    "FUN-MELD",
    "FUN-MELD-NA",
    "FUN-MELD-3.0",
    "FUN-ICG-MAKUUCHI",
  ];
  test("come in fixed order, whatever is known", () => {
    expect(assessFunction({}).map(({ rule }) => rule)).toEqual(IDS);
    expect(assessFunction({}).map(({ kind }) => kind)).toEqual(IDS.map(() => "unknown"));
  });

  const FULL: LiverFunction = {
    ageYears: 60,
    sex: "male",
    heightCm: 180,
    weightKg: 80,
    bilirubinUmolPerL: 10,
    albuminGPerL: 42,
    inr: 1,
    platelets1e9PerL: 200,
    creatinineUmolPerL: 80,
    sodiumMmolPerL: 140,
    astUPerL: 30,
    astUpperLimitUPerL: 40,
    altUPerL: 30,
    ascites: "none",
    encephalopathy: "none",
    icgR15Fraction: 0.08,
    limaxUgPerKgH: 400,
    mebrofeninPercentPerMin: 14,
    mebrofeninFlrShareFraction: 0.4,
    flrMl: 500,
    totalLiverVolumeMl: 1500,
    tumourVolumeMl: 50,
  };
  test("are known where all is", () => expect(assessFunction(FULL).map(({ kind }) => kind)).toEqual(IDS.map(() => "known")));

  const MELDS = ["FUN-MELD", "FUN-MELD-NA", "FUN-MELD-3.0"];
  const ASTS = ["FUN-APRI", "FUN-FIB4", "FUN-APRI+ALBI"];
  test.each([
    ["ageYears", "ageYears", ["FUN-FIB4"]],
    ["sex", "sex", ["FUN-MELD-3.0"]],
    ["heightCm", "heightCm", ["FUN-HBS-2.69"]],
    ["weightKg", "weightKg", ["FUN-HBS-2.69"]],
    ["bilirubinUmolPerL", "laboratory.bilirubinUmolPerL", ["FUN-CHILD-PUGH", "FUN-ALBI-2015", "FUN-APRI+ALBI", ...MELDS]],
    ["albuminGPerL", "laboratory.albuminGPerL", ["FUN-CHILD-PUGH", "FUN-ALBI-2015", "FUN-APRI+ALBI", "FUN-MELD-3.0"]],
    ["inr", "laboratory.inr", ["FUN-CHILD-PUGH", ...MELDS]],
    ["platelets1e9PerL", "laboratory.platelets1e9PerL", ASTS],
    ["creatinineUmolPerL", "laboratory.creatinineUmolPerL", MELDS],
    ["sodiumMmolPerL", "laboratory.sodiumMmolPerL", ["FUN-MELD-NA", "FUN-MELD-3.0"]],
    ["astUPerL", "laboratory.astUPerL", ASTS],
    ["astUpperLimitUPerL", "laboratory.astUpperLimitUPerL", ["FUN-APRI", "FUN-APRI+ALBI"]],
    ["altUPerL", "laboratory.altUPerL", ["FUN-FIB4"]],
    ["ascites", "liver.ascites", ["FUN-CHILD-PUGH"]],
    ["encephalopathy", "liver.encephalopathy", ["FUN-CHILD-PUGH"]],
    ["icgR15Fraction", "liver.icgR15Fraction", ["FUN-ICG-MAKUUCHI"]],
    ["limaxUgPerKgH", "liver.limaxUgPerKgH", ["FUN-LIMAX"]],
    ["mebrofeninPercentPerMin", "liver.mebrofenin.totalPercentPerMin", ["FUN-HBS-2.69"]],
    ["mebrofeninFlrShareFraction", "liver.mebrofenin.flrShareFraction", ["FUN-HBS-2.69"]],
    ["flrMl", "functionalRemnantMl", ["FUN-LIMAX"]],
    ["totalLiverVolumeMl", "liverVolumeMl", ["FUN-LIMAX"]],
    ["tumourVolumeMl", "tumourVolumeMl", ["FUN-LIMAX"]],
  ])("[CLI-01] without %s alone, those that need it name %s", (input, path, needing) => {
    const lacking = assessFunction({ ...FULL, [input]: undefined }).flatMap((finding) =>
      finding.kind === "unknown" ? [[finding.rule, finding.missing]] : [],
    );
    expect(lacking).toEqual(IDS.filter((id) => needing.includes(id)).map((id) => [id, [path]]));
  });

  test("[CLI-01] are not for children, but for the one with a formula for them and the one that only shows", () => {
    expect(assessFunction({ ageYears: 14 }).flatMap(({ rule, kind }) => (kind === "not-applicable" ? [] : [rule]))).toEqual([
      "FUN-MELD-3.0",
      "FUN-ICG-MAKUUCHI",
    ]);
  });
});
