import fc from "fast-check";
import { expect, test } from "vitest";
import { convexHull3, enclosedVolumeMl, isInHull, surfaceAreaMm2 } from "../src/index.ts";

/** Points of a regular lattice inside a ball: thousands of them in common planes and on common lines. */
function latticeBall(radius: number): number[] {
  const points: number[] = [];
  for (let x = -radius; x <= radius; x++)
    for (let y = -radius; y <= radius; y++)
      for (let z = -radius; z <= radius; z++) if (x * x + y * y + z * z <= radius * radius) points.push(x, y, z);
  return points;
}

function closedMeshOf(points: readonly number[], triangles: Uint32Array) {
  return { positionsMm: Float32Array.from(points), triangles };
}

test("the hull of a box of lattice points is the box", () => {
  const points: number[] = [];
  for (let x = 0; x <= 20; x++) for (let y = 0; y <= 10; y++) for (let z = 0; z <= 5; z++) points.push(x, y, z);
  const hull = convexHull3(Float64Array.from(points))!;
  expect(enclosedVolumeMl(closedMeshOf(points, hull.triangles))).toBeCloseTo(1, 6);
  expect(surfaceAreaMm2(closedMeshOf(points, hull.triangles))).toBeCloseTo(2 * (200 + 100 + 50), 2);
  expect(isInHull(hull, [10, 5, 2.5])).toBe(true);
  expect(isInHull(hull, [20.001, 5, 2.5])).toBe(false);
  expect(isInHull(hull, [20.001, 5, 2.5], 0.01)).toBe(true);
});

test("every point lies in the hull of any points, the hull is closed and outward, and its corners are among them", () => {
  const coordinate = fc.oneof(fc.integer({ min: -3, max: 3 }), fc.double({ min: -3, max: 3, noNaN: true }));
  const property = fc.property(fc.array(coordinate, { minLength: 30, maxLength: 120 }), (flat) => {
    const points = flat.slice(0, flat.length - (flat.length % 3));
    const hull = convexHull3(Float64Array.from(points));
    if (!hull) return;
    for (let at = 0; at < points.length; at += 3)
      expect(isInHull(hull, [points[at]!, points[at + 1]!, points[at + 2]!])).toBe(true);
    expect(enclosedVolumeMl(closedMeshOf(points, hull.triangles))).toBeGreaterThan(0);
    // Euler: corners - edges + faces of a closed surface without holes
    expect(hull.corners.length - hull.triangles.length / 2 + hull.triangles.length / 3).toBe(2);
  });
  fc.assert(property, { seed: 6, numRuns: 100 });
});

test("the hull of a lattice ball has nearly the ball's volume", () => {
  const points = latticeBall(12);
  const hull = convexHull3(Float64Array.from(points))!;
  const ballMl = (4 / 3) * Math.PI * 12 ** 3 * 1e-3;
  const volumeMl = enclosedVolumeMl(closedMeshOf(points, hull.triangles));
  // lattice points stop up to half a step short of the ball
  expect(volumeMl).toBeLessThan(ballMl);
  expect(volumeMl).toBeGreaterThan((11.5 / 12) ** 3 * ballMl);
});

test("points that span no solid have no hull", () => {
  expect(convexHull3(new Float64Array(0))).toBeUndefined();
  expect(convexHull3(Float64Array.of(0, 0, 0, 1, 0, 0, 0, 1, 0))).toBeUndefined();
  const plane = Array.from({ length: 100 }, (_, at) => [at % 10, Math.floor(at / 10), 3]).flat();
  expect(convexHull3(Float64Array.from(plane))).toBeUndefined();
  expect(convexHull3(new Float64Array(60).fill(7))).toBeUndefined();
});
