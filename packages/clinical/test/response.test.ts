import { describe, expect, test } from "vitest";
import type { TargetLesion, TumourMeasurements } from "../src/index.ts";
import { FOLFOX, of } from "./chemotherapy-facts.ts";
import examples from "./fixtures/worked-examples.json" with { type: "json" };

describe("RECIST-1.1", () => {
  const target = (baselineMm: number, currentMm: number, changes: Partial<TargetLesion> = {}): TargetLesion => ({
    organ: "liver",
    isNode: false,
    baselineMm,
    currentMm,
    ...changes,
  });
  const QUIET = { newLesions: false, nonTargetProgression: false, nonTargetsGone: true };
  const response = (targets: readonly TargetLesion[], changes: Partial<TumourMeasurements> = {}) =>
    of("RECIST-1.1", { measurements: { targets, nadirSumMm: 120, ...QUIET, ...changes } });

  test("worked: 120 to 78 mm is -35 %, a partial response", () => {
    const finding = response([target(60, 40), target(60, 38)]);
    expect(finding).toMatchObject({ group: "partial response", severity: "info" });
    expect(finding.kind === "known" && 100 * finding.value!).toBeCloseTo(examples.RECIST["120->78 %"], 1);
  });
  test("worked: 95 mm from a smallest sum of 78 is +21.8 % and 17 mm, progression", () => {
    const finding = response([target(60, 50), target(60, 45)], { nadirSumMm: 78 });
    expect(finding).toMatchObject({ group: "progressive disease", severity: "warning" });
    expect(finding.kind === "known" && 100 * finding.value!).toBeCloseTo(examples.RECIST["78->95 %"], 1);
    expect(95 - 78).toBe(examples.RECIST["abs mm"]);
  });

  test.each<[string, TargetLesion[], Partial<TumourMeasurements>, string]>([
    ["30 % less", [target(100, 70)], { nadirSumMm: 70 }, "partial response"],
    ["29 % less", [target(100, 71)], { nadirSumMm: 71 }, "stable disease"],
    ["30 % less of 90, which no binary fraction is", [target(90, 63)], { nadirSumMm: 63 }, "partial response"],
    ["20 % and 20 mm over the smallest", [target(120, 120)], { nadirSumMm: 100 }, "progressive disease"],
    ["19 % over the smallest", [target(120, 119)], { nadirSumMm: 100 }, "stable disease"],
    ["20 % and 5 mm", [target(100, 30)], { nadirSumMm: 25 }, "progressive disease"],
    ["24 % and 4 mm only", [target(100, 21)], { nadirSumMm: 17 }, "partial response"],
    ["back from nothing", [target(100, 6)], { nadirSumMm: 0 }, "progressive disease"],
    ["one gone, the other not", [target(50, 0), target(50, 40)], { nadirSumMm: 40 }, "partial response"],
    ["a small one gone, the large one hardly smaller", [target(10, 0), target(90, 80)], { nadirSumMm: 80 }, "stable disease"],
    ["new lesions", [target(100, 50)], { newLesions: true }, "progressive disease"],
    ["growth elsewhere", [target(100, 50)], { nonTargetProgression: true }, "progressive disease"],
    ["all gone", [target(100, 0)], { nadirSumMm: 0 }, "complete response"],
    ["all gone, the rest not", [target(100, 0)], { nadirSumMm: 0, nonTargetsGone: false }, "partial response"],
    ["a node under 10 mm", [target(20, 9, { isNode: true })], { nadirSumMm: 9 }, "complete response"],
    ["a node of 10 mm", [target(20, 10, { isNode: true })], { nadirSumMm: 10 }, "partial response"],
    ["a lesion of 1 mm", [target(20, 1)], { nadirSumMm: 1 }, "partial response"],
    [
      "a node that was 12 and is 9",
      [target(12, 9, { isNode: true })],
      { nadirSumMm: 9, nonTargetsGone: false },
      "partial response",
    ],
  ])("%s", (_, targets, changes, group) => expect(response(targets, changes)).toMatchObject({ group }));

  test("the change is of the baseline, for progression of the smallest sum", () => {
    expect(response([target(100, 70)])).toMatchObject({ value: expect.closeTo(-0.3, 12), unit: "fraction" });
    expect(response([target(100, 110)], { newLesions: true })).toMatchObject({ value: expect.closeTo(0.1, 12) });
    expect(response([target(100, 6)], { nadirSumMm: 0 })).toMatchObject({ value: 0 });
    expect(response([target(100, 70)])).toMatchObject({ because: "sum 100 mm at baseline, 120 mm at its smallest, 70 mm now" });
    expect(response([target(100, 70)], { newLesions: true, nadirSumMm: undefined })).toMatchObject({
      because: "new lesions; sum 100 mm at baseline, not known mm at its smallest, 70 mm now",
    });
  });

  test("targets that are none are told", () => {
    const cautions = (targets: readonly TargetLesion[]) => response(targets).cautions.slice(0, -1).join("; ");
    expect(cautions([target(10, 10)])).toBe("");
    expect(cautions([target(9.9, 9.9)])).toMatch(/^1 targets are too small to be one: from 10 mm, nodes from 15 mm$/);
    expect(cautions([target(15, 10, { isNode: true })])).toBe("");
    expect(cautions([target(14.9, 10, { isNode: true })])).toMatch(/^1 targets/);
    expect(cautions([target(20, 20), target(20, 20)])).toBe("");
    expect(cautions([target(20, 20), target(20, 20), target(20, 20)])).toBe("more than 2 targets in liver (unverified limit)");
    const organs = ["a", "b", "c", "d", "e"].map((organ) => target(20, 20, { organ }));
    expect(cautions(organs)).toBe("");
    expect(cautions([...organs, target(20, 20, { organ: "f" })])).toBe("more than 5 targets (unverified limit)");
  });

  test.each<[Partial<TumourMeasurements>, string]>([
    [{ targets: [] }, "recist.targets"],
    [{ nadirSumMm: undefined }, "recist.nadirSumMm"],
    [{ newLesions: undefined }, "recist.newLesions"],
    [{ nonTargetsGone: undefined }, "recist.nonTargetsGone"],
  ])("without %o it is unknown", (changes, path) => {
    const measurements = { targets: [target(100, 0)], nadirSumMm: 0, ...QUIET, ...changes };
    expect(of("RECIST-1.1", { measurements })).toMatchObject({ kind: "unknown", missing: [path] });
  });

  test("without measurements it is unknown, and a negative diameter is a wrong argument", () => {
    expect(of("RECIST-1.1")).toMatchObject({ missing: ["recist.targets"] });
    expect(() => response([target(10, -1)])).toThrow(RangeError);
    expect(() => response([target(Number.NaN, 1)])).toThrow(RangeError);
  });
});

describe("MORPHOLOGIC-RESPONSE", () => {
  test("is what a person entered for the last line, and nothing computed", () => {
    const lines = [
      { ...FOLFOX, morphologicResponse: "none" as const },
      { ...FOLFOX, morphologicResponse: "optimal" as const },
    ];
    const finding = of("MORPHOLOGIC-RESPONSE", { chemotherapy: lines });
    expect(finding).toMatchObject({ group: "optimal", because: "as a person read it" });
    expect(finding.kind === "known" && finding.outcomes?.map(({ value }) => value)).toEqual([0.2, 0.5, 0.7]);
    expect(of("MORPHOLOGIC-RESPONSE")).toMatchObject({ kind: "unknown", missing: ["chemotherapy[0].morphologicResponse"] });
    expect(of("MORPHOLOGIC-RESPONSE", { chemotherapy: undefined })).toMatchObject({ missing: ["chemotherapy"] });
    expect(of("MORPHOLOGIC-RESPONSE", { chemotherapy: [] }).kind).toBe("not-applicable");
  });
});

describe("CHEMO-EPOC", () => {
  test("is literature: an option, not a precondition", () => {
    const finding = of("CHEMO-EPOC");
    expect(finding.cautions[0]).toMatch(/an option, not a precondition$/);
    expect(finding.kind === "known" && finding.outcomes?.map(({ value }) => value)).toEqual([0.354, 0.281, 0.59, 0.63]);
    expect(of("CHEMO-EPOC", { primarySite: "breast" }).kind).toBe("not-applicable");
    expect(of("CHEMO-EPOC", { primarySite: "rectum" }).kind).toBe("known");
    expect(of("CHEMO-EPOC", { primarySite: undefined }).kind).toBe("known");
  });
  test("says where there are more metastases than the trial took", () => {
    const told = (lesionCount?: number) => of("CHEMO-EPOC", { lesionCount }).cautions.join().includes("the trial took");
    expect([4, 5, undefined].map(told)).toEqual([false, true, false]);
    expect(of("CHEMO-EPOC", { lesionCount: 4 }).cautions).toHaveLength(3);
  });
});
