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
