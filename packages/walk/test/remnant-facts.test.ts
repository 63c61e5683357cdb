import type { Segment } from "@cantlie/anatomy";
import type { PatientFile } from "@cantlie/workup";
import { describe, expect, test } from "vitest";
import { largestAdjacentGroup, remnantFacts } from "../src/facts/remnant-facts.ts";
import { bodyFacts } from "../src/index.ts";

const LIVER = { liverVolumeMl: 1500, tumourVolumeMl: 100 };
const NUMBERS = {
  remainingSegments: ["1", "2", "3", "4"] as Segment[],
  unknown: [],
  volumes: { functionalRemnantFullCongestionMl: 400, functionalRemnantIgnoringCongestionMl: 450 },
};

function facts(patient?: Partial<PatientFile>) {
  return remnantFacts(NUMBERS, LIVER, patient && { schemaVersion: 1, ...patient });
}

describe("what clinical rules see of a plan and a patient", () => {
  test("the remnant at full congestion is the one that is judged, whatever the policy's factor", () => {
    expect(facts()).toMatchObject({
      totalLiverVolumeMl: 1500,
      tumourVolumeMl: 100,
      flrMl: 400,
      flrIgnoringCongestionMl: 450,
      adjacentRemainingSegments: 4,
    });
  });

  test("what the patient file does not tell is unknown, not none", () => {
    const { heightCm, weightKg, fibrosis, steatosis, chemotherapyWeeks, chemotherapyCycles, portalOcclusion } = facts();
    expect([heightCm, weightKg, fibrosis, steatosis, chemotherapyWeeks, chemotherapyCycles, portalOcclusion]).toEqual(
      Array(7).fill(undefined),
    );
    expect(bodyFacts(undefined)).toEqual({
      ageYears: undefined,
      sex: undefined,
      heightCm: undefined,
      weightKg: undefined,
      fibrosis: undefined,
    });
  });

  test("lines of chemotherapy add up; what one does not say is named; none told is 0", () => {
    const line = { regimen: "FOLFOX" } as const;
    const both = facts({
      chemotherapy: [
        { ...line, weeks: 8, cycles: 4 },
        { ...line, weeks: 5, cycles: 3 },
      ],
    });
    expect([both.chemotherapyWeeks, both.chemotherapyCycles]).toEqual([13, 7]);
    const one = facts({
      chemotherapy: [
        { ...line, weeks: 8, cycles: 4 },
        { ...line, cycles: 3 },
      ],
    });
    expect([one.chemotherapyWeeks, one.chemotherapyCycles, one.chemotherapyMissing]).toEqual([8, 7, []]);
    const neither = facts({ chemotherapy: [{ ...line, weeks: 8 }, line] });
    expect(neither).toMatchObject({
      chemotherapyGiven: true,
      chemotherapyWeeks: 8,
      chemotherapyMissing: ["chemotherapy[1].weeks", "chemotherapy[0].cycles", "chemotherapy[1].cycles"],
    });
    expect(neither.chemotherapyCycles).toBeUndefined();
    expect(facts({ chemotherapy: [] })).toMatchObject({ chemotherapyGiven: false, chemotherapyWeeks: 0, chemotherapyCycles: 0 });
    expect(facts({}).chemotherapyGiven).toBeUndefined();
  });

  test("a history that is told without an occlusion means that there was none", () => {
    expect(facts({ history: { openLiverResection: false } }).portalOcclusion).toBe(false);
    expect(facts({ history: { portalOcclusion: { kind: "PVE", on: "2026-03-01" } } }).portalOcclusion).toBe(true);
  });
});

describe("adjacent remaining segments", () => {
  test.each(["portal", "hepatic"])("segment 1 does not count where its %s branches are assumed", (tree) => {
    const caudate = { ...NUMBERS, remainingSegments: ["1", "2"] as Segment[] };
    expect(remnantFacts(caudate, LIVER, undefined).adjacentRemainingSegments).toBe(2);
    const unknown = [{ field: `segment 1 ${tree}`, missing: [`${tree} branches of segment 1`] }];
    expect(remnantFacts({ ...caudate, unknown }, LIVER, undefined).adjacentRemainingSegments).toBe(1);
  });

  test.each<[Segment[], number]>([
    [[], 0],
    [["6"], 1],
    [["2", "3"], 2],
    // 2 and 6 lie at the two ends of the liver
    [["2", "6"], 1],
    [["2", "3", "6", "7"], 2],
    [["4a", "4b"], 1],
    [["4a", "4b", "3"], 2],
    [["1", "2", "3", "4", "5", "6", "7", "8"], 8],
  ])("of %j the largest group that hangs together has %i", (segments, size) => {
    expect(largestAdjacentGroup(segments)).toBe(size);
  });
});
