import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { DEFAULT_POLICY, InputError, parseInput, patientFile, policyChanges, policyFrom, resectionsFile } from "../src/index.ts";

function refusedPaths(act: () => unknown): string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof InputError) return error.details.fields.map(({ path }) => path);
    throw error;
  }
  throw new Error("nothing was refused");
}

const contract = JSON.parse(readFileSync(new URL("./fixtures/patient.json", import.meta.url), "utf8")) as unknown;

describe("patient file", () => {
  test("the contract's example is accepted whole", () => {
    expect(parseInput(patientFile, contract, "patient/refused")).toEqual(contract);
  });

  test("every bad field is named, not only the first", () => {
    const bad = { schemaVersion: 1, sex: "M", heightCm: "176", laboratory: { inr: null }, weightLb: 180 };
    expect(refusedPaths(() => parseInput(patientFile, bad, "patient/refused")).sort()).toEqual([
      "heightCm",
      "laboratory.inr",
      "sex",
      "weightLb",
    ]);
  });

  test("NaN, Infinity, impossible days and another schema version are refused", () => {
    for (const bad of [
      { schemaVersion: 1, heightCm: Number.NaN },
      { schemaVersion: 1, heightCm: Number.POSITIVE_INFINITY },
      { schemaVersion: 1, imaging: { ctOn: "2026-02-30" } },
      { schemaVersion: 2 },
    ])
      expect(() => parseInput(patientFile, bad, "patient/refused")).toThrow(InputError);
  });
});

describe("policy", () => {
  test("a file changes only what it gives", () => {
    const policy = policyFrom({ schemaVersion: 1, marginWantedMm: { value: 8, reason: "agreed for this patient" } });
    expect(policy).toEqual({ ...DEFAULT_POLICY, marginWantedMm: { value: 8, reason: "agreed for this patient" } });
  });

  test("changes are told with their reasons, and only those", () => {
    expect(policyChanges(DEFAULT_POLICY)).toEqual([]);
    const policy = policyFrom({ schemaVersion: 1, marginWantedMm: { value: 8, reason: "agreed" } });
    expect(policyChanges(policy)).toEqual([{ name: "marginWantedMm", value: "8", reason: "agreed" }]);
  });

  test("a change without a reason, and a contradiction, are refused", () => {
    expect(refusedPaths(() => policyFrom({ schemaVersion: 1, marginWantedMm: { value: 8 } }))).toEqual(["marginWantedMm.reason"]);
    expect(refusedPaths(() => policyFrom({ schemaVersion: 1, marginWantedMm: { value: 3, reason: "narrow" } }))).toEqual([
      "marginAutomaticMinimumMm",
    ]);
  });
});

describe("resections file", () => {
  const stage = (resection: unknown) => ({ schemaVersion: 1, plans: [{ id: "p", stages: [{ resections: [resection] }] }] });

  test("accepts each kind of resection", () => {
    const row = [
      [0, 0, 0],
      [1, 0, 0],
      [2, 0, 0],
      [3, 0, 0],
    ];
    for (const resection of [
      { kind: "segments", segments: ["5", "6", "7", "8"] },
      { kind: "territory", tree: "portal", branches: ["P12"] },
      { kind: "wedge", lesion: "L1", marginMm: 10 },
      { kind: "surface", plane: { pointMm: [0, 0, 0], normal: [1, 0, 0] } },
      { kind: "surface", bezier: { pointsMm: [row, row, row, row] }, resectedSide: "positive" },
      { kind: "drawn", file: "mask.nii.gz" },
    ])
      expect(parseInput(resectionsFile, stage(resection), "resections/refused").plans[0]?.stages[0]?.resections).toEqual([
        resection,
      ]);
  });

  test("says what is wrong with the kind that was meant, at its own path", () => {
    const bad = stage({ kind: "segments", segments: [5, "6"] });
    expect(refusedPaths(() => parseInput(resectionsFile, bad, "resections/refused"))).toEqual([
      "plans[0].stages[0].resections[0].segments[0]",
    ]);
    expect(() => parseInput(resectionsFile, bad, "resections/refused")).toThrow(/a segment is a text "1" to "8"/);
    expect(
      refusedPaths(() => parseInput(resectionsFile, stage({ kind: "wedge", lesion: "1", marginMm: -1 }), "resections/refused")),
    ).toEqual(["plans[0].stages[0].resections[0].lesion", "plans[0].stages[0].resections[0].marginMm"]);
  });

  test("refuses unknown segments, malformed branch ids and unknown kinds", () => {
    for (const bad of [
      { kind: "segments", segments: ["9"] },
      { kind: "territory", tree: "portal", branches: ["right"] },
      { kind: "sphere", radiusMm: 10 },
    ])
      expect(() => parseInput(resectionsFile, stage(bad), "resections/refused")).toThrow(InputError);
  });
});
