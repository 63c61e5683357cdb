import type { Mesh } from "./mesh.ts";

/**
 * Visits the triangles of a mesh: where their corners begin in `positionsMm`, and the vector that stands on each, outwards by its turn and
 * twice as long as its area in mm².
 */
export function forEachTriangle(
  { positionsMm: p, triangles: t }: Mesh,
  visit: (corners: readonly [number, number, number], vector: readonly [number, number, number]) => void,
): void {
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
    visit([a, b, c], [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx]);
  }
}
