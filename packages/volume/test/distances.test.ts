import { IDENTITY3, worldPoint } from "@cantlie/geometry";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { createKernels, type Grid, makeGrid, referenceKernels } from "../src/index.ts";
import { betweenMm, labelledGrid } from "./random-volume.ts";

/** Nearest labelled voxel by looking at all of them; of those within 1e-9 of the nearest the smallest label, for that is a tie but for rounding. */
function bruteForce(labels: Uint8Array, grid: Grid, voxel: number): { mm: number; label: number } {
  let best = { mm: Number.POSITIVE_INFINITY, label: 0 };
  labels.forEach((label, other) => {
    if (label === 0) return;
    const mm = betweenMm(voxel, other, grid);
    const isTie = Math.abs(mm - best.mm) < 1e-9;
    if (isTie ? label < best.label : mm < best.mm) best = { mm: isTie ? best.mm : mm, label };
  });
  return best;
}

describe.each([
  ["reference", referenceKernels],
  ["compiled", createKernels()],
] as const)("%s kernels", (_, kernels) => {
  test("distance to a mask is that of the nearest voxel by brute force", () => {
    const property = fc.property(labelledGrid(7, 1), ({ grid, labels }) => {
      kernels.distanceToMaskMm(labels, grid).forEach((mm, voxel) => {
        const expected = bruteForce(labels, grid, voxel).mm;
        // float32 keeps 6e-8 of a value; squares are rounded twice on the way
        if (expected === Number.POSITIVE_INFINITY) expect(mm).toBe(expected);
        else expect(Math.abs(mm - expected)).toBeLessThanOrEqual(3e-7 * expected);
      });
    });
    fc.assert(property, { seed: 1, numRuns: 60 });
  });

  test("the nearest label is a nearest one, and its distance the same as that to the mask", () => {
    const property = fc.property(labelledGrid(7, 4), ({ grid, labels }) => {
      const nearest = kernels.nearestLabel(labels, grid);
      expect(nearest.distanceMm).toEqual(kernels.distanceToMaskMm(labels, grid));
      nearest.labels.forEach((label, voxel) => {
        const own = labels.map((value) => (value === label ? 1 : 0));
        const best = bruteForce(labels, grid, voxel).mm;
        if (label === 0) expect(best).toBe(Number.POSITIVE_INFINITY);
        else expect(bruteForce(own, grid, voxel).mm).toBeLessThanOrEqual(best * (1 + 3e-7));
      });
    });
    fc.assert(property, { seed: 2, numRuns: 40 });
  });

  test.each([[[1, 1, 1]], [[0.7, 0.7, 2.1]], [[0.5, 0.5, 1.25]], [[0.57, 0.57, 1.6]]] as const)(
    "ties go to the smaller label with spacing %j",
    (spacing) => {
      const labelling = labelledGrid(7, 5).map(({ grid, labels }) => ({
        grid: makeGrid(grid.size, spacing, grid.originMm, IDENTITY3),
        labels,
      }));
      const property = fc.property(labelling, ({ grid, labels }) => {
        const nearest = kernels.nearestLabel(labels, grid).labels;
        nearest.forEach((label, voxel) => {
          expect(label).toBe(bruteForce(labels, grid, voxel).label);
        });
      });
      fc.assert(property, { seed: 3, numRuns: 30 });
    },
  );

  test("nothing labelled is infinitely far", () => {
    const grid = makeGrid([3, 2, 2], [1, 1, 1], worldPoint(0, 0, 0), IDENTITY3);
    expect(kernels.nearestLabel(new Uint16Array(12), grid)).toEqual({
      labels: new Uint16Array(12),
      distanceMm: new Float32Array(12).fill(Number.POSITIVE_INFINITY),
    });
  });

  test("labels above 255 are kept", () => {
    const grid = makeGrid([4, 1, 1], [1, 1, 1], worldPoint(0, 0, 0), IDENTITY3);
    expect([...kernels.nearestLabel(Uint16Array.of(65535, 0, 0, 300), grid).labels]).toEqual([65535, 65535, 300, 300]);
  });

  test("an array of another length is refused", () => {
    const grid = makeGrid([2, 2, 2], [1, 1, 1], worldPoint(0, 0, 0), IDENTITY3);
    expect(() => kernels.distanceToMaskMm(new Uint8Array(7), grid)).toThrow(
      new RangeError("mask has 7 values, grid has 8 voxels"),
    );
    expect(() => kernels.nearestLabel(new Uint8Array(9), grid)).toThrow(new RangeError("labels has 9 values, grid has 8 voxels"));
  });
});
