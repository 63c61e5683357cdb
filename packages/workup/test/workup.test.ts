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
      "marginWantedMm",
    ]);
  });

  const limit = (value: unknown) => ({ value, reason: "for the test" });
  const REFUSED: [string, Record<string, unknown>, string[]][] = [
    [
      "an ablation margin",
      { ablation: limit({ marginMinimumMm: 12 }) },
      ["ablation.value.marginMinimumMm", "ablation.value.marginMm"],
    ],
    ["neither cut nor zone", { maxCuts: limit(0), ablation: limit({ mostZones: 0 }) }, ["maxCuts", "ablation.value.mostZones"]],
    [
      "a vessel that stays and is rebuilt",
      { keepVessels: limit([{ name: "Right hepatic vein" }]), reconstructVessels: limit([{ name: "right hepatic vein" }]) },
      ["keepVessels", "reconstructVessels"],
    ],
    ["every segment kept", { keepSegments: limit(["1", "2", "3", "4a", "4b", "5", "6", "7", "8"]) }, ["keepSegments"]],
    [
      "more plans at least than at most",
      { shownPlans: limit({ least: 6, most: 4 }) },
      ["shownPlans.value.least", "shownPlans.value.most"],
    ],
  ];
  test.each(REFUSED)(
    "[PLN-05] limits that cannot hold together are refused with all their fields: %s",
    (_what, changes, paths) => {
      expect(refusedPaths(() => policyFrom({ schemaVersion: 1, ...changes }))).toEqual(paths);
      expect(() => policyFrom({ schemaVersion: 1, ...changes })).toThrow(
        expect.objectContaining({ code: "policy/contradiction" }),
      );
    },
  );

  test("several contradictions are told at once", () => {
    const [[, ablation], [, shown]] = [REFUSED[0]!, REFUSED[4]!];
    expect(refusedPaths(() => policyFrom({ schemaVersion: 1, ...ablation, ...shown }))).toEqual([
      ...REFUSED[0]![2],
      ...REFUSED[4]![2],
    ]);
  });

  test("seven segments kept are no contradiction, nor is half of segment 4", () => {
    const kept = ["1", "2", "3", "4a", "5", "6", "7", "8"];
    expect(policyFrom({ schemaVersion: 1, keepSegments: limit(kept) }).keepSegments.value).toEqual(kept);
  });

  test("of a limit that is a set of numbers only the numbers given change", () => {
    const { ablation } = policyFrom({ schemaVersion: 1, ablation: limit({ largestLesionMm: 20 }) });
    expect(ablation).toEqual({
      value: { ...DEFAULT_POLICY.ablation.value, largestLesionMm: 20 },
      reason: "for the test",
    });
  });

  test("a file that changes every limit is accepted whole, and all its changes are told", () => {
    const file = JSON.parse(readFileSync(new URL("./fixtures/policy.json", import.meta.url), "utf8")) as Record<string, unknown>;
    const policy = policyFrom(file);
    const names = Object.keys(DEFAULT_POLICY);
    expect(Object.keys(file).filter((name) => name !== "schemaVersion")).toEqual(names);
    expect(policyChanges(policy).map(({ name }) => name)).toEqual(names);
    expect(policy.ablation.value).toEqual({ ...DEFAULT_POLICY.ablation.value, largestLesionMm: 25, mostZones: 2 });
    expect(policy.shownPlans.value).toEqual({ least: 3, most: 5 });
  });

  test.each([
    ["an unknown limit", { marginWanted: { value: 8, reason: "typo" } }, ["marginWanted"]],
    ["a value without its reason", { maxCuts: { value: 3 } }, ["maxCuts.reason"]],
    ["half a cut", { maxCuts: { value: 2.5, reason: "r" } }, ["maxCuts.value"]],
    ["an unknown number of a set", { ablation: { value: { widestMm: 30 }, reason: "r" } }, ["ablation.value.widestMm"]],
    ["a segment that does not exist", { keepSegments: { value: ["9"], reason: "r" } }, ["keepSegments.value[0]"]],
    ["a budget of nothing", { searchBudget: { value: 0, reason: "r" } }, ["searchBudget.value"]],
    [
      "two bad limits at once",
      { maxCuts: { value: -1, reason: "r" }, congestionFactor: { value: 2, reason: "r" } },
      ["congestionFactor.value", "maxCuts.value"],
    ],
  ])("[PLN-05] %s is refused by name", (_what, changes, paths) => {
    expect(refusedPaths(() => policyFrom({ schemaVersion: 1, ...changes })).sort()).toEqual(paths);
  });

  test("every default says why, and is itself a policy file that is accepted", () => {
    for (const { reason } of Object.values(DEFAULT_POLICY)) expect(reason.length).toBeGreaterThan(20);
    expect(policyFrom({ schemaVersion: 1, ...DEFAULT_POLICY })).toEqual(DEFAULT_POLICY);
  });

  test("a vessel is a branch or a name, and nothing between", () => {
    const vessels = [{ tree: "hepatic", branch: "H3", atMm: [1, 2, 3] }, { name: "middle hepatic vein" }];
    expect(policyFrom({ schemaVersion: 1, keepVessels: limit(vessels) }).keepVessels.value).toEqual(vessels);
    for (const bad of [
      { tree: "hepatic" },
      { name: "" },
      { branch: "H3" },
      "middle hepatic vein",
      { tree: "hepatic", branch: "3" },
    ])
      expect(() => policyFrom({ schemaVersion: 1, keepVessels: limit([bad]) }), JSON.stringify(bad)).toThrow(
        expect.objectContaining({ code: "policy/refused" }),
      );
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
      { kind: "segments", segments: ["8"], around: [{ lesion: "L2", marginMm: 5, atMm: [0, 0, 0] }] },
      { kind: "territory", tree: "portal", branches: ["P12"] },
      { kind: "wedge", lesion: "L1", marginMm: 10 },
      { kind: "surface", plane: { pointMm: [0, 0, 0], normal: [1, 0, 0] } },
      { kind: "surface", bezier: { pointsMm: [row, row, row, row] }, resectedSide: "positive" },
      { kind: "drawn", file: "mask.nii.gz" },
      { kind: "wedge", lesion: "L1", marginMm: 10, mergedWith: [{ lesion: "L2" }], keep: [{ tree: "hepatic", branch: "H1" }] },
      { kind: "territory", tree: "portal", branches: ["P2"], take: [{ tree: "hepatic", branch: "H2" }], closed: true },
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
