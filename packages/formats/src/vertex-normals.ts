import type { Mesh } from "@cantlie/geometry";

/** Unit normal of each vertex, x y z: the mean of its triangles' normals weighted by area. (0, 0, 1) where it has none. */
export function vertexNormals({ positionsMm: p, triangles: t }: Mesh): Float32Array {
  const normals = new Float32Array(p.length);
  for (let n = 0; n < t.length; n += 3) {
    const [a, b, c] = [3 * t[n]!, 3 * t[n + 1]!, 3 * t[n + 2]!];
    const [ux, uy, uz] = [p[b]! - p[a]!, p[b + 1]! - p[a + 1]!, p[b + 2]! - p[a + 2]!];
    const [vx, vy, vz] = [p[c]! - p[a]!, p[c + 1]! - p[a + 1]!, p[c + 2]! - p[a + 2]!];
    for (const corner of [a, b, c]) {
      normals[corner]! += uy * vz - uz * vy;
      normals[corner + 1]! += uz * vx - ux * vz;
      normals[corner + 2]! += ux * vy - uy * vx;
    }
  }
  for (let n = 0; n < normals.length; n += 3) {
    const norm = Math.hypot(normals[n]!, normals[n + 1]!, normals[n + 2]!);
    if (norm === 0) normals[n + 2] = 1;
    else for (const axis of [0, 1, 2]) normals[n + axis]! /= norm;
  }
  return normals;
}
