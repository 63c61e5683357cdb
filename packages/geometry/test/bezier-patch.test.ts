import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  bezierPatch,
  distanceMm,
  dot,
  evaluatePatch,
  planeThrough,
  sideOfPatch,
  signedDistanceMm,
  signedSideOfPatch,
  subtract,
  worldPoint,
} from "../src/index.ts";

/** The patch whose control points are those of a function of u and v. */
function patchOf(place: (u: number, v: number) => readonly [number, number, number]) {
  const rows = [0, 1 / 3, 2 / 3, 1];
  return bezierPatch(rows.map((u) => rows.map((v) => worldPoint(...place(u, v)))));
}

const FLAT = patchOf((u, v) => [40 * u, 30 * v, 5]);
const BENT = patchOf((u, v) => [60 * u, 60 * v, 20 * Math.sin(5 * u) * Math.cos(4 * v)]);
const unit = fc.double({ min: 0, max: 1, noNaN: true });

test("corners of a patch are its corner control points", () => {
  for (const [u, v] of [
    [0, 0],
    [1, 0],
    [0, 1],
    [1, 1],
  ] as const)
    expect(distanceMm(evaluatePatch(BENT, u, v).pointMm, BENT.pointsMm[3 * u]![3 * v]!)).toBe(0);
});

test("evenly spaced control points give the plane itself, u and v its coordinates", () => {
  const property = fc.property(unit, unit, (u, v) => {
    const { pointMm, normal } = evaluatePatch(FLAT, u, v);
    expect(pointMm[0]).toBeCloseTo(40 * u, 9);
    expect(pointMm[1]).toBeCloseTo(30 * v, 9);
    expect(pointMm[2]).toBeCloseTo(5, 9);
    expect(normal[2]).toBeCloseTo(1, 12);
  });
  fc.assert(property, { seed: 2, numRuns: 50 });
});

test("the normal is square to the surface", () => {
  const property = fc.property(unit, unit, (u, v) => {
    const here = evaluatePatch(BENT, u, v);
    for (const [du, dv] of [
      [1e-5, 0],
      [0, 1e-5],
    ] as const) {
      const step = subtract(evaluatePatch(BENT, u + du, v + dv).pointMm, here.pointMm);
      // the surface leaves its tangent by half the curvature times the square of a step of 1e-3 mm
      expect(Math.abs(dot(step, here.normal))).toBeLessThan(1e-6);
    }
  });
  fc.assert(property, { seed: 3, numRuns: 50 });
});

describe("side of a patch", () => {
  test("of a flat one is the side of its plane, also beyond its border", () => {
    const plane = planeThrough(worldPoint(0, 0, 5), [0, 0, 1]);
    const place = fc.tuple(
      fc.double({ min: -80, max: 120, noNaN: true }),
      fc.double({ min: -80, max: 120, noNaN: true }),
      fc.double({ min: -50, max: 60, noNaN: true }),
    );
    const side = sideOfPatch(FLAT);
    const property = fc.property(place, ([x, y, z]) => {
      expect(side(x, y, z)).toBeCloseTo(signedDistanceMm(plane, worldPoint(x, y, z)), 6);
    });
    fc.assert(property, { seed: 4, numRuns: 100 });
  });

  test("is positive where u × v points, so that it turns with the order of the control points", () => {
    const turned = bezierPatch(FLAT.pointsMm.toReversed());
    const above = worldPoint(20, 15, 9);
    expect(signedSideOfPatch(FLAT, above)).toBeCloseTo(4, 9);
    expect(signedSideOfPatch(turned, above)).toBeCloseTo(-4, 9);
  });

  test("a step off a bent surface along its normal is that far from it", () => {
    // the surface's least radius of curvature is about 3 mm; 1 mm off it, the foot is still the place that was left
    const property = fc.property(
      fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      fc.double({ min: 0.05, max: 0.95, noNaN: true }),
      fc.constantFrom(-1, 1),
      (u, v, mm) => {
        const { pointMm, normal } = evaluatePatch(BENT, u, v);
        const off = worldPoint(pointMm[0] + mm * normal[0], pointMm[1] + mm * normal[1], pointMm[2] + mm * normal[2]);
        expect(signedSideOfPatch(BENT, off)).toBeCloseTo(mm, 4);
      },
    );
    fc.assert(property, { seed: 5, numRuns: 100 });
  });

  test("beyond the border goes on as the tangent plane", () => {
    const border = evaluatePatch(BENT, 1, 0.5);
    const tangent = planeThrough(border.pointMm, border.normal);
    for (const outwardMm of [1, 5, 15]) {
      const off = worldPoint(border.pointMm[0] + outwardMm, border.pointMm[1], border.pointMm[2] + 2);
      expect(Math.sign(signedSideOfPatch(BENT, off))).toBe(Math.sign(signedDistanceMm(tangent, off)));
    }
  });
});

test("anything but four rows of four points is refused", () => {
  expect(() => bezierPatch([[worldPoint(0, 0, 0)]])).toThrow(
    new RangeError("patch has rows of 1 points, expected four rows of four"),
  );
});
