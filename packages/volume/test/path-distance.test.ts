import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createKernels, type FrontSources, type Grid, type Kernels, referenceKernels, voxelCount } from "../src/index.ts";
import { betweenMm, cubeGrid, indices, seededRandom, smallGrid } from "./random-volume.ts";

function sourcesAt(voxels: readonly number[], groups?: readonly number[], startMm?: readonly number[]): FrontSources {
  return {
    voxel: Int32Array.from(voxels),
    startMm: Float32Array.from(voxels, (_, source) => startMm?.[source] ?? 0),
    group: Uint16Array.from(voxels, (_, source) => groups?.[source] ?? source),
  };
}

function filled(grid: Grid): Uint8Array {
  return new Uint8Array(voxelCount(grid)).fill(1);
}

/** A wall across the middle of a cube with a gap at the top: the way round is two straight lines over the wall's edge. */
function walled(kernels: Kernels, n: number) {
  const grid = cubeGrid(n, 60 / n);
  const top = Math.round(0.65 * n);
  const mask = Uint8Array.from({ length: voxelCount(grid) }, (_, voxel) => {
    const [i, j] = indices(voxel, grid);
    return i === n / 2 && j < top ? 0 : 1;
  });
  const at = (x: number, y: number) => Math.round(x * n) + n * (Math.round(y * n) + n * (n / 2));
  const from = at(0.2, 0.2);
  const { distanceMm } = kernels.pathDistance(mask, grid, sourcesAt([from]));
  // over the wall through the voxel centre above it: what a taut string through voxel centres would take
  const over = n / 2 + n * (top + n * (n / 2));
  const errors = [at(0.8, 0.2), at(0.6, 0.1), at(0.9, 0.5), at(0.55, 0.6), at(0.7, 0.4)].map((to) => {
    const expected = betweenMm(from, over, grid) + betweenMm(over, to, grid);
    return (distanceMm[to]! - expected) / expected;
  });
  return { errors };
}

describe.each([
  ["reference", referenceKernels],
  ["compiled", createKernels()],
] as const)("%s kernels", (_, kernels) => {
  test("within a convex mask the path from one source is the straight line", () => {
    const property = fc.property(smallGrid(14), fc.nat(), (grid, seed) => {
      const source = seed % voxelCount(grid);
      const { distanceMm } = kernels.pathDistance(filled(grid), grid, sourcesAt([source]));
      distanceMm.forEach((mm, voxel) => {
        // early steps within one bucket of the queue, see BUCKETS_PER_SPACING; and float32
        expect(Math.abs(mm - betweenMm(source, voxel, grid))).toBeLessThanOrEqual(1e-3 * Math.min(...grid.spacingMm));
      });
    });
    fc.assert(property, { seed: 10, numRuns: 40 });
  });

  test("from many sources of many groups nearest and second are the straight distances", () => {
    const property = fc.property(smallGrid(12), fc.integer({ min: 1, max: 2 ** 31 - 1 }), (grid, seed) => {
      const random = seededRandom(seed);
      const groups = Array.from({ length: 1 + Math.floor(random() * 6) }, (_, group) => group);
      const voxels = groups.map(() => Math.floor(random() * voxelCount(grid)));
      const startMm = groups.map(() => random() - 0.5);
      const { distanceMm, secondMm, source } = kernels.pathDistance(filled(grid), grid, sourcesAt(voxels, groups, startMm));
      distanceMm.forEach((mm, voxel) => {
        const all = voxels.map((at, group) => Math.fround(startMm[group]!) + betweenMm(at, voxel, grid));
        const sorted = all.toSorted((a, b) => a - b);
        // never shorter than the truth; longer where three fronts meet, for the third is not carried on there and a step lacks a neighbour:
        // over 2 million voxels at most 0.5 of the largest spacing for the nearest front, 0.81 for the second
        const spacing = Math.max(...grid.spacingMm);
        const roundingMm = 1e-5;
        expect(mm).toBeGreaterThanOrEqual(sorted[0]! - roundingMm);
        expect(mm - sorted[0]!).toBeLessThanOrEqual(0.55 * spacing);
        expect(all[source[voxel]!]!).toBeLessThanOrEqual(mm + roundingMm);
        if (sorted.length > 1) {
          expect(secondMm[voxel]!).toBeGreaterThanOrEqual(sorted[1]! - roundingMm);
          expect(secondMm[voxel]! - sorted[1]!).toBeLessThanOrEqual(0.9 * spacing);
        } else expect(secondMm[voxel]).toBe(Number.POSITIVE_INFINITY);
      });
    });
    fc.assert(property, { seed: 11, numRuns: 40 });
  });

  test("round a wall the path is never shorter than a taut string, and comes closer to it as voxels shrink", () => {
    const coarse = walled(kernels, 20).errors;
    const fine = walled(kernels, 60).errors;
    // fronts step over faces, so they cut the corner by no more than half a voxel of 1 mm in 40
    for (const error of fine) expect(error).toBeGreaterThan(-0.0125);
    expect(Math.max(...fine)).toBeLessThan(0.04);
    expect(Math.max(...fine)).toBeLessThan(Math.max(...coarse));
  });

  test("a front that starts ahead of its source wins that much ground", () => {
    const grid = cubeGrid(21, 1);
    const row = (i: number) => i + 21 * (10 + 21 * 10);
    const { source, distanceMm } = kernels.pathDistance(filled(grid), grid, sourcesAt([row(2), row(18)], [0, 1], [-4, 0]));
    expect(distanceMm[row(2)]).toBe(-4);
    expect(source[row(11)]).toBe(0);
    expect(source[row(12)]).toBe(0);
    expect(source[row(13)]).toBe(1);
  });

  test("fronts stay in their piece of the mask", () => {
    const grid = cubeGrid(5, 1);
    const mask = filled(grid).map((_, voxel) => (indices(voxel, grid)[0] === 2 ? 0 : 1));
    const { distanceMm, source, secondMm } = kernels.pathDistance(mask, grid, sourcesAt([0]));
    mask.forEach((_, voxel) => {
      const isReached = indices(voxel, grid)[0] < 2;
      expect(Number.isFinite(distanceMm[voxel]!)).toBe(isReached);
      expect(source[voxel]).toBe(isReached ? 0 : -1);
      expect(secondMm[voxel]).toBe(Number.POSITIVE_INFINITY);
    });
  });

  test("sources outside the mask, without number or without group are refused", () => {
    const grid = cubeGrid(2, 1);
    const mask = Uint8Array.of(1, 0, 1, 1, 1, 1, 1, 1);
    const refusal = (sources: FrontSources) => () => kernels.pathDistance(mask, grid, sources);
    expect(refusal(sourcesAt([1]))).toThrow(new RangeError("source 0 is at voxel 1, which is outside the mask"));
    expect(refusal(sourcesAt([8]))).toThrow("outside the mask");
    expect(refusal(sourcesAt([0], [0], [Number.NaN]))).toThrow("expected a finite number");
    expect(refusal(sourcesAt([0], [65535]))).toThrow("at most 65534");
    expect(refusal({ ...sourcesAt([0]), group: new Uint16Array(2) })).toThrow(RangeError);
  });
});
