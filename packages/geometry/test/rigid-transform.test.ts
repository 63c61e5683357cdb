import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  determinant,
  distanceMm,
  inverseOfRigid,
  type Matrix3,
  moveRigidly,
  NO_MOTION,
  rotationAngleDegrees,
  type Vector3,
  worldPoint,
} from "../src/index.ts";

/** Rodrigues' formula: columns are the images of the axes. */
function rotationAbout(axis: Vector3, degrees: number): Matrix3 {
  const [x, y, z] = axis.map((part) => part / Math.hypot(...axis)) as [number, number, number];
  const [c, s] = [Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180)];
  const t = 1 - c;
  return [
    [t * x * x + c, t * x * y + s * z, t * x * z - s * y],
    [t * x * y - s * z, t * y * y + c, t * y * z + s * x],
    [t * x * z + s * y, t * y * z - s * x, t * z * z + c],
  ];
}

const coordinate = fc.double({ min: -300, max: 300, noNaN: true });
const place = fc.tuple(coordinate, coordinate, coordinate);
const axis = place.filter((v) => Math.hypot(...v) > 1);

describe("rigid transforms", () => {
  test("a quarter turn about the body's axis takes left to posterior, then shifts", () => {
    const turn = { rotation: rotationAbout([0, 0, 1], 90), shiftMm: [1, 2, 3] as const };
    const moved = moveRigidly(turn, worldPoint(10, 0, 0));
    expect([...moved].map((value) => Math.round(value * 1e9) / 1e9)).toEqual([1, 12, 3]);
  });

  test("there and back ends where it began, distances stay, and the angle is the one turned", () => {
    fc.assert(
      fc.property(axis, fc.double({ min: 0, max: 180, noNaN: true }), place, place, place, (about, degrees, shiftMm, a, b) => {
        const transform = { rotation: rotationAbout(about, degrees), shiftMm };
        expect(determinant(transform.rotation)).toBeCloseTo(1, 9);
        // arc cosine loses half of the digits near 0 and 180 degrees
        expect(Math.abs(rotationAngleDegrees(transform) - degrees)).toBeLessThan(1e-5);
        const [p, q] = [worldPoint(...a), worldPoint(...b)];
        const [movedP, movedQ] = [moveRigidly(transform, p), moveRigidly(transform, q)];
        expect(distanceMm(movedP, movedQ)).toBeCloseTo(distanceMm(p, q), 8);
        expect(distanceMm(moveRigidly(inverseOfRigid(transform), movedP), p)).toBeLessThan(1e-9);
      }),
      { seed: 5 },
    );
  });

  test("no motion moves nothing", () => {
    expect(moveRigidly(NO_MOTION, worldPoint(1, -2, 3))).toEqual([1, -2, 3]);
    expect(rotationAngleDegrees(NO_MOTION)).toBe(0);
  });
});
