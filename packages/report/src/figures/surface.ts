import { type Mesh, vertexNormals } from "@cantlie/geometry";
import type { Grid, Kernels } from "@cantlie/volume";

/** A mesh for pictures: smoothed, with a unit outward normal per vertex. */
export interface Surface extends Mesh {
  /** x, y, z of each vertex's unit normal, LPS */
  readonly normals: Float32Array;
}

/** Surface of a mask, for display only: no number of the report is measured on it. No triangles for an empty mask. */
export function displaySurface(
  mask: { readonly values: Uint8Array; readonly grid: Grid },
  kernels: Pick<Kernels, "surfaceNets">,
  smoothingRounds: number,
): Surface {
  return smoothSurface(kernels.surfaceNets(mask.values, mask.grid), smoothingRounds);
}

/** `mesh` without its voxels' steps, with normals. The rim of an open mesh moves inwards a little. */
export function smoothSurface(mesh: Mesh, smoothingRounds: number): Surface {
  const smoothed = { positionsMm: smooth(mesh, smoothingRounds), triangles: mesh.triangles };
  return { ...smoothed, normals: vertexNormals(smoothed) };
}

/** Shrinking and widening steps of Taubin 1995 (doi:10.1145/218380.218473), pass band 0.1: steps vanish, volume stays. */
const SHRINK = 0.5;
const WIDEN = -0.53;

function smooth(mesh: Mesh, rounds: number): Float32Array {
  let from = Float32Array.from(mesh.positionsMm);
  let sums = new Float32Array(from.length);
  const shares = neighbourCounts(mesh).map((count) => (count === 0 ? 0 : 1 / count));
  for (let step = 0; step < 2 * rounds; step++) {
    sumNeighbours(from, mesh.triangles, sums);
    const factor = step % 2 === 0 ? SHRINK : WIDEN;
    for (let v = 0, c = 0; v < shares.length; v++) {
      const share = shares[v]!;
      for (const end = c + 3; c < end; c++) sums[c] = from[c]! + factor * (sums[c]! * share - from[c]!);
    }
    [from, sums] = [sums, from];
  }
  return from;
}

/** A value per vertex, averaged `rounds` times with its neighbours. */
export function blurOverSurface(perVertex: Float32Array, mesh: Mesh, rounds: number): Float32Array {
  const counts = neighbourCounts(mesh);
  const blurred = Float32Array.from(perVertex);
  const sums = new Float32Array(blurred.length);
  const t = mesh.triangles;
  for (let round = 0; round < rounds; round++) {
    sums.fill(0);
    for (let i = 0; i < t.length; i += 3) {
      const a = t[i]!;
      const b = t[i + 1]!;
      const c = t[i + 2]!;
      sums[a]! += blurred[b]! + blurred[c]!;
      sums[b]! += blurred[c]! + blurred[a]!;
      sums[c]! += blurred[a]! + blurred[b]!;
    }
    for (let v = 0; v < counts.length; v++) if (counts[v]) blurred[v] = (blurred[v]! + sums[v]! / counts[v]!) / 2;
  }
  return blurred;
}

/** The triangles of `mesh` that have at least two corners among the vertices marked in `isKept`, and the vertices they need. */
export function partOfMesh(mesh: Mesh, isKept: Uint8Array): Mesh {
  const t = mesh.triangles;
  const newIndex = new Int32Array(isKept.length).fill(-1);
  const triangles = new Uint32Array(t.length);
  const positionsMm = new Float32Array(mesh.positionsMm.length);
  let corners = 0;
  let vertices = 0;
  for (let i = 0; i < t.length; i += 3) {
    if (isKept[t[i]!]! + isKept[t[i + 1]!]! + isKept[t[i + 2]!]! < 2) continue;
    for (let corner = i; corner < i + 3; corner++) {
      const vertex = t[corner]!;
      if (newIndex[vertex] === -1) {
        newIndex[vertex] = vertices;
        for (let axis = 0; axis < 3; axis++) positionsMm[3 * vertices + axis] = mesh.positionsMm[3 * vertex + axis]!;
        vertices++;
      }
      triangles[corners++] = newIndex[vertex]!;
    }
  }
  return { positionsMm: positionsMm.slice(0, 3 * vertices), triangles: triangles.slice(0, corners) };
}

/** Each edge of a closed mesh belongs to two triangles, so every neighbour is counted twice, and summed twice too. */
function neighbourCounts(mesh: Mesh): Float32Array {
  const counts = new Float32Array(mesh.positionsMm.length / 3);
  for (let i = 0; i < mesh.triangles.length; i++) counts[mesh.triangles[i]!]! += 2;
  return counts;
}

function sumNeighbours(p: Float32Array, t: Uint32Array, sums: Float32Array): void {
  sums.fill(0);
  for (let i = 0; i < t.length; i += 3) {
    const a = 3 * t[i]!;
    const b = 3 * t[i + 1]!;
    const c = 3 * t[i + 2]!;
    for (let axis = 0; axis < 3; axis++) {
      const pa = p[a + axis]!;
      const pb = p[b + axis]!;
      const pc = p[c + axis]!;
      sums[a + axis]! += pb + pc;
      sums[b + axis]! += pc + pa;
      sums[c + axis]! += pa + pb;
    }
  }
}
