import { determinant, type Matrix3, type Vector3, worldPoint } from "@cantlie/geometry";
import { describe, expect, test } from "vitest";
import {
  canonicalOrder,
  type Grid,
  indexToWorld,
  inverseOrder,
  makeGrid,
  reorderGrid,
  reorderValues,
  voxelCount,
  voxelIndexAt,
  worldToVoxel,
} from "../src/index.ts";

const PERMUTATIONS = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
] as const;

/** A frame turned by about 20° about each axis: no axis lies along the patient's, each is nearest to one. */
const OBLIQUE = turned(20);

function turned(degrees: number): Matrix3 {
  const [s, c] = [Math.sin((degrees * Math.PI) / 180), Math.cos((degrees * Math.PI) / 180)];
  const about = (first: 0 | 1 | 2, second: 0 | 1 | 2) => (v: Vector3) => {
    const w: [number, number, number] = [v[0], v[1], v[2]];
    w[first] = c * v[first] - s * v[second];
    w[second] = s * v[first] + c * v[second];
    return w as Vector3;
  };
  const turn = (v: Vector3) => about(0, 1)(about(1, 2)(about(2, 0)(v)));
  return [turn([1, 0, 0]), turn([0, 1, 0]), turn([0, 0, 1])];
}

/** The grid stored with its axes in another order and direction: `axis` of the new grid is `from[axis]` of the old, backwards where `flips` has the bit. */
function stored(grid: Grid, from: readonly [0 | 1 | 2, 0 | 1 | 2, 0 | 1 | 2], flips: number): Grid {
  return reorderGrid(grid, { from, flipped: [(flips & 1) !== 0, (flips & 2) !== 0, (flips & 4) !== 0] });
}

const FRAMES: [string, Matrix3][] = [
  [
    "along the patient",
    [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ],
  ],
  ["oblique", OBLIQUE],
];

describe.each(FRAMES)("a grid %s", (_, direction) => {
  const grid = makeGrid([3, 4, 5], [0.6, 0.8, 2.5], worldPoint(-31, 14, 902), direction);
  const values = Uint16Array.from({ length: voxelCount(grid) }, (_, voxel) => voxel);

  test("[ORI-01] comes back voxel for voxel from each of the 48 orders it may be stored in", () => {
    let leftHanded = 0;
    for (const from of PERMUTATIONS)
      for (let flips = 0; flips < 8; flips++) {
        const file = stored(grid, from, flips);
        if (determinant(file.direction) < 0) leftHanded++;
        // the file holds at each voxel the value of the place that the voxel has in the patient
        const inFile = Uint16Array.from(values, (_, voxel) => values[voxelIndexAt(grid, indexToWorld(file, voxel))]!);
        const order = canonicalOrder(file);
        const read = reorderGrid(file, order);
        expect(read.size).toEqual(grid.size);
        read.direction.flat().forEach((value, at) => {
          expect(value).toBeCloseTo(grid.direction.flat()[at]!, 12);
        });
        read.originMm.forEach((value, axis) => {
          expect(value).toBeCloseTo(grid.originMm[axis]!, 9);
        });
        const canonical = reorderValues(inFile, file, order);
        expect(canonical).toEqual(values);
        expect(reorderValues(canonical, read, inverseOrder(order))).toEqual(inFile);
      }
    expect(leftHanded).toBe(24);
  });

  test("keeps every place and its value in any order", () => {
    for (const from of PERMUTATIONS)
      for (let flips = 0; flips < 8; flips++) {
        const order = { from, flipped: [(flips & 1) !== 0, (flips & 2) !== 0, (flips & 4) !== 0] } as const;
        const other = reorderGrid(grid, order);
        const moved = reorderValues(values, grid, order);
        moved.forEach((value, voxel) => {
          const place = indexToWorld(other, voxel);
          const [i, j, k] = worldToVoxel(grid, place);
          expect([i, j, k].every((at) => Math.abs(at - Math.round(at)) < 1e-9)).toBe(true);
          expect(voxelIndexAt(grid, place)).toBe(value);
        });
      }
  });
});

test("an order for values of another grid is refused", () => {
  const grid = makeGrid([3, 4, 5], [1, 1, 1], worldPoint(0, 0, 0), OBLIQUE);
  expect(() => reorderValues(new Uint8Array(59), grid, canonicalOrder(grid))).toThrow("values has 59 values, grid has 60 voxels");
});
