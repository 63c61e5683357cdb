import { IDENTITY3, type Matrix3, worldPoint } from "@cantlie/geometry";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  gridDifference,
  indexToWorld,
  isRightHanded,
  makeGrid,
  normalOf,
  voxelCount,
  voxelDiagonalMm,
  voxelIndexAt,
  voxelsToMl,
  voxelToWorld,
  voxelVolumeMm3,
  worldToVoxel,
} from "../src/index.ts";

const OBLIQUE: Matrix3 = [
  [0.8, 0.6, 0],
  [-0.36, 0.48, 0.8],
  [0.48, -0.64, 0.6],
];
const LEFT_HANDED: Matrix3 = [
  [-1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

test("the places of voxels by hand", () => {
  const grid = makeGrid([10, 20, 30], [0.5, 2, 3], worldPoint(100, -50, 7), OBLIQUE);
  expect(voxelToWorld(grid, 0, 0, 0)).toEqual([100, -50, 7]);
  const [x, y, z] = voxelToWorld(grid, 2, 1, 1);
  expect(x).toBeCloseTo(100 + 0.8 - 0.72 + 1.44, 12);
  expect(y).toBeCloseTo(-50 + 0.6 + 0.96 - 1.92, 12);
  expect(z).toBeCloseTo(7 + 0 + 1.6 + 1.8, 12);
  expect(indexToWorld(grid, 2 + 10 * (1 + 20 * 1))).toEqual(voxelToWorld(grid, 2, 1, 1));
});

test.each([
  ["along the patient", IDENTITY3],
  ["oblique", OBLIQUE],
  ["left-handed", LEFT_HANDED],
])("places and indices are inverse on a grid %s", (_, direction) => {
  const grid = makeGrid([7, 8, 9], [0.57, 0.61, 1.6], worldPoint(-120, 88, -1400), direction);
  const property = fc.property(fc.double({ min: -3, max: 12, noNaN: true }), fc.nat({ max: 7 * 8 * 9 - 1 }), (shift, voxel) => {
    const [i, j, k] = worldToVoxel(grid, voxelToWorld(grid, shift, 2 - shift, shift / 2));
    expect(i).toBeCloseTo(shift, 9);
    expect(j).toBeCloseTo(2 - shift, 9);
    expect(k).toBeCloseTo(shift / 2, 9);
    expect(voxelIndexAt(grid, indexToWorld(grid, voxel))).toBe(voxel);
  });
  fc.assert(property, { seed: 13, numRuns: 100 });
});

test("a place belongs to the voxel whose centre is nearest, and beyond half a voxel to none", () => {
  const grid = makeGrid([3, 3, 3], [1, 1, 2], worldPoint(0, 0, 0), IDENTITY3);
  expect(voxelIndexAt(grid, worldPoint(1.4, 0, 0))).toBe(1);
  expect(voxelIndexAt(grid, worldPoint(-0.4, 0, 0))).toBe(0);
  expect(voxelIndexAt(grid, worldPoint(-0.6, 0, 0))).toBe(-1);
  expect(voxelIndexAt(grid, worldPoint(0, 0, 4.9))).toBe(18);
  expect(voxelIndexAt(grid, worldPoint(0, 0, 5.1))).toBe(-1);
});

test("volumes, diagonal and hand", () => {
  const grid = makeGrid([10, 10, 10], [0.5, 0.5, 3], worldPoint(0, 0, 0), LEFT_HANDED);
  expect(voxelCount(grid)).toBe(1000);
  expect(voxelVolumeMm3(grid)).toBe(0.75);
  expect(voxelsToMl(grid, 4000)).toBe(3);
  expect(voxelDiagonalMm(grid)).toBeCloseTo(Math.sqrt(9.5), 12);
  expect(isRightHanded(grid)).toBe(false);
  expect(isRightHanded({ ...grid, direction: OBLIQUE })).toBe(true);
  expect(normalOf([1, 0, 0], [0, 1, 0])).toEqual([0, 0, 1]);
});

describe("refused", () => {
  const place = worldPoint(0, 0, 0);
  test.each([
    ["no voxels", () => makeGrid([0, 1, 1], [1, 1, 1], place, IDENTITY3), "grid size along axis 0 is 0"],
    ["half a voxel", () => makeGrid([1, 1.5, 1], [1, 1, 1], place, IDENTITY3), "grid size along axis 1 is 1.5"],
    ["no spacing", () => makeGrid([1, 1, 1], [1, 0, 1], place, IDENTITY3), "grid spacing along axis 1 is 0 mm"],
    ["negative spacing", () => makeGrid([1, 1, 1], [1, 1, -2], place, IDENTITY3), "grid spacing along axis 2 is -2 mm"],
    ["NaN spacing", () => makeGrid([1, 1, 1], [Number.NaN, 1, 1], place, IDENTITY3), "grid spacing along axis 0 is NaN mm"],
    [
      "a long axis",
      () => makeGrid([1, 1, 1], [1, 1, 1], place, [[1.1, 0, 0], IDENTITY3[1], IDENTITY3[2]]),
      "grid direction 0 has length 1.1",
    ],
    [
      "a NaN axis",
      () => makeGrid([1, 1, 1], [1, 1, 1], place, [[Number.NaN, 0, 0], IDENTITY3[1], IDENTITY3[2]]),
      "grid direction 0 has length NaN",
    ],
    [
      "skew axes",
      () => makeGrid([1, 1, 1], [1, 1, 1], place, [[0.8, 0.6, 0], IDENTITY3[1], IDENTITY3[2]]),
      "not at right angles",
    ],
  ])("%s", (_, make, message) => {
    expect(make).toThrow(RangeError);
    expect(make).toThrow(message);
  });

  test("but the rounding of file headers is allowed", () => {
    expect(() => makeGrid([1, 1, 1], [1, 1, 1], place, [[0.99999, 0.0001, 0], IDENTITY3[1], IDENTITY3[2]])).not.toThrow();
  });
});

test("grids are compared by their corners", () => {
  const grid = makeGrid([100, 100, 100], [1, 1, 1], worldPoint(0, 0, 0), IDENTITY3);
  expect(gridDifference(grid, grid)).toBeUndefined();
  expect(gridDifference(grid, { ...grid, originMm: worldPoint(0.005, 0, 0) })).toBeUndefined();
  expect(gridDifference(grid, { ...grid, size: [100, 100, 99] })).toBe("size 100×100×100 against 100×100×99 voxels");
  expect(gridDifference(grid, { ...grid, spacingMm: [1, 1, 1.001] })).toBe("the same size, but voxels lie up to 0.10 mm apart");
  // the same box stored backwards is another sampling: voxel 0 lies at the other end
  const mirrored = { ...grid, originMm: worldPoint(99, 0, 0), direction: LEFT_HANDED };
  expect(gridDifference(grid, mirrored)).toContain("99.00 mm apart");
});
