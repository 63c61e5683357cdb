import { worldPoint } from "@cantlie/geometry";
import { type Grid, makeGrid } from "@cantlie/volume";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { closestVoxels, forVoxelsWithin, voxelBlocks } from "../src/closest-voxels.ts";

function gridOf(size: readonly [number, number, number], spacingMm: readonly [number, number, number]): Grid {
  return makeGrid(size, spacingMm, worldPoint(0, 0, 0), [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]);
}

/** Gap between two voxels as boxes, written out. */
function gapMm(a: number, b: number, { size, spacingMm }: Grid): number {
  const place = (at: number) => [at % size[0], Math.floor(at / size[0]) % size[1], Math.floor(at / (size[0] * size[1]))];
  const [p, q] = [place(a), place(b)];
  return Math.hypot(...p.map((value, axis) => Math.max(0, Math.abs(value - q[axis]!) - 1) * spacingMm[axis]!));
}

const spacing = fc.double({ min: 0.3, max: 5, noNaN: true });
const SIZE = [23, 19, 17] as const;
const voxels = fc.uniqueArray(fc.nat(23 * 19 * 17 - 1), { minLength: 1, maxLength: 40 });

describe("closestVoxels", () => {
  test("finds the narrowest gap of all pairs", () => {
    fc.assert(
      fc.property(voxels, voxels, fc.tuple(spacing, spacing, spacing), (from, to, spacingMm) => {
        const grid = gridOf(SIZE, spacingMm);
        const least = Math.min(...from.flatMap((a) => to.map((b) => gapMm(a, b, grid))));
        expect(closestVoxels(voxelBlocks(from, grid), voxelBlocks(to, grid))!.gapMm).toBeCloseTo(least, 9);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test("visits just the voxels within reach", () => {
    const reach = fc.double({ min: 0, max: 20, noNaN: true });
    fc.assert(
      fc.property(voxels, voxels, reach, (from, to, reachMm) => {
        const grid = gridOf(SIZE, [0.7, 1.1, 2.5]);
        const visited: number[] = [];
        const pair = { from: voxelBlocks(from, grid), to: voxelBlocks(to, grid) };
        forVoxelsWithin(reachMm, pair, (at) => visited.push(at));
        const within = from.filter((a) => to.some((b) => gapMm(a, b, grid) <= reachMm));
        expect(visited.sort((a, b) => a - b)).toEqual(within.sort((a, b) => a - b));
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test("is 0 across a face, an edge and a corner, and one voxel's width past one voxel", () => {
    const grid = gridOf([5, 5, 5], [1, 2, 3]);
    const at = (i: number, j: number, k: number) => voxelBlocks([i + 5 * (j + 5 * k)], grid);
    for (const near of [at(2, 2, 2), at(3, 2, 2), at(3, 3, 2), at(3, 3, 3)])
      expect(closestVoxels(at(2, 2, 2), near)!.gapMm).toBe(0);
    expect(closestVoxels(at(2, 2, 2), at(4, 2, 2))!.gapMm).toBe(1);
    expect(closestVoxels(at(2, 2, 2), at(2, 2, 0))!.gapMm).toBe(3);
    expect(closestVoxels(at(2, 2, 2), voxelBlocks([], grid))).toBeUndefined();
  });
});
