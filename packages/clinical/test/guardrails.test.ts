import { describe, expect, test } from "vitest";
import { checkPatientNumbers, GUARDRAILS, refusedPatientFields } from "../src/index.ts";

/** The example of the contract, with every number of patient.json. */
const PATIENT = {
  schemaVersion: 1,
  ageYears: 64,
  sex: "male",
  heightCm: 176,
  weightKg: 82,
  reserve: {
    ecog: 1,
    asa: 2,
    frailty: 2,
    cpet: { anaerobicThresholdMlPerKgMin: 12.1, veVco2: 31 },
    symptoms: [],
    comorbidities: ["diabetes"],
  },
  primary: { site: "colon", nodePositive: true, diagnosedOn: "2025-01-14" },
  metastases: {
    firstSeenOn: "2025-11-02",
    diseaseFreeIntervalMonths: 9,
    count: 4,
    largestMm: 35,
    extrahepatic: [{ site: "lung", lesions: 1, resectable: true }],
  },
  biology: { kras: "mutant", ceaUgPerL: 34, ceaPeakUgPerL: 60 },
  chemotherapy: [{ regimen: "FOLFOX", cycles: 6, weeks: 12, lastOn: "2026-02-20" }],
  recist: { targets: [{ organ: "liver", isNode: false, baselineMm: 60, currentMm: 35 }], nadirSumMm: 35 },
  laboratory: {
    bilirubinUmolPerL: 11,
    albuminGPerL: 41,
    inr: 1.0,
    platelets1e9PerL: 210,
    creatinineUmolPerL: 78,
    sodiumMmolPerL: 139,
    astUPerL: 31,
    astUpperLimitUPerL: 40,
    altUPerL: 28,
    ggtUPerL: 40,
  },
  liver: {
    steatosis: "none",
    icgR15Fraction: 0.08,
    limaxUgPerKgH: 420,
    mebrofenin: { totalPercentPerMin: 14.0, flrShareFraction: 0.35 },
  },
  imaging: { ctOn: "2026-03-12", ctSliceMm: 1.5, mriOn: null, petMetabolicVolumeMl: 20 },
  postoperative: [
    {
      day: 5,
      inr: 1.2,
      inrUpperLimit: 1.2,
      prothrombinPercent: 62,
      bilirubinUmolPerL: 24,
      bilirubinUpperLimitUmolPerL: 21,
      drainBilirubinUmolPerL: 30,
      haemoglobinGPerL: 104,
      transfusionUnits: 0,
    },
  ],
};

test("an ordinary patient passes without a word", () => expect(checkPatientNumbers(PATIENT)).toEqual([]));

test("every number of the contract's example has a guardrail, and no guardrail is without a field", () => {
  const paths: string[] = [];
  const walk = (value: unknown, path: string): void => {
    if (typeof value === "number") paths.push(path);
    else if (Array.isArray(value)) for (const entry of value) walk(entry, `${path}[]`);
    else if (typeof value === "object" && value !== null)
      for (const [name, entry] of Object.entries(value)) walk(entry, path ? `${path}.${name}` : name);
  };
  walk(PATIENT, "");
  expect(GUARDRAILS.map(({ path }) => path)).toEqual(paths.filter((path) => path !== "schemaVersion"));
});

test("what is usual is possible, for reasons", () => {
  for (const { possible, usual } of GUARDRAILS) {
    expect(possible[0]).toBeLessThanOrEqual(usual[0]);
    expect(usual[0]).toBeLessThan(usual[1]);
    expect(usual[1]).toBeLessThanOrEqual(possible[1]);
    expect(possible[2].length).toBeGreaterThan(5);
    expect(usual[2].length).toBeGreaterThan(5);
  }
});

describe("[UNI-01] a number in another unit is refused with the unit it was probably given in", () => {
  test.each([
    [{ heightCm: 1.76 }, "heightCm", /probably metres, which would be 176 cm/],
    [{ heightCm: 69 }, "heightCm", /probably inches, which would be 175.3 cm/],
    [{ weightKg: 700 }, "weightKg", /expected 20 to 400 kg.*probably a lost decimal point, which would be 70 kg/],
    [{ laboratory: { inr: 0 } }, "laboratory.inr", /expected 0.5 to 20.*probably not measured: then the field is left out/],
    [{ laboratory: { inr: 98 } }, "laboratory.inr", /probably a prothrombin per cent/],
    [{ biology: { ceaPeakUgPerL: 340000 } }, "biology.ceaPeakUgPerL", /probably ng\/L, which would be 340 µg\/L/],
    [{ recist: { targets: [{ baselineMm: 0.9 }] } }, "recist.targets[0].baselineMm", /expected 1 to 350 mm/],
    [{ imaging: { ctSliceMm: 1500 } }, "imaging.ctSliceMm", /probably µm, which would be 1.5 mm/],
    [
      { liver: { mebrofenin: { flrShareFraction: 35 } } },
      "liver.mebrofenin.flrShareFraction",
      /probably per cent, which would be 0.35/,
    ],
    [{ weightKg: 82000 }, "weightKg", /probably grams, which would be 82 kg/],
    [{ laboratory: { bilirubinUmolPerL: 0.6 } }, "laboratory.bilirubinUmolPerL", /probably mg\/dL, which would be 10.26 µmol\/L/],
    [{ laboratory: { albuminGPerL: 4.1 } }, "laboratory.albuminGPerL", /probably g\/dL, which would be 41 g\/L/],
    [
      { laboratory: { creatinineUmolPerL: 0.9 } },
      "laboratory.creatinineUmolPerL",
      /probably mg\/dL, which would be 79.56 µmol\/L/,
    ],
    [{ laboratory: { platelets1e9PerL: 210000 } }, "laboratory.platelets1e9PerL", /probably per µL, which would be 210/],
    [{ laboratory: { astUPerL: 0.5 } }, "laboratory.astUPerL", /probably µkat\/L, which would be 30 U\/L/],
    [{ liver: { icgR15Fraction: 8 } }, "liver.icgR15Fraction", /probably per cent, which would be 0.08/],
    [
      { postoperative: [{}, { haemoglobinGPerL: 10.4 }] },
      "postoperative[1].haemoglobinGPerL",
      /probably g\/dL, which would be 104 g\/L/,
    ],
    [
      { postoperative: [{ prothrombinPercent: 0.62 }] },
      "postoperative[0].prothrombinPercent",
      /probably a fraction, which would be 62 %/,
    ],
    [{ ageYears: Number.NaN }, "ageYears", /found NaN/],
  ])("%o", (patient, path, problem) => {
    expect(refusedPatientFields(patient)).toEqual([{ path, problem: expect.stringMatching(problem) }]);
  });
});

describe("an unusual number is asked again, not refused", () => {
  test.each([
    [{ weightKg: 200 }, /usually 40 to 180 kg.*probably pounds, which would be 90.72 kg/],
    [{ biology: { ceaUgPerL: 34000 } }, /probably ng\/L, which would be 34 µg\/L/],
    [{ recist: { targets: [{ baselineMm: 3.5 }] } }, /probably cm, which would be 35 mm/],
    [{ recist: { nadirSumMm: 501 } }, /usually 0 to 500 mm/],
    [{ imaging: { petMetabolicVolumeMl: 9000 } }, /probably mm³, which would be 9 mL/],
    [{ heightCm: 165, weightKg: 154 }, /body mass index of 56.6, usually 16 to 45; probably pounds, which would be 69.85 kg/],
    [{ heightCm: 200, weightKg: 50 }, /body mass index of 12.5, usually 16 to 45$/],
    [{ metastases: { largestMm: 3.5 } }, /probably cm, which would be 35 mm/],
    [{ laboratory: { bilirubinUmolPerL: 1.2 } }, /probably mg\/dL, which would be 20.52 µmol\/L/],
    [{ ageYears: 12 }, /derived in adults/],
  ])("%o", (patient, problem) => {
    expect(refusedPatientFields(patient)).toEqual([]);
    expect(checkPatientNumbers(patient)).toEqual([
      expect.objectContaining({ verdict: "unusual", problem: expect.stringMatching(problem) }),
    ]);
  });
});

test("bounds belong to the range", () => {
  const verdict = (heightCm: number) => checkPatientNumbers({ heightCm })[0]?.verdict;
  expect([79.9, 80, 139.9, 140, 210, 210.1, 275, 275.1].map(verdict)).toEqual([
    "impossible",
    "unusual",
    "unusual",
    undefined,
    undefined,
    "unusual",
    "unusual",
    "impossible",
  ]);
});

/** Half an end's distance to either side of every limit of every guardrail. */
describe.each(GUARDRAILS)("$path", ({ path, possible, usual }) => {
  const verdict = (value: number) => checkPatientNumbers(patientWith(path, value))[0]?.verdict;
  const step = 1e-6;
  test.each([usual[0], usual[1]])("%f is usual", (value) => expect(verdict(value)).toBeUndefined());
  test.each([possible[0] - step, possible[1] + step])("%f is impossible", (value) => expect(verdict(value)).toBe("impossible"));
  test.each([
    [possible[0], usual[0]],
    [possible[1], usual[1]],
    [usual[0] - step, usual[0]],
    [usual[1] + step, usual[1]],
  ])("%f beside the usual %f", (value, limit) => {
    const isPossible = value >= possible[0] && value <= possible[1];
    expect(verdict(value)).toBe(value === limit ? undefined : isPossible ? "unusual" : "impossible");
  });
});

/** A patient of whom nothing is known but one number. */
function patientWith(path: string, value: number): object {
  return path
    .split(".")
    .reduceRight<unknown>(
      (inner, name) => (name.endsWith("[]") ? { [name.slice(0, -2)]: [inner] } : { [name]: inner }),
      value,
    ) as object;
}

describe("a body of height and weight together", () => {
  const at = (weightKg: number) => checkPatientNumbers({ heightCm: 200, weightKg })[0]?.verdict;
  // 4 m²: 16 is 64 kg, 45 is 180 kg
  test.each([
    [63.9, "unusual"],
    [64, undefined],
    [180, undefined],
    [180.1, "unusual"],
  ])("%f kg at 200 cm", (weightKg, verdict) => expect(at(weightKg)).toBe(verdict));
  test("is asked again, not refused, and not where one of them is doubted already or missing", () => {
    expect(refusedPatientFields({ heightCm: 150, weightKg: 150 })).toEqual([]);
    expect(checkPatientNumbers({ heightCm: 130, weightKg: 150 }).map(({ path }) => path)).toEqual(["heightCm"]);
    expect(checkPatientNumbers({ heightCm: 210 })).toEqual([]);
    expect(checkPatientNumbers({ weightKg: 60 })).toEqual([]);
  });
});

describe("what a number probably is", () => {
  const problem = (patient: object) => checkPatientNumbers(patient)[0]?.problem;
  test.each([
    [19.9, false],
    [20, true],
    [200, true],
    [201, false],
  ])("an INR of %f is a prothrombin per cent: %s", (inr, is) =>
    expect(problem({ laboratory: { inr } })?.includes("a prothrombin per cent (Quick)")).toBe(is),
  );
  test("only a zero was probably not measured", () => {
    expect(problem({ laboratory: { inr: 0 } })).toMatch(/not measured/);
    expect(problem({ laboratory: { inr: 0.1 } })).not.toMatch(/not measured/);
    expect(problem({ heightCm: 300 })).not.toMatch(/probably/);
  });
  test("a doubt elsewhere does not hide one about the body", () =>
    expect(checkPatientNumbers({ laboratory: { inr: 0 }, heightCm: 165, weightKg: 154 }).map(({ path }) => path)).toEqual([
      "laboratory.inr",
      "weightKg",
    ]));
});

test("several fields are all named", () => {
  expect(refusedPatientFields({ heightCm: 1.76, weightKg: 700, laboratory: { inr: 98 } }).map(({ path }) => path)).toEqual([
    "heightCm",
    "weightKg",
    "laboratory.inr",
  ]);
});
