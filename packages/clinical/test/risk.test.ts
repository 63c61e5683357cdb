import { describe, expect, test } from "vitest";
import { assessRisk, breitensteinBands, heidelbergFactors, operationRates, type PerioperativeRisk } from "../src/index.ts";

/** None of Heidelberg's factors. */
const BEST: PerioperativeRisk = {
  ageYears: 50,
  asa: 2,
  inr: 1,
  astUPerL: 30,
  ggtUPerL: 30,
  platelets1e9PerL: 250,
  creatinineUmolPerL: 80,
  resectedSegments: 2,
  isRightTrisectionectomy: false,
  hepaticojejunostomyOrColonResection: false,
};

describe("RISK-BREITENSTEIN-2010", () => {
  test("RISK-BREITENSTEIN-2010 shows bands and counts no points", () => {
    for (const risk of [
      BEST,
      { ...BEST, asa: 4, astUPerL: 400, resectedSegments: 5, hepaticojejunostomyOrColonResection: true },
    ]) {
      const finding = breitensteinBands(risk);
      expect(finding).not.toHaveProperty("value");
      expect(finding).not.toHaveProperty("group");
      expect(finding.kind === "known" && finding.outcomes?.map(({ value, holdsPatient }) => [value, holdsPatient])).toEqual([
        [0.16, undefined],
        [0.37, undefined],
        [0.6, undefined],
      ]);
      expect(finding.cautions[0]).toMatch(/^flagged/);
    }
    expect(breitensteinBands({ ...BEST, hepaticojejunostomyOrColonResection: true })).toMatchObject({
      because: "ASA 2, AST 30 U/L, 2 segments, with bile duct anastomosis or colon resection",
    });
  });
  test.each([
    [2, 1],
    [3, 2],
    [4, 1],
  ])("RISK-BREITENSTEIN-2010: %i segments have %i cautions, since exactly 3 is left open", (resectedSegments, cautions) => {
    expect(breitensteinBands({ ...BEST, resectedSegments }).cautions).toHaveLength(cautions);
  });
  test("[CLI-01] RISK-BREITENSTEIN-2010 is not for cirrhosis, and names what is missing", () => {
    expect(breitensteinBands({ ...BEST, astUPerL: undefined })).toMatchObject({ missing: ["laboratory.astUPerL"] });
    expect(breitensteinBands({ fibrosis: "cirrhosis" }).kind).toBe("not-applicable");
    expect(breitensteinBands({ fibrosis: "severe" })).toMatchObject({
      missing: ["reserve.asa", "laboratory.astUPerL", "plans[].stages[].resections", "primary.simultaneousResection"],
    });
  });
});

describe("RISK-HEIDELBERG-2018", () => {
  const present = (change: PerioperativeRisk) =>
    heidelbergFactors({ ...BEST, ...change }).flatMap((finding) => (finding.kind === "known" ? [finding.value] : []));
  test.each([
    [{}, []],
    [{ ageYears: 59.9 }, []],
    [{ ageYears: 60 }, [3.71]],
    [{ asa: 3 }, [2.94]],
    [{ asa: 4 }, [15.66]],
    [{ asa: 5 }, []],
    [{ inr: 1.09 }, []],
    [{ inr: 1.1 }, [2.43]],
    [{ ggtUPerL: 59 }, []],
    [{ ggtUPerL: 60 }, [2.86]],
    [{ platelets1e9PerL: 121 }, []],
    [{ platelets1e9PerL: 120 }, [5.52]],
    [{ creatinineUmolPerL: 176.7 }, []],
    [{ creatinineUmolPerL: 176.8 }, [9.85]],
    [{ isRightTrisectionectomy: true }, [2.88]],
    [{ ageYears: 70, inr: 1.3, platelets1e9PerL: 90 }, [3.71, 2.43, 5.52]],
  ])("RISK-HEIDELBERG-2018 with %o lists %o", (change, oddsRatios) => expect(present(change)).toEqual(oddsRatios));

  test("RISK-HEIDELBERG-2018 lists factors and never a total", () => {
    for (const finding of heidelbergFactors({ ...BEST, ageYears: 70, asa: 4, inr: 1.3 })) {
      if (finding.kind !== "known") continue;
      expect(finding).toMatchObject({ unit: "odds ratio", severity: "info", cautions: [expect.stringMatching(/^display only/)] });
      expect(finding.outcomes).toBeUndefined();
    }
  });
  test("[CLI-01] RISK-HEIDELBERG-2018 names what is missing of each factor", () => {
    expect(heidelbergFactors({}).map((finding) => (finding.kind === "unknown" ? finding.missing : finding.kind))).toEqual([
      ["ageYears"],
      ["reserve.asa"],
      ["reserve.asa"],
      ["laboratory.inr"],
      ["laboratory.ggtUPerL"],
      ["laboratory.platelets1e9PerL"],
      ["laboratory.creatinineUmolPerL"],
      ["plans[].name"],
    ]);
    expect(heidelbergFactors(BEST)[0]).toMatchObject({
      kind: "not-applicable",
      because: "the patient does not have it: 60 years or over",
    });
  });
});

test("RISK-OTHER gives published rates", () => {
  expect(operationRates().outcomes?.map(({ value }) => value)).toEqual([0.03, 0.045, 0.02, 0.19]);
  expect(operationRates().outcomes?.map(({ patients }) => patients)).toEqual([1796, 1796, 2056, 2056]);
  expect(operationRates().cautions[0]).toMatch(/^display only/);
});

test("all of them come in fixed order", () => {
  const ids = ["RISK-BREITENSTEIN-2010", ...Array(8).fill("RISK-HEIDELBERG-2018"), "RISK-OTHER"];
  expect(assessRisk({}).map(({ rule }) => rule)).toEqual(ids);
  expect(assessRisk(BEST).map(({ rule }) => rule)).toEqual(ids);
});
