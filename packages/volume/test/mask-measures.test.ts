import { IDENTITY3, worldPoint } from "@cantlie/geometry";
import fc from "fast-check";
import { expect, test } from "vitest";
import {
  convexHullMask,
  dilateMm,
  type Grid,
  largestDiameterInSliceMm,
  largestDiameterMm,
  makeGrid,
  maskSurfaceVoxels,
  referenceKernels,
  voxelCount,
} from "../src/index.ts";
import { betweenMm, cubeGrid, indices, labelledGrid, seededRandom } from "./random-volume.ts";

const OFFSETS = [
  [1, 0, 0],
  [-1, 0, 0],
  [0, 1, 0],
  [0, -1, 0],
  [0, 0, 1],
  [0, 0, -1],
] as const;

/** The face neighbours of a voxel that are outside the mask, as offsets. */
function openSides(mask: Uint8Array, grid: Grid, voxel: number) {
  const at = indices(voxel, grid);
  return OFFSETS.filter((offset) => {
    const [i, j, k] = at.map((value, axis) => value + offset[axis as 0]) as [number, number, number];
    const isInGrid = i >= 0 && j >= 0 && k >= 0 && i < grid.size[0] && j < grid.size[1] && k < grid.size[2];
    return !isInGrid || mask[i + grid.size[0] * (j + grid.size[1] * k)] === 0;
  });
}

test("surface voxels are those with an open side", () => {
  const property = fc.property(labelledGrid(7, 1), ({ grid, labels }) => {
    const expected = [...labels.keys()].filter((voxel) => labels[voxel] !== 0 && openSides(labels, grid, voxel).length > 0);
    expect([...maskSurfaceVoxels(labels, grid)]).toEqual(expected);
  });
  fc.assert(property, { seed: 15, numRuns: 60 });
});

test("dilation takes what lies within the radius, by brute force", () => {
  const property = fc.property(labelledGrid(7, 1), fc.double({ min: 0, max: 4, noNaN: true }), ({ grid, labels }, radiusMm) => {
    const foreground = [...labels.keys()].filter((voxel) => labels[voxel] !== 0);
    dilateMm(referenceKernels, labels, grid, radiusMm).forEach((value, voxel) => {
      const mm = Math.min(...foreground.map((other) => betweenMm(voxel, other, grid)));
      // voxels that lie on the radius but for rounding may go either way
      if (Math.abs(mm - radiusMm) > 1e-6 * radiusMm) expect(value).toBe(mm <= radiusMm ? 1 : 0);
    });
  });
  fc.assert(property, { seed: 16, numRuns: 60 });
});

test("a radius of whole voxels reaches the voxel at its end", () => {
  const grid = makeGrid([9, 1, 1], [0.7, 1, 1], worldPoint(0, 0, 0), IDENTITY3);
  const mask = Uint8Array.of(0, 0, 0, 0, 1, 0, 0, 0, 0);
  expect([...dilateMm(referenceKernels, mask, grid, 3 * 0.7)]).toEqual([0, 1, 1, 1, 1, 1, 1, 1, 0]);
  expect([...dilateMm(referenceKernels, mask, grid, 0)]).toEqual([...mask]);
  expect(() => dilateMm(referenceKernels, mask, grid, -1)).toThrow(
    new RangeError("radius is -1 mm, expected a number from 0 up"),
  );
});

test("diameters are those of the farthest open sides, by brute force", () => {
  const property = fc.property(labelledGrid(6, 1), ({ grid, labels }) => {
    const faces = [...labels.keys()].flatMap((voxel) => {
      if (labels[voxel] === 0) return [];
      const at = indices(voxel, grid);
      return openSides(labels, grid, voxel).map((offset) => ({
        slice: offset[2] === 0 ? at[2] : Number.NaN,
        mm: at.map((value, axis) => (value + offset[axis as 0] / 2) * grid.spacingMm[axis as 0]),
      }));
    });
    if (faces.length === 0) return;
    let largest = 0;
    let inSlice = 0;
    for (const a of faces)
      for (const b of faces) {
        const mm = Math.hypot(...a.mm.map((value, axis) => value - b.mm[axis]!));
        largest = Math.max(largest, mm);
        if (a.slice === b.slice) inSlice = Math.max(inSlice, mm);
      }
    expect(largestDiameterMm(labels, grid)).toBeCloseTo(largest, 9);
    expect(largestDiameterInSliceMm(labels, grid)).toBeCloseTo(inSlice, 9);
  });
  fc.assert(property, { seed: 17, numRuns: 60 });
});

test("the diameter of balls is at most one voxel too large, and 0.6 to 0.9 of one on average", () => {
  const random = seededRandom(18);
  for (const [spacing, radiusMm] of [
    [1, 8],
    [0.5, 8],
    [0.5, 5],
  ] as const) {
    const n = Math.ceil((2 * radiusMm) / spacing) + 4;
    const grid = cubeGrid(n, spacing);
    const errors = Array.from({ length: 12 }, () => {
      const centre = [0, 1, 2].map(() => (n / 2 + random()) * spacing);
      const ball = Uint8Array.from({ length: voxelCount(grid) }, (_, voxel) =>
        Math.hypot(...indices(voxel, grid).map((at, axis) => at * spacing - centre[axis]!)) <= radiusMm ? 1 : 0,
      );
      return (largestDiameterMm(ball, grid) - 2 * radiusMm) / spacing;
    });
    expect(Math.max(...errors)).toBeLessThan(1);
    const mean = errors.reduce((a, b) => a + b) / errors.length;
    expect(mean).toBeGreaterThan(0.6);
    expect(mean).toBeLessThan(0.95);
  }
});

test("an empty mask has no diameter", () => {
  expect(() => largestDiameterMm(new Uint8Array(27), cubeGrid(3, 1))).toThrow(
    new RangeError("mask is empty, so it has no diameter"),
  );
});

test("the convex hull of a mask holds it, and all that lies between any of its voxels", () => {
  const property = fc.property(labelledGrid(6, 1), ({ grid, labels }) => {
    const hull = convexHullMask(labels, grid);
    const foreground = [...labels.keys()].filter((voxel) => labels[voxel] !== 0);
    for (const voxel of foreground) expect(hull[voxel]).toBe(1);
    // voxels whose centre is halfway between two foreground centres
    const spread = [0, 1, 2].map((axis) => new Set(foreground.map((voxel) => indices(voxel, grid)[axis as 0])).size);
    if (spread.some((n) => n < 2)) return;
    for (const a of foreground)
      for (const b of foreground) {
        const [p, q] = [indices(a, grid), indices(b, grid)];
        const middle = p.map((value, axis) => (value + q[axis as 0]) / 2) as [number, number, number];
        if (middle.every(Number.isInteger) && isSolid(foreground, grid))
          expect(hull[middle[0] + grid.size[0] * (middle[1] + grid.size[1] * middle[2])]).toBe(1);
      }
    expect(convexHullMask(hull, grid)).toEqual(hull);
  });
  fc.assert(property, { seed: 19, numRuns: 60 });
});

/** Whether voxel centres span more than a plane: some tetrahedron from the first of them has a volume. */
function isSolid(foreground: readonly number[], grid: Grid): boolean {
  const vectors = foreground.map((voxel) =>
    indices(voxel, grid).map((at, axis) => at - indices(foreground[0]!, grid)[axis as 0]),
  );
  return vectors.some((a) =>
    vectors.some((b) =>
      vectors.some(
        (c) =>
          a[0]! * (b[1]! * c[2]! - b[2]! * c[1]!) -
            a[1]! * (b[0]! * c[2]! - b[2]! * c[0]!) +
            a[2]! * (b[0]! * c[1]! - b[1]! * c[0]!) !==
          0,
      ),
    ),
  );
}

test("the hull of a ball is the ball", () => {
  const grid = makeGrid([24, 24, 12], [1, 1, 2], worldPoint(5, 5, 5), IDENTITY3);
  const ball = Uint8Array.from({ length: voxelCount(grid) }, (_, voxel) => {
    const [i, j, k] = indices(voxel, grid);
    return Math.hypot(i - 11.5, j - 11.5, 2 * k - 11) <= 10 ? 1 : 0;
  });
  expect(convexHullMask(ball, grid)).toEqual(ball);
});
