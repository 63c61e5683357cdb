import type { Mesh } from "./mesh.ts";

/**
 * Unit outward normal of each vertex, x y z: the mean of its triangles' normals weighted by area. (0, 0, 1) where it has none.
 * By Math.sqrt, which is exactly rounded in every engine, unlike Math.hypot.
 */
export function vertexNormals({ positionsMm: p, triangles: t }: Mesh): Float32Array {
  const normals = new Float32Array(p.length);
  const add = (vertex: number, x: number, y: number, z: number) => {
    normals[vertex]! += x;
    normals[vertex + 1]! += y;
    normals[vertex + 2]! += z;
  };
  for (let i = 0; i < t.length; i += 3) {
    const a = 3 * t[i]!;
    const b = 3 * t[i + 1]!;
    const c = 3 * t[i + 2]!;
    const ux = p[b]! - p[a]!;
    const uy = p[b + 1]! - p[a + 1]!;
    const uz = p[b + 2]! - p[a + 2]!;
    const vx = p[c]! - p[a]!;
    const vy = p[c + 1]! - p[a + 1]!;
    const vz = p[c + 2]! - p[a + 2]!;
    const x = uy * vz - uz * vy;
    const y = uz * vx - ux * vz;
    const z = ux * vy - uy * vx;
    add(a, x, y, z);
    add(b, x, y, z);
    add(c, x, y, z);
  }
  for (let v = 0; v < normals.length; v += 3) {
    const norm = Math.sqrt(normals[v]! ** 2 + normals[v + 1]! ** 2 + normals[v + 2]! ** 2);
    if (norm === 0) normals[v + 2] = 1;
    else for (let axis = 0; axis < 3; axis++) normals[v + axis]! /= norm;
  }
  return normals;
}
