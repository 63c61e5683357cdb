import { IDENTITY3, planeThrough, type Vector3, worldPoint } from "@cantlie/geometry";
import { type Grid, indexToWorld, makeGrid, referenceKernels } from "@cantlie/volume";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  DEFAULT_EVALUATION_SETTINGS,
  evaluateStage,
  maskOfRuns,
  type PreparedAnatomy,
  planResection,
  prepareEvaluation,
  runsOf,
  stateOnGrid,
  VOXEL_STATE,
} from "../src/index.ts";
import { anatomyOf, type BranchSketch } from "./build-anatomy.ts";
import { stageOf } from "./draw.ts";

/*
 * Small random livers with random trees and random resections, judged again voxel by voxel: for each remnant voxel the path from its
 * point back to the root is walked, and it is lost if any point on the path lies in resected tissue.
 */

const SIZE: Vector3 = [9, 8, 7];
const grid: Grid = makeGrid(SIZE, [3, 3, 3], worldPoint(0, 0, 0), IDENTITY3);
const VOXELS = SIZE[0] * SIZE[1] * SIZE[2];

const place = fc.tuple(fc.integer({ min: -3, max: 27 }), fc.integer({ min: 0, max: 22 }), fc.integer({ min: 0, max: 19 }));
const tree = fc
  .array(fc.record({ from: fc.nat(), through: place, to: place }), { minLength: 1, maxLength: 6 })
  .map((branches): BranchSketch[] => {
    const sketches: BranchSketch[] = [];
    branches.forEach(({ from, through, to }, n) => {
      const parent = n === 0 ? undefined : from % n;
      const start = parent === undefined ? through : sketches[parent]!.path.at(-1)!;
      sketches.push({ path: [start, through, to], radiusMm: 1, ...(parent !== undefined && { parent }) });
    });
    return sketches;
  });
const scattered = fc.uint8Array({ minLength: VOXELS, maxLength: VOXELS, max: 9 });

const liver = fc.record({ portal: tree, hepatic: tree, organ: scattered }).map(({ portal, hepatic, organ }) =>
  prepareEvaluation(
    anatomyOf({
      grid,
      organ: organ.map((value) => (value > 0 ? 1 : 0)),
      trees: { portal, hepatic },
      lesions: [{ centreMm: [12, 9, 9], radiusMm: 4 }],
      segmentAt: ([x]) => (x < 14 ? 5 : 4),
    }),
    referenceKernels,
  ),
);
const plane = fc
  .record({
    normal: fc.tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 })),
    at: place,
  })
  .filter(({ normal }) => Math.hypot(...normal) > 0)
  .map(({ normal, at }) => ({ kind: "surface" as const, plane: planeThrough(worldPoint(...at), normal) }));

/** Walks from a point to its root; true if resected tissue is met. */
function isCutOff(prepared: PreparedAnatomy, kind: "portal" | "hepatic", from: number, resected: Uint8Array): boolean {
  const { parent, voxel } = prepared.anatomy.trees[kind]!.points;
  for (let point = from; point >= 0; point = parent[point]!) if (voxel[point]! >= 0 && resected[voxel[point]!] !== 0) return true;
  return false;
}

describe("against walking back from every voxel", () => {
  test("[FLR-01] every remnant voxel has the state that its own path to the root gives it", () => {
    fc.assert(
      fc.property(liver, plane, (prepared, resection) => {
        const stage = stageOf([resection]);
        const runs = planResection(prepared, stage);
        const resected = maskOfRuns(grid, runs);
        const { state, volumes } = evaluateStage(prepared, runs, stage);
        const { anatomy } = prepared;
        let [noInflow, noOutflow, functional] = [0, 0, 0];
        const expected = anatomy.organ.map((inside, voxel): number => {
          if (inside === 0) return VOXEL_STATE.outside;
          if (resected[voxel] === 1) return VOXEL_STATE.resected;
          const starved = isCutOff(prepared, "portal", anatomy.territories.portal!.point[voxel]!, resected);
          const undrained = isCutOff(prepared, "hepatic", anatomy.territories.hepatic!.point[voxel]!, resected);
          if (starved) noInflow++;
          if (undrained) noOutflow++;
          if (anatomy.lesionLabels[voxel] !== 0) return VOXEL_STATE.tumour;
          if (starved) return VOXEL_STATE.noInflow;
          if (undrained) return VOXEL_STATE.noOutflow;
          functional++;
          return VOXEL_STATE.functional;
        });
        expect(stateOnGrid(grid, state)).toEqual(expected);
        const ml = (voxels: number): number => (voxels * 27) / 1000;
        expect(volumes.noInflowMl).toBeCloseTo(ml(noInflow), 9);
        expect(volumes.noOutflowMl).toBeCloseTo(ml(noOutflow), 9);
        expect(volumes.functionalRemnantMl).toBeCloseTo(ml(functional), 9);
      }),
      { seed: 1, numRuns: 150 },
    );
  });

  test("a branch is cut where a living centreline enters resected tissue, and nowhere else", () => {
    fc.assert(
      fc.property(liver, plane, (prepared, resection) => {
        const stage = stageOf([resection]);
        const runs = planResection(prepared, stage);
        const resected = maskOfRuns(grid, runs);
        const { cutVessels } = evaluateStage(prepared, runs, stage);
        const expected = new Set<string>();
        for (const kind of ["portal", "hepatic"] as const) {
          const { points, branches } = prepared.anatomy.trees[kind]!;
          for (let point = 0; point < points.count; point++) {
            const entersHere = points.voxel[point]! >= 0 && resected[points.voxel[point]!] !== 0;
            const before = points.parent[point]!;
            if (entersHere && (before < 0 || !isCutOff(prepared, kind, before, resected)))
              expected.add(branches[points.branch[point]!]!.id);
          }
        }
        expect(new Set(cutVessels.map(({ branch }) => branch))).toEqual(expected);
      }),
      { seed: 2, numRuns: 150 },
    );
  });

  test("cuts and islands are the 26-connected pieces that a flood finds, cuts from half a millilitre", () => {
    fc.assert(
      fc.property(liver, scattered, fc.integer({ min: 6, max: 8 }), (prepared, values, above) => {
        const stage = stageOf([{ kind: "drawn", mask: values.map((value) => (value > above ? 1 : 0)) }]);
        const resected = planResection(prepared, stage);
        const { cuts, islandsMl, state } = evaluateStage(prepared, resected, stage);
        // 0.027 mL a voxel; a resection is one cut at least, however small
        const pieces = flood(maskOfRuns(grid, resected));
        expect(cuts).toBe(Math.max(pieces.length > 0 ? 1 : 0, pieces.filter((voxels) => voxels * 0.027 >= 0.5).length));
        const living = flood(
          stateOnGrid(grid, state).map((value) => (value === VOXEL_STATE.functional || value === VOXEL_STATE.noOutflow ? 1 : 0)),
        );
        const all = living.reduce((sum, size) => sum + size, 0);
        expect(islandsMl).toBeCloseTo(((all - Math.max(0, ...living)) * 27) / 1000, 9);
      }),
      { seed: 3, numRuns: 100 },
    );
  });
});

/** Sizes of the pieces of a mask, by flooding from every voxel. */
function flood(mask: Uint8Array): number[] {
  const left = mask.slice();
  const sizes: number[] = [];
  for (let start = 0; start < left.length; start++) {
    if (left[start] === 0) continue;
    left[start] = 0;
    const stack = [start];
    let size = 0;
    for (let voxel = stack.pop(); voxel !== undefined; voxel = stack.pop()) {
      size++;
      for (let other = 0; other < left.length; other++) {
        if (left[other] === 0 || !isNeighbour(voxel, other)) continue;
        left[other] = 0;
        stack.push(other);
      }
    }
    sizes.push(size);
  }
  return sizes;
}

function isNeighbour(a: number, b: number): boolean {
  const [p, q] = [indexToWorld(grid, a), indexToWorld(grid, b)];
  return Math.max(Math.abs(p[0] - q[0]), Math.abs(p[1] - q[1]), Math.abs(p[2] - q[2])) < 3.1;
}

describe("what never happens", () => {
  test("more resected is never more remnant, functional or not", () => {
    fc.assert(
      fc.property(liver, plane, scattered, (prepared, resection, more) => {
        const stage = stageOf([resection]);
        const less = planResection(prepared, stage);
        const grown = runsOf(
          grid,
          maskOfRuns(grid, less).map((value, voxel) => (value === 1 || more[voxel]! > 7 ? 1 : 0)),
        );
        const before = evaluateStage(prepared, less, stage).volumes;
        const after = evaluateStage(prepared, grown, stage).volumes;
        expect(after.remnantMl).toBeLessThanOrEqual(before.remnantMl);
        expect(after.functionalRemnantMl!).toBeLessThanOrEqual(before.functionalRemnantMl! + 1e-9);
        expect(after.functionalRemnantIgnoringCongestionMl!).toBeLessThanOrEqual(
          before.functionalRemnantIgnoringCongestionMl! + 1e-9,
        );
      }),
      { seed: 4, numRuns: 100 },
    );
  });

  test("occluding a portal branch never adds inflow; reconstructing a vein never adds congestion", () => {
    fc.assert(
      fc.property(liver, plane, fc.nat(), (prepared, resection, pick) => {
        const { portal, hepatic } = prepared.anatomy.trees;
        const stage = stageOf([resection]);
        const resected = planResection(prepared, stage);
        const plain = evaluateStage(prepared, resected, stage).volumes;
        const blocked = { tree: "portal" as const, branch: portal!.branches[pick % portal!.branches.length]!.id };
        const occluded = evaluateStage(prepared, resected, stage, {
          ...DEFAULT_EVALUATION_SETTINGS,
          occludedBefore: [blocked],
        }).volumes;
        // what is occluded lives on the artery: it has no less inflow than a cut leaves it, and no more
        expect(occluded.noInflowMl!).toBe(plain.noInflowMl!);
        expect(occluded.functionalRemnantMl! + (occluded.occludedMl ?? 0)).toBeGreaterThanOrEqual(
          plain.functionalRemnantMl! - 1e-9,
        );
        expect(occluded.functionalRemnantMl!).toBeLessThanOrEqual(plain.functionalRemnantMl! + 1e-9);
        const vein = { tree: "hepatic" as const, branch: hepatic!.branches[pick % hepatic!.branches.length]!.id };
        const mended = evaluateStage(prepared, resected, stageOf([resection], { reconstruct: [vein] })).volumes;
        expect(mended.noOutflowMl!).toBeLessThanOrEqual(plain.noOutflowMl!);
      }),
      { seed: 5, numRuns: 100 },
    );
  });

  test("[FLR-03] the congestion factor moves the functional remnant between its two ends, which are always both given", () => {
    fc.assert(
      fc.property(liver, plane, fc.double({ min: 0, max: 1, noNaN: true }), (prepared, resection, congestionFactor) => {
        const stage = stageOf([resection]);
        const resected = planResection(prepared, stage);
        const at = (factor: number) =>
          evaluateStage(prepared, resected, stage, { ...DEFAULT_EVALUATION_SETTINGS, congestionFactor: factor }).volumes;
        const [f, f1, f0] = [at(congestionFactor), at(1), at(0)];
        expect(f0.functionalRemnantMl).toBeCloseTo(f.functionalRemnantIgnoringCongestionMl!, 9);
        const between = f0.functionalRemnantMl! + congestionFactor * (f1.functionalRemnantMl! - f0.functionalRemnantMl!);
        expect(f.functionalRemnantMl).toBeCloseTo(between, 9);
      }),
      { seed: 6, numRuns: 50 },
    );
  });
});
