import { IDENTITY3, worldPoint } from "@cantlie/geometry";
import { indexToWorld, makeGrid, referenceKernels, voxelCount } from "@cantlie/volume";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { evaluateStage, planResection, prepareEvaluation, type Resection, runsOf } from "../src/index.ts";
import { anatomyOf } from "./build-anatomy.ts";
import { stageOf } from "./draw.ts";

const grid = makeGrid([14, 12, 9], [1.3, 1.7, 2.9], worldPoint(0, 0, 0), IDENTITY3);
const VOXELS = voxelCount(grid);
const scattered = fc.uint8Array({ minLength: VOXELS, maxLength: VOXELS, max: 9 });
const place = fc.tuple(fc.integer({ min: 0, max: 17 }), fc.integer({ min: 0, max: 19 }), fc.integer({ min: 0, max: 24 }));

const liverOf = (organ: Uint8Array, centreMm: readonly [number, number, number], reachMm: number) =>
  prepareEvaluation(anatomyOf({ grid, organ, lesions: [{ centreMm, radiusMm: 2 }] }), referenceKernels, { reachMm });

/** Distances to the lesion and whether tissue leads there, by the definition: rounds over all voxels until nothing changes. */
function reachOf(organ: Uint8Array, lesion: ArrayLike<number>, reachMm: number): Map<number, number> {
  const lesionPlaces = Array.from(lesion, (voxel) => indexToWorld(grid, voxel));
  const distance = Array.from({ length: VOXELS }, (_, voxel) => {
    const at = indexToWorld(grid, voxel);
    return Math.min(...lesionPlaces.map((other) => Math.hypot(at[0] - other[0], at[1] - other[1], at[2] - other[2])));
  });
  const [ni, nj] = grid.size;
  const index = (voxel: number) => [voxel % ni, Math.floor(voxel / ni) % nj, Math.floor(voxel / ni / nj)];
  const counted = new Map<number, number>(Array.from(lesion, (voxel) => [voxel, 0]));
  for (let isGrowing = true; isGrowing; ) {
    isGrowing = false;
    for (let voxel = 0; voxel < VOXELS; voxel++) {
      if (organ[voxel] === 0 || counted.has(voxel) || distance[voxel]! > reachMm) continue;
      const [i, j, k] = index(voxel) as [number, number, number];
      const leads = [...counted.keys()].some((other) => {
        const at = index(other);
        // 0.00002 mm: single precision of distances of some 20 mm
        return (
          Math.max(Math.abs(at[0]! - i), Math.abs(at[1]! - j), Math.abs(at[2]! - k)) === 1 &&
          distance[other]! < distance[voxel]! - 2e-5
        );
      });
      if (!leads) continue;
      counted.set(voxel, distance[voxel]!);
      isGrowing = true;
    }
  }
  return counted;
}

describe("the reach of a lesion", () => {
  test("is the organ voxels that tissue leads to by steps away from the lesion, nearest first", () => {
    fc.assert(
      fc.property(scattered, place, fc.integer({ min: 2, max: 9 }), (values, centreMm, reachMm) => {
        const liver = liverOf(
          values.map((value) => (value > 4 ? 1 : 0)),
          centreMm,
          reachMm,
        );
        const reach = liver.lesionReach[0];
        if (reach === undefined) return;
        const expected = reachOf(liver.anatomy.organ, liver.lesionVoxels[0]!, reachMm);
        expect(new Set(reach.voxels)).toEqual(new Set(expected.keys()));
        reach.voxels.forEach((voxel, n) => {
          expect(reach.distanceMm[n]!).toBeCloseTo(expected.get(voxel)!, 4);
          // ties are ordered by index within a ten-thousandth
          if (n > 0) expect(reach.distanceMm[n]!).toBeGreaterThanOrEqual(reach.distanceMm[n - 1]! - 1.01e-4);
          const { start, size } = reach.box;
          const at = reach.inBox[n]!;
          const [i, j, k] = [at % size[0], Math.floor(at / size[0]) % size[1], Math.floor(at / size[0] / size[1])] as const;
          expect(start[0] + i + grid.size[0] * (start[1] + j + grid.size[1] * (start[2] + k))).toBe(voxel);
        });
      }),
      { seed: 1, numRuns: 40 },
    );
  });

  test("ends a margin at its nearest voxel that stays, and more resected never lessens one", () => {
    fc.assert(
      fc.property(scattered, scattered, scattered, place, (values, first, second, centreMm) => {
        const liver = liverOf(
          values.map((value) => (value > 2 ? 1 : 0)),
          centreMm,
          20,
        );
        const reach = liver.lesionReach[0];
        if (reach === undefined) return;
        const taken = new Uint8Array(VOXELS);
        for (const voxel of liver.lesionVoxels[0]!) taken[voxel] = 1;
        let before = 0;
        for (const more of [first, second]) {
          more.forEach((value, voxel) => {
            if (value > 4 && liver.anatomy.organ[voxel] === 1) taken[voxel] = 1;
          });
          const { margins } = evaluateStage(liver, runsOf(grid, taken), stageOf([]));
          const nearest = reach.distanceMm[reach.voxels.findIndex((voxel) => taken[voxel] === 0)];
          const expected = nearest === undefined ? undefined : Math.max(0, nearest - liver.marginBiasMm);
          if (expected === undefined) continue;
          expect(margins[0]!.parenchymalMm).toBe(expected);
          expect(expected).toBeGreaterThanOrEqual(before);
          before = expected;
        }
      }),
      { seed: 2, numRuns: 60 },
    );
  });
});

describe("a margin", () => {
  const wide = makeGrid([40, 14, 14], [2, 2, 2], worldPoint(0, 0, 0), IDENTITY3);
  const places = Array.from({ length: voxelCount(wide) }, (_, voxel) => indexToWorld(wide, voxel));
  const sphere = { centreMm: [14, 13, 13], radiusMm: 5 } as const;
  const upTo = (xMm: number): Resection => ({
    kind: "drawn",
    mask: Uint8Array.from(places, ([x]) => (x <= xMm ? 1 : 0)),
  });
  const marginMm = (organ: Uint8Array, resection: Resection): number | undefined => {
    const liver = prepareEvaluation(anatomyOf({ grid: wide, organ, lesions: [sphere] }), referenceKernels);
    const stage = stageOf([resection]);
    return evaluateStage(liver, planResection(liver, stage), stage).margins[0]!.parenchymalMm;
  };

  test("does not end across a fissure: the other lobe's capsule is no cut", () => {
    const whole = new Uint8Array(places.length).fill(1);
    // a gap of two voxels behind x = 24, open all the way through
    const parted = Uint8Array.from(places, ([x]) => (x === 24 || x === 26 ? 0 : 1));
    // the lesion ends at 18, the remnant begins at 24 or, in the parted liver, at 28; half a voxel is the bias
    expect(marginMm(whole, upTo(22))).toBeCloseTo(24 - 18 - 1, 5);
    expect(marginMm(parted, upTo(22))).toBeUndefined();
  });

  test("is still told where it is wider than the reach", () => {
    const whole = new Uint8Array(places.length).fill(1);
    expect(marginMm(whole, upTo(60))).toBeCloseTo(62 - 18 - 1, 5);
  });
});
