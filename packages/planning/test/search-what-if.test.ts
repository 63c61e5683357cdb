import type { LesionId } from "@cantlie/anatomy";
import { referenceKernels } from "@cantlie/volume";
import { beforeAll, describe, expect, test } from "vitest";
import { prepareEvaluation } from "../src/prepared-anatomy.ts";
import { type FindPlansLimits, type FoundPlans, findPlans } from "../src/search/find-plans.ts";
import { OBJECTIVE_NAMES } from "../src/search/objectives.ts";
import { findPlansWithMargins, type PlanChange, recompute, stalePlans } from "../src/search/what-if.ts";
import { DEFAULT_CANDIDATE_LIMITS } from "./candidate-limits.ts";
import { idealLiver } from "./ideal-liver.ts";

const LIMITS: FindPlansLimits = {
  candidates: DEFAULT_CANDIDATE_LIMITS,
  search: {
    marginWantedMm: 10,
    marginAutomaticMinimumMm: 5,
    maxCuts: 5,
    maxAblations: 5,
    wantedRemnantMl: 300,
    budget: 200_000,
  },
  shown: { least: 3, most: 7 },
};

/** Segments 6 and 8; later one in 3 is found. */
const LESIONS = [
  { centreMm: [-62, 5, -15], radiusMm: 9 },
  { centreMm: [-25, -5, 22], radiusMm: 10 },
] as const;
const LATER = { centreMm: [45, 5, -10], radiusMm: 7 } as const;

const liver = (lesions: Parameters<typeof idealLiver>[0] & object) =>
  prepareEvaluation(idealLiver({ spacingMm: [5, 5, 5], ...lesions }), referenceKernels);

let found: FoundPlans;
beforeAll(() => {
  found = findPlans(liver({ lesions: LESIONS }), LIMITS);
}, 120_000);

/** What a search finds, apart from the numbers that candidates have in it. */
function vectorsOf({ search }: FoundPlans): string[] {
  return search.pareto.map(({ objectives }) => OBJECTIVE_NAMES.map((name) => objectives[name]).join()).sort();
}

function sharedCandidates(a: FoundPlans, b: FoundPlans): number {
  const before = new Set(a.made.candidates);
  return b.made.candidates.filter((candidate) => before.has(candidate)).length;
}

describe("what if", () => {
  test("a vessel that must stay sends only the search out again, and the result is that of a fresh computation", () => {
    const branch = found.parcels.prepared.anatomy.trees.portal!.branches.find(({ name }) => name === "segment 8 branch")!;
    const keepVessels = [{ tree: "portal", branch: branch.id }] as const;
    const change: PlanChange = { kind: "kept", keepVessels, keepSegments: [] };
    const { found: after, made } = recompute(found, change);
    expect(made).toEqual({ candidates: 0, parcels: false, search: true });
    expect(after.parcels).toBe(found.parcels);
    expect(sharedCandidates(found, after)).toBe(found.made.candidates.length);
    expect(after.candidates.length).toBeLessThan(found.candidates.length);
    const fresh = findPlans(found.parcels.prepared, {
      ...LIMITS,
      candidates: { ...LIMITS.candidates, keepVessels },
    });
    expect(vectorsOf(after)).toEqual(vectorsOf(fresh));
    expect(after.notOffered.map(({ code }) => code)).toContain("candidate/cuts-kept-vessel");
    // sacrificed again: everything as before
    const back = recompute(after, { kind: "kept", keepVessels: [], keepSegments: [] });
    expect(vectorsOf(back.found)).toEqual(vectorsOf(found));
  });

  test("plans that a kept segment forbids are stale with the reason, the others only as a choice", () => {
    const change: PlanChange = { kind: "kept", keepVessels: [], keepSegments: ["8"] };
    const stale = stalePlans(found, change);
    expect(stale.length).toBe(found.shown.length);
    const forbidden = stale.filter((one) => one.stale === "plan");
    expect(forbidden.length).toBeGreaterThan(0);
    for (const { because } of forbidden) expect(because).toContain("segment 8");
  });

  test("another margin of one lesion draws candidates for that lesion only", () => {
    const change: PlanChange = { kind: "margin", lesion: "L2" as LesionId, marginMm: 7 };
    const { found: after, made } = recompute(found, change);
    expect(sharedCandidates(found, after)).toBe(found.made.candidates.length);
    expect(made.candidates).toBe(after.made.candidates.length - found.made.candidates.length);
    expect(made.candidates).toBeGreaterThan(0);
    const added = after.made.candidates.slice(found.made.candidates.length);
    for (const { id, lesions } of added) expect(id.startsWith("territory-") || lesions.includes(1), id).toBe(true);
    const limits = { ...LIMITS, search: { ...LIMITS.search, marginWantedOfMm: { ["L2" as LesionId]: 7 } } };
    expect(vectorsOf(findPlansWithMargins(found.parcels.prepared, limits))).toEqual(vectorsOf(after));
    expect(vectorsOf(after)).not.toEqual(vectorsOf(found));
    expect(stalePlans(found, change).map(({ because }) => because)[0]).toContain("L2");
  });

  test("a margin beyond what is measured, and an unknown lesion, are refused", () => {
    expect(() => recompute(found, { kind: "margin", lesion: "L2" as LesionId, marginMm: 40 })).toThrow(RangeError);
    expect(() => recompute(found, { kind: "margin", lesion: "L9" as LesionId, marginMm: 7 })).toThrow("no lesion L9");
  });

  test("a lesion found later leaves what lies apart from it as it is, and the result is that of a fresh computation", () => {
    const after = liver({ lesions: [...LESIONS, LATER] });
    const change: PlanChange = { kind: "lesions", prepared: after };
    const again = recompute(found, change);
    const fresh = findPlans(after, LIMITS);
    expect(vectorsOf(again.found)).toEqual(vectorsOf(fresh));
    const [shared, all] = [sharedCandidates(found, again.found), again.found.made.candidates.length];
    expect(shared).toBeGreaterThan(0);
    expect(again.made.candidates).toBeLessThan(all - shared + 1);
    // what was made in all is less than half of what a fresh computation makes
    expect(again.made.candidates).toBeLessThan(fresh.made.candidates.length / 2);
    for (const { stale, because } of stalePlans(found, change)) {
      expect(stale).toBe("plan");
      expect(because).toContain("L3");
    }
  });

  test("another liver is made anew", () => {
    const other = liver({ lesions: [LATER, ...LESIONS] });
    const again = recompute(found, { kind: "lesions", prepared: other });
    expect(sharedCandidates(found, again.found)).toBe(0);
    expect(again.made.candidates).toBe(again.found.made.candidates.length);
  });

  test("a drawn plan makes nothing stale", () => {
    const change: PlanChange = { kind: "drawn", plan: found.shown[0]!.plan };
    expect(stalePlans(found, change)).toEqual([]);
    expect(recompute(found, change)).toEqual({ found, made: { candidates: 0, parcels: false, search: false } });
  });
});
