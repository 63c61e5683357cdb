import { describe, expect, test } from "vitest";
import { InputError, parseInput, patientFile } from "../src/index.ts";

const parse = (patient: object) => parseInput(patientFile, { schemaVersion: 1, ...patient }, "patient/refused");
const refused = (patient: object): string[] => {
  try {
    parse(patient);
    return [];
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.details.fields.map(({ path }) => path);
  }
};

/** What rules on suitability, chemotherapy and the order of operations ask beyond the example. */
const ASKED = {
  primary: { symptoms: ["obstruction"], rectalRadiotherapy: "planned", operationExtent: "major", simultaneousResection: false },
  biology: { ceaPeakUgPerL: 120 },
  chemotherapy: [{ regimen: "FOLFOX", bevacizumabLastOn: "2026-02-06", morphologicResponse: "optimal" }],
  recist: {
    targets: [{ organ: "liver", isNode: false, baselineMm: 60, currentMm: 40 }],
    nadirSumMm: 40,
    newLesions: false,
    nonTargetProgression: false,
    nonTargetsGone: true,
  },
  liver: { chemotherapyInjury: "sinusoidal" },
  imaging: { ctPhase: "portal-venous", ctSliceMm: 1.5, petMetabolicVolumeMl: 20 },
  planning: { on: "2026-03-15", operationOn: "2026-04-20" },
};

test("what the rules ask is taken", () => expect(parse(ASKED)).toEqual({ schemaVersion: 1, ...ASKED }));

describe("a field that is not in the format is refused by its path, and so is a value that is not in its list", () => {
  test.each<[object, string]>([
    [{ recist: { ...ASKED.recist, sumMm: 40 } }, "recist"],
    [{ recist: { targets: [{ organ: "liver", isNode: false, baselineMm: 60 }] } }, "recist.targets[0].currentMm"],
    [{ planning: { today: "2026-03-15" } }, "planning"],
    [{ planning: { on: "15.3.2026" } }, "planning.on"],
    [{ imaging: { ctPhase: "venous" } }, "imaging.ctPhase"],
    [{ primary: { symptoms: ["pain"] } }, "primary.symptoms[0]"],
    [{ primary: { rectalRadiotherapy: true } }, "primary.rectalRadiotherapy"],
    [{ chemotherapy: [{ regimen: "FOLFOX", morphologicResponse: "good" }] }, "chemotherapy[0].morphologicResponse"],
    [{ liver: { chemotherapyInjury: "SOS" } }, "liver.chemotherapyInjury"],
  ])("%o", (patient, path) => {
    const fields = refused(patient);
    expect(fields).toHaveLength(1);
    expect(fields[0]!.startsWith(path)).toBe(true);
  });
});

describe("what is wrong with a field", () => {
  const problemOf = (patient: object): string => {
    try {
      parse(patient);
    } catch (error) {
      if (error instanceof InputError) return error.details.fields[0]!.problem;
    }
    throw new Error("it was taken");
  };

  test("is told with what was found and what was expected", () => {
    expect(problemOf({ sex: "man" })).toBe('found "man"; expected "male" or "female"');
    expect(problemOf({ planning: { on: "2026-02-30" } })).toBe(
      'found "2026-02-30"; expected a calendar day such as "2026-03-10"',
    );
    expect(problemOf({ metastases: { count: -1 } })).toMatch(/^found -1; /);
  });

  test("repeats no text that stands where a number belongs: it may be a name or a day of birth", () => {
    expect(problemOf({ ageYears: "1961-03-02" })).not.toContain("1961");
    expect(problemOf({ laboratory: "Jane Doe" })).not.toContain("Jane");
  });
});
