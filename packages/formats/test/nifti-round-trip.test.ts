import { gunzipSync, gzipSync } from "node:zlib";
import { worldPoint } from "@cantlie/geometry";
import { type Grid, gridDifference, makeGrid, type VoxelArray, voxelToWorld } from "@cantlie/volume";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readNifti, writeNifti } from "../src/index.ts";
import { fortyEightGrids, obliqueGrid } from "./sample-grids.ts";

const inflate = { inflate: gunzipSync };
const ramp = (grid: Grid) => Int16Array.from({ length: grid.size[0] * grid.size[1] * grid.size[2] }, (_, n) => n - 20);

/** float32 keeps 24 bits: 1e-4 mm at 500 mm from the origin, with room for the quaternion's rounding. */
const ROUNDING_MM = 1e-3;

describe("NIfTI written and read again", () => {
  test.each([1, 2] as const)("[ORI-01] version %i keeps place and value in all 48 axis orders and flips", (version) => {
    const grids = fortyEightGrids([3, 4, 5], [0.57, 0.7, 1.6]);
    expect(grids).toHaveLength(48);
    for (const grid of grids) {
      const { image, cautions } = readNifti(writeNifti({ grid, values: ramp(grid) }, { version }), inflate);
      expect(gridDifference(image.grid, grid, ROUNDING_MM)).toBeUndefined();
      expect(image.values).toEqual(ramp(grid));
      expect(cautions).toEqual([]);
    }
  });

  test("[ORI-01] oblique and mirrored frames keep their place, and sform and qform agree", () => {
    const frame = fc.record({
      axis: fc.tuple(fc.double({ min: -1, max: 1, noNaN: true }), fc.double({ min: -1, max: 1, noNaN: true }), fc.constant(0.3)),
      angle: fc.double({ min: -Math.PI, max: Math.PI, noNaN: true }),
      leftHanded: fc.boolean(),
      version: fc.constantFrom(1 as const, 2 as const),
    });
    const property = fc.property(frame, ({ axis, angle, leftHanded, version }) => {
      const grid = obliqueGrid(axis, angle, { size: [4, 3, 2], spacingMm: [0.8, 0.9, 2.5], leftHanded });
      const { image, cautions } = readNifti(writeNifti({ grid, values: ramp(grid) }, { version }), inflate);
      expect(gridDifference(image.grid, grid, ROUNDING_MM)).toBeUndefined();
      expect(cautions).toEqual([]);
    });
    fc.assert(property, { seed: 1, numRuns: 300 });
  });

  test("the qform alone gives the same grid as the sform", () => {
    for (const grid of [
      ...fortyEightGrids([3, 4, 5], [0.57, 0.7, 1.6]),
      obliqueGrid([1, 2, 3], 2.9, { size: [3, 4, 5], spacingMm: [1, 1, 2], leftHanded: true }),
    ]) {
      const bytes = writeNifti({ grid, values: ramp(grid) });
      new DataView(bytes.buffer).setInt16(254, 0, true);
      // Near half a turn the part of the quaternion that is not stored keeps few bits: 2.5e-4 rad over 10 mm.
      expect(gridDifference(readNifti(bytes, inflate).image.grid, grid, 2.5e-3)).toBeUndefined();
    }
  });

  test("a point to the patient's left lies left in the file's own words: RAS x is minus LPS x", () => {
    const grid = makeGrid([2, 2, 2], [1, 1, 1], worldPoint(10, 20, 30), [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    const view = new DataView(writeNifti({ grid, values: ramp(grid) }).buffer);
    const sform = Array.from({ length: 12 }, (_, n) => view.getFloat32(280 + 4 * n, true));
    expect(sform).toEqual([-1, 0, 0, -10, 0, -1, 0, -20, 0, 0, 1, 30]);
  });

  const kinds: readonly VoxelArray[] = [
    Int8Array.of(-128, 127, 0, 1),
    Uint8Array.of(0, 255, 7, 1),
    Int16Array.of(-32768, 32767, 0, 1),
    Uint16Array.of(0, 65535, 9, 1),
    Int32Array.of(-2147483648, 2147483647, 0, 1),
    Uint32Array.of(0, 4294967295, 5, 1),
    Float32Array.of(-1.5, 0, 3.25, 1e10),
    Float64Array.of(-1.1, 0, Math.PI, 1e100),
  ];
  test.each(kinds)("%o survives in both byte orders", (...numbers) => {
    const values = kinds.find((kind) => kind.join() === numbers.join())!;
    const grid = makeGrid([2, 2, 1], [1, 1, 1], worldPoint(0, 0, 0), [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    for (const version of [1, 2] as const) {
      const little = writeNifti({ grid, values }, { version });
      expect(readNifti(little, inflate).image.values).toEqual(values);
      const big = readNifti(inBigEndian(little, values.BYTES_PER_ELEMENT), inflate);
      expect(big.image.values).toEqual(values);
      expect(gridDifference(big.image.grid, grid)).toBeUndefined();
    }
  });

  test("aligned voxels are a view of the bytes, not a copy", () => {
    const grid = makeGrid([2, 2, 2], [1, 1, 1], worldPoint(0, 0, 0), [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    const bytes = writeNifti({ grid, values: ramp(grid) });
    expect(readNifti(bytes, inflate).image.values.buffer).toBe(bytes.buffer);
    const moved = new Uint8Array(bytes.length + 1).subarray(1);
    moved.set(bytes);
    expect(readNifti(moved, inflate).image.values).toEqual(ramp(grid));
  });

  test("the same image gives the same bytes, packed and not", () => {
    const grid = obliqueGrid([1, 1, 1], 0.4, { size: [4, 4, 4], spacingMm: [1, 1, 1], leftHanded: false });
    const write = () => writeNifti({ grid, values: ramp(grid) }, { deflate: gzipSync });
    expect(write()).toEqual(write());
    expect(gridDifference(readNifti(write(), inflate).image.grid, grid, ROUNDING_MM)).toBeUndefined();
  });

  test("voxels are placed where they were, not only the grid's corners", () => {
    const grid = fortyEightGrids([3, 4, 5], [0.57, 0.7, 1.6])[29]!;
    const { image } = readNifti(writeNifti({ grid, values: ramp(grid) }), inflate);
    const [a, b] = [voxelToWorld(grid, 2, 1, 4), voxelToWorld(image.grid, 2, 1, 4)];
    for (const axis of [0, 1, 2] as const) expect(b[axis]).toBeCloseTo(a[axis], 4);
  });

  test("a wrong number of values is a wrong argument", () => {
    const grid = makeGrid([2, 2, 2], [1, 1, 1], worldPoint(0, 0, 0), [
      [1, 0, 0],
      [0, 1, 0],
      [0, 0, 1],
    ]);
    expect(() => writeNifti({ grid, values: new Int16Array(7) })).toThrow(RangeError);
  });
});

/** The same file as a big-endian machine would have written it. */
function inBigEndian(little: Uint8Array, voxelBytes: number): Uint8Array {
  const fields: [number, number, number][] =
    new DataView(little.buffer).getInt32(0, true) === 348
      ? [
          [0, 4, 1],
          [40, 2, 8],
          [70, 2, 2],
          [76, 4, 8],
          [108, 4, 3],
          [252, 2, 2],
          [256, 4, 18],
          [352, voxelBytes, 4],
        ]
      : [
          [0, 4, 1],
          [12, 2, 2],
          [16, 8, 8],
          [104, 8, 8],
          [168, 8, 3],
          [344, 4, 2],
          [352, 8, 18],
          [500, 4, 1],
          [544, voxelBytes, 4],
        ];
  const big = little.slice();
  for (const [start, size, count] of fields)
    for (let n = 0; n < count; n++) big.subarray(start + n * size, start + (n + 1) * size).reverse();
  return big;
}
