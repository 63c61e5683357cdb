import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  add,
  cross,
  determinant,
  distanceMm,
  dot,
  enclosedVolumeMl,
  IDENTITY3,
  length,
  type Matrix3,
  multiply,
  multiplyTransposed,
  normalise,
  planeThrough,
  scale,
  signedDistanceMm,
  subtract,
  surfaceAreaMm2,
  translate,
  worldPoint,
} from "../src/index.ts";

const OBLIQUE: Matrix3 = [
  [0.8, 0.6, 0],
  [-0.36, 0.48, 0.8],
  [0.48, -0.64, 0.6],
];

const coordinate = fc.double({ min: -500, max: 500, noNaN: true });
const vector = fc.tuple(coordinate, coordinate, coordinate);

describe("vectors and matrices", () => {
  test("sums, products and lengths by hand", () => {
    expect(add([1, 2, 3], [4, 5, 6])).toEqual([5, 7, 9]);
    expect(subtract([1, 2, 3], [4, 5, 7])).toEqual([-3, -3, -4]);
    expect(scale([1, -2, 3], 2)).toEqual([2, -4, 6]);
    expect(dot([1, 2, 3], [4, 5, 6])).toBe(32);
    expect(cross([1, 0, 0], [0, 1, 0])).toEqual([0, 0, 1]);
    expect(length([2, 3, 6])).toBe(7);
    expect(normalise([0, 3, 4])).toEqual([0, 0.6000000000000001, 0.8]);
  });

  test("what has no direction is refused", () => {
    expect(() => normalise([0, 0, 0])).toThrow(new RangeError("vector [0, 0, 0] has no direction"));
    expect(() => normalise([Number.NaN, 0, 1])).toThrow(RangeError);
    expect(() => normalise([Number.POSITIVE_INFINITY, 0, 1])).toThrow(RangeError);
  });

  test("a matrix is given by its columns, and its transpose undoes a turn", () => {
    expect(multiply(OBLIQUE, [1, 0, 0])).toEqual(OBLIQUE[0]);
    expect(multiply(IDENTITY3, [1, 2, 3])).toEqual([1, 2, 3]);
    const property = fc.property(vector, (v) => {
      const back = multiplyTransposed(OBLIQUE, multiply(OBLIQUE, v));
      for (const axis of [0, 1, 2] as const) expect(back[axis]).toBeCloseTo(v[axis], 9);
    });
    fc.assert(property, { seed: 1, numRuns: 100 });
  });

  test("the determinant tells the hand", () => {
    expect(determinant(OBLIQUE)).toBeCloseTo(1, 12);
    expect(determinant([scale(OBLIQUE[0], -1), OBLIQUE[1], OBLIQUE[2]])).toBeCloseTo(-1, 12);
  });
});

describe("places and planes", () => {
  test("places are finite", () => {
    expect(() => worldPoint(1, Number.NaN, 3)).toThrow(new RangeError("point (1, NaN, 3) mm is not finite"));
    expect(distanceMm(worldPoint(1, 1, 1), translate(worldPoint(1, 1, 1), [2, 3, 6]))).toBe(7);
  });

  test("distance from a plane is positive where its normal points", () => {
    const plane = planeThrough(worldPoint(10, 0, 0), [5, 0, 0]);
    expect(signedDistanceMm(plane, worldPoint(12, 7, -3))).toBe(2);
    expect(signedDistanceMm(plane, worldPoint(7, 7, -3))).toBe(-3);
    expect(() => planeThrough(worldPoint(0, 0, 0), [0, 0, 0])).toThrow(RangeError);
  });
});

describe("meshes", () => {
  // a right-angled tetrahedron with legs of 60 mm: 60³ / 6 mm³ = 36 mL; area three half squares and one equilateral triangle
  const tetrahedron = {
    positionsMm: Float32Array.of(0, 0, 0, 60, 0, 0, 0, 60, 0, 0, 0, 60),
    triangles: Uint32Array.of(0, 2, 1, 0, 1, 3, 0, 3, 2, 1, 2, 3),
  };

  test("volume and area in closed form, wherever the mesh lies", () => {
    expect(enclosedVolumeMl(tetrahedron)).toBeCloseTo(36, 9);
    const moved = { ...tetrahedron, positionsMm: tetrahedron.positionsMm.map((value, at) => value + [300, -200, 900][at % 3]!) };
    expect(enclosedVolumeMl(moved)).toBeCloseTo(36, 6);
    expect(surfaceAreaMm2(tetrahedron)).toBeCloseTo(3 * 1800 + (Math.sqrt(3) / 4) * 7200, 6);
  });

  test("a mesh inside out has a negative volume", () => {
    expect(enclosedVolumeMl({ ...tetrahedron, triangles: tetrahedron.triangles.toReversed() })).toBeCloseTo(-36, 9);
  });
});
