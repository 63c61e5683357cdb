import { type BranchId, buildAnatomy, type LiverAnatomy } from "@cantlie/anatomy";
import { createKernels, voxelsToMl } from "@cantlie/volume";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { Candidate, CandidateLimits } from "../src/candidates/candidate.ts";
import { makeCandidates } from "../src/candidates/make-candidates.ts";
import { evaluatePlan } from "../src/evaluate-plan.ts";
import { finishedResection } from "../src/finished-resection.ts";
import { evaluateOnParcels } from "../src/parcels/evaluate-on-parcels.ts";
import { makeParcels } from "../src/parcels/make-parcels.ts";
import type { Parcels } from "../src/parcels/parcels.ts";
import { piecesOf } from "../src/pieces.ts";
import type { BranchReference } from "../src/plan.ts";
import { type PreparedAnatomy, prepareEvaluation } from "../src/prepared-anatomy.ts";
import { type FindPlansLimits, findPlans } from "../src/search/find-plans.ts";
import type { Sphere } from "./build-anatomy.ts";
import { DEFAULT_CANDIDATE_LIMITS } from "./candidate-limits.ts";
import { idealLiver, isIdealLiver } from "./ideal-liver.ts";
import { randomLiver, someCandidates } from "./oracle/random-liver.ts";

/*
 * What must hold of whatever is planned, on small livers with random vessels, lesions and limits.
 */

const kernels = createKernels();
const seeds = fc.integer({ min: 1, max: 2 ** 30 });
const MARGINS = { marginWantedMm: 10, marginAutomaticMinimumMm: 5 };

interface Drawn {
  readonly prepared: PreparedAnatomy;
  readonly parcels: Parcels;
}

function drawn(seed: number, perLesion = 6): Drawn {
  const prepared = prepareEvaluation(randomLiver(seed, 3).anatomy, kernels);
  return { prepared, parcels: makeParcels(prepared, someCandidates(prepared, seed, perLesion)) };
}

function findingLimits(changes: Partial<CandidateLimits> = {}): FindPlansLimits {
  return {
    candidates: { ...DEFAULT_CANDIDATE_LIMITS, ...changes },
    search: { ...MARGINS, maxCuts: 5, maxAblations: 5, wantedRemnantMl: 200, budget: 20_000 },
    shown: { least: 3, most: 7 },
  };
}

describe("candidates and their unions", () => {
  test("a wider margin never enlarges the functional remnant", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const prepared = prepareEvaluation(randomLiver(seed, 3).anatomy, kernels);
        const { candidates } = makeCandidates(prepared, DEFAULT_CANDIDATE_LIMITS);
        const parcels = makeParcels(prepared, candidates);
        for (const [narrow, wide] of pairsOfMargins(candidates)) {
          const [less, more] = [narrow, wide].map((one) => evaluateOnParcels(parcels, [one], MARGINS));
          expect(more!.functionalVoxels, candidates[wide]!.id).toBeLessThanOrEqual(less!.functionalVoxels);
        }
      }),
      { seed: 1, numRuns: 15 },
    );
  });

  test("more resected is never more remnant, and no margin is narrower for it", () => {
    fc.assert(
      fc.property(seeds, fc.array(fc.nat(), { minLength: 2, maxLength: 5 }), (seed, picks) => {
        const { parcels } = drawn(seed);
        const resections = parcels.candidates.flatMap(({ treatment }, n) => (treatment.kind === "resection" ? [n] : []));
        fc.pre(resections.length > 1);
        const set = [...new Set(picks.map((pick) => resections[pick % resections.length]!))];
        const [less, more] = [set.slice(0, 1), set].map((chosen) => evaluateOnParcels(parcels, chosen, MARGINS));
        expect(more!.resectedVoxels).toBeGreaterThanOrEqual(less!.resectedVoxels);
        expect(more!.functionalVoxels).toBeLessThanOrEqual(less!.functionalVoxels);
        expect(more!.liverLostVoxels).toBeGreaterThanOrEqual(less!.liverLostVoxels);
        less!.lesions.forEach(({ treated, parenchymalMm = Infinity, vascularMm = Infinity }, n) => {
          if (treated !== "resected") return;
          const after = more!.lesions[n]!;
          expect(Math.min(after.parenchymalMm ?? Infinity, after.vascularMm ?? Infinity)).toBeGreaterThanOrEqual(
            Math.min(parenchymalMm, vascularMm),
          );
        });
      }),
      { seed: 2, numRuns: 25 },
    );
  });

  test("an occluded portal branch never adds inflow, nor functional liver", () => {
    fc.assert(
      fc.property(seeds, fc.nat(), fc.nat(), (seed, branchPick, pick) => {
        const { prepared, parcels } = drawn(seed);
        const { branches } = prepared.anatomy.trees.portal!;
        const blocked: BranchReference = { tree: "portal", branch: branches[branchPick % branches.length]!.id };
        const occluded = makeParcels(prepared, parcels.candidates, { occludedBefore: [blocked], reconstruct: [] });
        const chosen = [pick % parcels.candidates.length];
        const open = evaluateOnParcels(parcels, chosen, MARGINS);
        const closed = evaluateOnParcels(occluded, chosen, MARGINS);
        expect(closed.functionalVoxels).toBeLessThanOrEqual(open.functionalVoxels);
        expect(closed.noInflowVoxels).toBeGreaterThanOrEqual(open.noInflowVoxels);
      }),
      { seed: 3, numRuns: 15 },
    );
  });
});

/** Positions of candidates that differ in their margin alone, the narrower first. */
function pairsOfMargins(candidates: readonly Candidate[]): (readonly [number, number])[] {
  return candidates.flatMap(({ id }, wide) => {
    const narrow = candidates.findIndex((other) => other.id === id.replace(/-10-mm$/, "-5-mm"));
    return id.endsWith("-10-mm") && narrow >= 0 ? [[narrow, wide] as const] : [];
  });
}

describe("shown plans", () => {
  test("leave at most 10 mL of dead liver, and every wedge has access from the free capsule", () => {
    fc.assert(
      fc.property(seeds, (seed) => {
        const prepared = prepareEvaluation(randomLiver(seed, 3).anatomy, kernels);
        for (const { plan } of findPlans(prepared, findingLimits()).shown) {
          expect(evaluatePlan(prepared, plan).at(-1)!.volumes.devitalisedMl!, plan.name).toBeLessThanOrEqual(10);
          for (const resection of plan.stages.flatMap(({ resections }) => resections))
            if (resection.kind === "wedge")
              expect(hasAccess(prepared, finishedResection(prepared, resection)), plan.name).toBe(true);
        }
      }),
      { seed: 4, numRuns: 8 },
    );
  });

  test("cut no vessel that the policy keeps", () => {
    fc.assert(
      fc.property(seeds, fc.nat(), (seed, pick) => {
        const prepared = prepareEvaluation(randomLiver(seed, 3).anatomy, kernels);
        const kept = trunksOf(prepared.anatomy);
        const keep = kept[pick % kept.length]!;
        for (const { plan } of findPlans(prepared, findingLimits({ keepVessels: [keep] })).shown) {
          const { cutVessels } = evaluatePlan(prepared, plan).at(-1)!;
          expect(
            cutVessels.map(({ branch }) => branch),
            plan.name,
          ).not.toContain(keep.branch);
        }
      }),
      { seed: 5, numRuns: 8 },
    );
  });
});

function trunksOf({ trees }: LiverAnatomy): BranchReference[] {
  return (["portal", "hepatic"] as const).flatMap((tree) =>
    trees[tree]!.branches.flatMap(({ id, order }) => (order <= 1 ? [{ tree, branch: id }] : [])),
  );
}

/** Whether every piece of a wedge's specimen reaches capsule that can be reached; fragments under half a millilitre aside. */
function hasAccess(prepared: PreparedAnatomy, runs: ReturnType<typeof finishedResection>): boolean {
  const { capsule, wedgeAccess } = prepared;
  const accessible = new Set(capsule.voxels.filter((_, at) => wedgeAccess.isOpen[at] === 1));
  const { sizes, piece } = piecesOf(prepared.anatomy.grid, runs);
  const open = sizes.map((voxels) => voxelsToMl(prepared.anatomy.grid, voxels) < 0.5);
  runs.first.forEach((from, run) => {
    for (let voxel = from; voxel < from + runs.length[run]!; voxel++) if (accessible.has(voxel)) open[piece[run]!] = true;
  });
  return open.every(Boolean);
}

describe("what cannot be planned", () => {
  const one: Sphere = { centreMm: [-60, 0, -15], radiusMm: 8 };
  const small = (lesions: readonly Sphere[]): PreparedAnatomy =>
    prepareEvaluation(idealLiver({ spacingMm: [6, 6, 6], lesions }), kernels);
  const obstaclesOf = (prepared: PreparedAnatomy, limits = findingLimits()) => {
    const { shown, search } = findPlans(prepared, limits);
    return { shown: shown.length, codes: search.obstacles.map(({ code }) => code), text: JSON.stringify(search.obstacles) };
  };

  test("zero lesions: an empty result that says so", () => {
    expect(obstaclesOf(small([]))).toMatchObject({ shown: 0, codes: ["search/no-lesion"] });
  });

  test("a lesion outside the liver: nothing is offered for it, with the reason", () => {
    const prepared = small([{ centreMm: [75, 50, 50], radiusMm: 5 }]);
    expect(obstaclesOf(prepared)).toMatchObject({ shown: 0, codes: ["search/no-candidate"] });
    const { notOffered } = makeCandidates(prepared, DEFAULT_CANDIDATE_LIMITS);
    expect(notOffered).toContainEqual(expect.objectContaining({ code: "candidate/lesion-not-in-liver" }));
  });

  test("a lesion that no candidate removes is named, and the others are planned all the same", () => {
    // in segment 1, at the flat back between hilum and cava
    const prepared = small([one, { centreMm: [5, 30, 0], radiusMm: 8 }]);
    const { shown, search } = findPlans(prepared, findingLimits({ keepSegments: ["1"] }));
    expect(search.impossible).toEqual([1]);
    expect(JSON.stringify(search.obstacles)).toContain("L2");
    expect(shown.length).toBeGreaterThan(0);
    for (const { found } of shown.map(({ shown: plan }) => plan)) expect(found.left).toEqual([1]);
  });

  test("a policy that keeps every segment leaves nothing, and the result says which lesion is left", () => {
    const result = obstaclesOf(small([one]), findingLimits({ keepSegments: ["1", "2", "3", "4", "5", "6", "7", "8"] }));
    expect(result).toMatchObject({ shown: 0, codes: ["search/no-candidate"] });
    expect(result.text).toContain("L1");
  });

  test("a kept or occluded branch that is not there is refused with its code", () => {
    const missing: BranchReference = { tree: "portal", branch: "P99" as BranchId };
    const prepared = small([one]);
    const refused = expect.objectContaining({ code: "plan/unknown-branch" });
    expect(() => findPlans(prepared, findingLimits({ keepVessels: [missing] }))).toThrow(refused);
    expect(() => makeParcels(prepared, [], { occludedBefore: [missing], reconstruct: [] })).toThrow(refused);
  });

  test("limits that are no numbers are refused", () => {
    const limits = findingLimits();
    expect(() => findPlans(small([one]), { ...limits, search: { ...limits.search, maxCuts: Number.NaN } })).toThrow(RangeError);
    expect(() => findPlans(small([one]), { ...limits, search: { ...limits.search, budget: -1 } })).toThrow(RangeError);
  });

  test("a portal vein without a course from any root: what depends on it is not known, and plans are found all the same", () => {
    const { grid, organ, lesionLabels } = idealLiver({ spacingMm: [6, 6, 6], lesions: [one] });
    const portalVein = new Uint8Array(organ.length);
    // one voxel somewhere in the liver: nothing that a tree could begin at
    portalVein[organ.indexOf(1)] = 1;
    const anatomy = buildAnatomy(
      { grid, liver: organ, lesions: Uint8Array.from(lesionLabels), portalVein },
      { kernels, territoryMethod: "geodesic" },
    );
    expect(anatomy.trees.portal).toBeUndefined();
    expect(anatomy.cautions.map(({ code }) => code)).toContain("anatomy/vessels-outside-liver");
    const prepared = prepareEvaluation(anatomy, kernels);
    const { shown } = findPlans(prepared, findingLimits());
    expect(shown.length).toBeGreaterThan(0);
    const { volumes, unknown } = evaluatePlan(prepared, shown[0]!.plan).at(-1)!;
    expect(volumes.functionalRemnantMl).toBeUndefined();
    expect(unknown.map(({ field }) => field)).toContain("volumes.functionalRemnantMl");
  });

  test("[PLN-07] 60 lesions: the search ends within its budget and states its bound", () => {
    const lesions: Sphere[] = [];
    for (let z = -45; z <= 45 && lesions.length < 60; z += 15)
      for (let y = -30; y <= 30 && lesions.length < 60; y += 15)
        for (let x = -90; x <= 70 && lesions.length < 60; x += 15)
          if (isIdealLiver([x, y, z])) lesions.push({ centreMm: [x, y, z], radiusMm: 3.5 });
    expect(lesions).toHaveLength(60);
    const limits = findingLimits();
    const { search } = findPlans(small(lesions), { ...limits, search: { ...limits.search, budget: 2000 } });
    expect(search.bounds).toBeLessThan(2 * 2000);
    expect(search.complete || search.bound !== undefined).toBe(true);
    if (search.pareto.length === 0) expect(search.obstacles.length).toBeGreaterThan(0);
  });

  test("lesions that fill most of the liver: no plan that leaves too little is called enough", () => {
    const prepared = small([{ centreMm: [-20, 0, 0], radiusMm: 55 }]);
    const share = prepared.lesionVoxels[0]!.length / prepared.organVoxelCount;
    expect(share).toBeGreaterThan(0.6);
    const { shown, search } = findPlans(prepared, findingLimits());
    for (const { evaluation, objectives } of search.pareto) {
      const functionalMl = voxelsToMl(prepared.anatomy.grid, evaluation.functionalVoxels);
      expect(objectives.shortfall > 0).toBe(functionalMl < 200 || evaluation.adjacentSegmentsRemain === false);
    }
    if (shown.length === 0) expect(search.obstacles.length).toBeGreaterThan(0);
  });
});
