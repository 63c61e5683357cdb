import { expect, test } from "vitest";
import { vertexNormals } from "../src/index.ts";

test("an octahedron's normals point along its axes, outward, and a vertex without triangles has (0, 0, 1)", () => {
  const corners = [1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1, 0, 0, 0, 1, 0, 0, -1];
  const triangles = Uint32Array.of(0, 2, 4, 2, 1, 4, 1, 3, 4, 3, 0, 4, 2, 0, 5, 1, 2, 5, 3, 1, 5, 0, 3, 5);
  const positionsMm = Float32Array.from([...corners, 7, 7, 7], (mm) => 20 * mm);
  expect([...vertexNormals({ positionsMm, triangles })]).toEqual([...corners, 0, 0, 1]);
});

test("a larger triangle counts for more, by its area", () => {
  // two triangles share the corner at the origin: 6 mm² across z, 2 mm² across x
  const positionsMm = Float32Array.of(0, 0, 0, 4, 0, 0, 0, 3, 0, 0, 2, 0, 0, 0, 2);
  const [x, y, z] = vertexNormals({ positionsMm, triangles: Uint32Array.of(0, 1, 2, 0, 3, 4) });
  expect(x).toBeCloseTo(2 / Math.hypot(6, 2), 6); // to the rounding of float32
  expect(y).toBe(0);
  expect(z).toBeCloseTo(6 / Math.hypot(6, 2), 6);
});
