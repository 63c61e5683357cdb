import { forEachTriangle } from "./triangle-vectors.ts";

/** A triangle surface. Triangles wind anticlockwise seen from outside, so that a closed mesh has a positive volume. */
export interface Mesh {
  /** x, y, z of each vertex: patient LPS, mm */
  readonly positionsMm: Float32Array;
  /** three vertex indices per triangle */
  readonly triangles: Uint32Array;
}

/** Volume enclosed by a closed mesh in millilitres (divergence theorem); negative if it is inside out. */
export function enclosedVolumeMl(mesh: Mesh): number {
  let sixfoldMm3 = 0;
  const p = mesh.positionsMm;
  const t = mesh.triangles;
  for (let i = 0; i < t.length; i += 3) {
    const a = 3 * t[i]!;
    const b = 3 * t[i + 1]!;
    const c = 3 * t[i + 2]!;
    sixfoldMm3 +=
      p[a]! * (p[b + 1]! * p[c + 2]! - p[b + 2]! * p[c + 1]!) -
      p[a + 1]! * (p[b]! * p[c + 2]! - p[b + 2]! * p[c]!) +
      p[a + 2]! * (p[b]! * p[c + 1]! - p[b + 1]! * p[c]!);
  }
  return sixfoldMm3 / 6000;
}

export function surfaceAreaMm2(mesh: Mesh): number {
  let areaMm2 = 0;
  forEachTriangle(mesh, (_, vector) => {
    areaMm2 += Math.hypot(...vector) / 2;
  });
  return areaMm2;
}
