import { IDENTITY3, type Matrix3, worldPoint } from "@cantlie/geometry";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  boundingBox,
  cropGrid,
  cropValues,
  indexToWorld,
  makeGrid,
  pasteValues,
  voxelCount,
  voxelIndexAt,
} from "../src/index.ts";
import { labelledGrid } from "./random-volume.ts";

const LEFT_HANDED_OBLIQUE: Matrix3 = [
  [-0.8, -0.6, 0],
  [-0.36, 0.48, 0.8],
  [0.48, -0.64, 0.6],
];

test("cropped voxels keep their places and values, on a left-handed oblique grid", () => {
  const grid = makeGrid([6, 7, 8], [0.6, 0.8, 2.5], worldPoint(-31, 14, 902), LEFT_HANDED_OBLIQUE);
  const values = Int16Array.from({ length: voxelCount(grid) }, (_, voxel) => voxel - 100);
  const box = { start: [1, 2, 3], size: [4, 5, 2] } as const;
  const small = cropGrid(grid, box);
  const cropped = cropValues(values, grid, box);
  expect(cropped.length).toBe(40);
  cropped.forEach((value, voxel) => {
    expect(values[voxelIndexAt(grid, indexToWorld(small, voxel))]).toBe(value);
  });
});

test("what is cropped and pasted is where it was, and nothing else has changed", () => {
  const property = fc.property(labelledGrid(8, 200), ({ grid, labels }) => {
    const box = boundingBox(labels, grid);
    if (!box) return;
    const target = new Uint8Array(labels.length);
    pasteValues(target, cropValues(labels, grid, box), grid, box);
    expect(target).toEqual(labels);
  });
  fc.assert(property, { seed: 14, numRuns: 60 });
});

test("the bounding box is the smallest, and has a rim where the grid allows", () => {
  const grid = makeGrid([10, 10, 10], [1, 2, 3], worldPoint(0, 0, 0), IDENTITY3);
  const values = new Uint8Array(1000);
  expect(boundingBox(values, grid)).toBeUndefined();
  values[3 + 10 * (4 + 10 * 1)] = 1;
  values[5 + 10 * (4 + 10 * 2)] = 1;
  expect(boundingBox(values, grid)).toEqual({ start: [3, 4, 1], size: [3, 1, 2] });
  // 4 mm are 4, 2 and (rounded up) 2 voxels
  expect(boundingBox(values, grid, 4)).toEqual({ start: [0, 2, 0], size: [10, 5, 5] });
});

describe("refused", () => {
  const grid = makeGrid([4, 4, 4], [1, 1, 1], worldPoint(0, 0, 0), IDENTITY3);
  test.each([
    [{ start: [-1, 0, 0], size: [2, 2, 2] }],
    [{ start: [0, 0, 3], size: [2, 2, 2] }],
    [{ start: [0, 0, 0], size: [0, 2, 2] }],
  ] as const)("a box that leaves the grid: %j", (box) => {
    expect(() => cropGrid(grid, box)).toThrow(RangeError);
  });

  test("values of another grid", () => {
    expect(() => cropValues(new Uint8Array(63), grid, { start: [0, 0, 0], size: [1, 1, 1] })).toThrow(
      "values has 63 values, grid has 64 voxels",
    );
  });
});
