import { IDENTITY3, worldPoint } from "@cantlie/geometry";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createKernels, makeGrid, referenceKernels, voxelCount } from "../src/index.ts";
import { indices, labelledGrid } from "./random-volume.ts";

describe.each([
  ["reference", referenceKernels],
  ["compiled", createKernels()],
] as const)("%s kernels", (_, kernels) => {
  test("smoothing keeps the sum, for what leaves at the border comes back mirrored", () => {
    const property = fc.property(
      labelledGrid(9, 200),
      fc.double({ min: 0, max: 4, noNaN: true }),
      ({ grid, labels }, sigmaMm) => {
        const values = Float32Array.from(labels);
        const sum = values.reduce((a, b) => a + b, 0);
        const smoothed = kernels.gaussian(values, grid, sigmaMm).reduce((a, b) => a + b, 0);
        // three passes of float32 sums: relative rounding of 1e-6 with room
        expect(Math.abs(smoothed - sum)).toBeLessThanOrEqual(5e-6 * sum);
      },
    );
    fc.assert(property, { seed: 9, numRuns: 60 });
  });

  test("a point becomes the Gaussian, in mm along every axis", () => {
    const grid = makeGrid([31, 31, 15], [0.7, 0.8, 2], worldPoint(0, 0, 0), IDENTITY3);
    const values = new Float32Array(voxelCount(grid));
    values[15 + 31 * (15 + 31 * 7)] = 1000;
    const sigmaMm = 3;
    const smoothed = kernels.gaussian(values, grid, sigmaMm);
    const peak = smoothed[15 + 31 * (15 + 31 * 7)]!;
    smoothed.forEach((value, voxel) => {
      const [i, j, k] = indices(voxel, grid);
      const offsetsMm = [(i - 15) * 0.7, (j - 15) * 0.8, (k - 7) * 2];
      const isCut = offsetsMm.some((mm) => Math.abs(mm) > 3 * sigmaMm + 1e-9);
      const expected = isCut
        ? 0
        : peak * Math.exp(-(offsetsMm[0]! ** 2 + offsetsMm[1]! ** 2 + offsetsMm[2]! ** 2) / (2 * sigmaMm ** 2));
      expect(Math.abs(value - expected)).toBeLessThanOrEqual(1e-6 * peak);
    });
  });

  test("sigma 0 gives a copy, a negative or missing one is refused", () => {
    const grid = makeGrid([2, 1, 1], [1, 1, 1], worldPoint(0, 0, 0), IDENTITY3);
    const values = Float32Array.of(1, 2);
    expect(kernels.gaussian(values, grid, 0)).toEqual(values);
    expect(kernels.gaussian(values, grid, 0)).not.toBe(values);
    expect(() => kernels.gaussian(values, grid, -1)).toThrow(new RangeError("sigma is -1 mm, expected a number from 0 up"));
    expect(() => kernels.gaussian(values, grid, Number.NaN)).toThrow(RangeError);
  });
});
