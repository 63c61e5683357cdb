import type { Mesh } from "./mesh.ts";
import { forEachTriangle } from "./triangle-vectors.ts";

/**
 * Unit outward normal of each vertex, x y z: the mean of its triangles' normals weighted by area. (0, 0, 1) where it has none.
 * By Math.sqrt, which is exactly rounded in every engine, unlike Math.hypot.
 */
export function vertexNormals(mesh: Mesh): Float32Array {
  const normals = new Float32Array(mesh.positionsMm.length);
  const add = (vertex: number, x: number, y: number, z: number) => {
    normals[vertex]! += x;
    normals[vertex + 1]! += y;
    normals[vertex + 2]! += z;
  };
  forEachTriangle(mesh, (corners, [x, y, z]) => {
    for (const vertex of corners) add(vertex, x, y, z);
  });
  for (let v = 0; v < normals.length; v += 3) {
    const norm = Math.sqrt(normals[v]! ** 2 + normals[v + 1]! ** 2 + normals[v + 2]! ** 2);
    if (norm === 0) normals[v + 2] = 1;
    else for (let axis = 0; axis < 3; axis++) normals[v + axis]! /= norm;
  }
  return normals;
}
