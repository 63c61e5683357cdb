import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createKernels, type Grid, referenceKernels, voxelCount } from "../src/index.ts";
import { cubeGrid, indices, labelledGrid } from "./random-volume.ts";

/** Vertices - edges + faces - cubes of the union of closed voxels: pieces - tunnels + cavities. */
function eulerNumber(mask: Uint8Array, grid: Grid): number {
  const cells = new Set<string>();
  mask.forEach((value, voxel) => {
    if (value === 0) return;
    const [i, j, k] = indices(voxel, grid);
    for (let di = -1; di <= 1; di++)
      for (let dj = -1; dj <= 1; dj++) for (let dk = -1; dk <= 1; dk++) cells.add(`${2 * i + di},${2 * j + dj},${2 * k + dk}`);
  });
  let euler = 0;
  for (const cell of cells) euler += cell.split(",").filter((at) => Number(at) % 2 === 0).length % 2 === 0 ? 1 : -1;
  return euler;
}

/** The same mask with a rim of background, so that the background outside is one piece. */
function withRim(mask: Uint8Array, grid: Grid): { mask: Uint8Array; grid: Grid } {
  const size = [grid.size[0] + 2, grid.size[1] + 2, grid.size[2] + 2] as const;
  const wide = new Uint8Array(size[0] * size[1] * size[2]);
  mask.forEach((value, voxel) => {
    const [i, j, k] = indices(voxel, grid);
    wide[i + 1 + size[0] * (j + 1 + size[1] * (k + 1))] = value === 0 ? 0 : 1;
  });
  return { mask: wide, grid: { ...grid, size } };
}

describe.each([
  ["reference", referenceKernels],
  ["compiled", createKernels()],
] as const)("%s kernels", (_, kernels) => {
  test("thinning keeps every piece, tunnel and cavity", () => {
    const property = fc.property(labelledGrid(8, 1), ({ grid, labels }) => {
      const before = withRim(labels, grid);
      const curve = withRim(kernels.thinToCurve(labels, grid), grid);
      expect(eulerNumber(curve.mask, curve.grid)).toBe(eulerNumber(before.mask, before.grid));
      // every piece of the mask holds exactly one piece of the curve, every piece of the curve's background exactly one of the mask's
      const pieces = kernels.connectedComponents(before.mask, before.grid, 26);
      const curves = kernels.connectedComponents(curve.mask, curve.grid, 26);
      expect(curves.sizes.length).toBe(pieces.sizes.length);
      const pieceOfCurve = new Map<number, number>();
      curves.labels.forEach((label, voxel) => {
        if (label !== 0) pieceOfCurve.set(pieces.labels[voxel]!, label);
      });
      expect(pieceOfCurve.size).toBe(pieces.sizes.length);
      expect(pieceOfCurve.has(0)).toBe(false);
      const outside = kernels.connectedComponents(
        before.mask.map((value) => 1 - value),
        before.grid,
        6,
      );
      const outsideAfter = kernels.connectedComponents(
        curve.mask.map((value) => 1 - value),
        curve.grid,
        6,
      );
      expect(outsideAfter.sizes.length).toBe(outside.sizes.length);
    });
    fc.assert(property, { seed: 6, numRuns: 150 });
  });

  test("nothing more can be thinned", () => {
    const property = fc.property(labelledGrid(9, 1), ({ grid, labels }) => {
      const curve = kernels.thinToCurve(labels, grid);
      expect(kernels.thinToCurve(curve, grid)).toEqual(curve);
    });
    fc.assert(property, { seed: 7, numRuns: 60 });
  });

  test("a straight tube becomes its axis, almost to its ends", () => {
    const grid = cubeGrid(31, 1);
    const tube = Uint8Array.from({ length: voxelCount(grid) }, (_, voxel) => {
      const [i, j, k] = indices(voxel, grid);
      return k >= 3 && k <= 27 && Math.hypot(i - 15, j - 15) <= 4.2 ? 1 : 0;
    });
    const curve = [...kernels.thinToCurve(tube, grid)].flatMap((value, voxel) => (value === 0 ? [] : [indices(voxel, grid)]));
    // peeling from six sides in turn may leave the middle by a voxel, and takes at most a radius off a flat end
    for (const [i, j] of curve) expect(Math.hypot(i - 15, j - 15)).toBeLessThanOrEqual(Math.SQRT2);
    const along = curve.map(([, , k]) => k);
    expect(new Set(along).size).toBe(along.length);
    expect(Math.min(...along)).toBeLessThanOrEqual(3 + 5);
    expect(Math.max(...along)).toBeGreaterThanOrEqual(27 - 5);
  });

  test("a curve stays as it is, ends included", () => {
    const grid = cubeGrid(9, 1);
    const curve = new Uint8Array(voxelCount(grid));
    for (const [i, j, k] of [
      [1, 1, 1],
      [2, 2, 2],
      [3, 3, 2],
      [4, 3, 3],
      [5, 3, 4],
      [6, 4, 5],
    ] as const)
      curve[i + 9 * (j + 9 * k)] = 1;
    expect(kernels.thinToCurve(curve, grid)).toEqual(curve);
  });
});
