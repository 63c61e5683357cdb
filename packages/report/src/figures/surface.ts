import type { Mesh } from "@cantlie/geometry";
import { boundingBox, type Grid, type Kernels, type VoxelBox, voxelToWorld } from "@cantlie/volume";

/** A mesh for pictures: smoothed, with a unit outward normal per vertex. */
export interface Surface extends Mesh {
  /** x, y, z of each vertex's unit normal, LPS */
  readonly normals: Float32Array;
}

export interface SurfaceDetail {
  /** voxels are merged until they are about this large; finer grids stay as they are */
  readonly voxelMm: number;
  /** a merged voxel is inside if at least this fraction of it is */
  readonly insideFraction: number;
  readonly smoothingRounds: number;
}

/** A region of a grid: the voxels of `values` that have the value `equalTo`, or that are not 0 if that is absent. */
export interface Region {
  readonly values: Uint8Array | Uint16Array;
  readonly grid: Grid;
  readonly equalTo?: number;
  /** a box that holds the whole region; found by looking at every voxel if absent */
  readonly box?: VoxelBox;
}

/** Surface of a region, for display only: no number of the report is measured on it. No triangles for an empty region. */
export function displaySurface(region: Region, kernels: Pick<Kernels, "surfaceNets">, detail: SurfaceDetail): Surface {
  const box = region.box ?? boundingBox(region.values, region.grid);
  if (!box) return { positionsMm: new Float32Array(0), triangles: new Uint32Array(0), normals: new Float32Array(0) };
  const coarse = mergeVoxels(region, box, detail);
  const mesh = kernels.surfaceNets(coarse.values, coarse.grid);
  const positionsMm = smooth(mesh, detail.smoothingRounds);
  return { positionsMm, triangles: mesh.triangles, normals: vertexNormals(positionsMm, mesh.triangles) };
}

/** The region's box on a coarser grid, a merged voxel being 1 if enough of it is inside. */
function mergeVoxels(
  { values, grid, equalTo }: Region,
  box: VoxelBox,
  detail: SurfaceDetail,
): { grid: Grid; values: Uint8Array } {
  const merge = grid.spacingMm.map((spacing) => Math.max(1, Math.round(detail.voxelMm / spacing))) as [number, number, number];
  const [ni, nj] = grid.size;
  const [mi, mj, mk] = [0, 1, 2].map((axis) => Math.ceil(box.size[axis]! / merge[axis]!)) as [number, number, number];
  const counts = new Uint16Array(mi * mj * mk);
  const columnOf = new Uint32Array(box.size[0]);
  for (let i = 0; i < columnOf.length; i++) columnOf[i] = Math.floor(i / merge[0]);
  for (let k = 0; k < box.size[2]; k++)
    for (let j = 0; j < box.size[1]; j++) {
      const row = mi * (Math.floor(j / merge[1]) + mj * Math.floor(k / merge[2]));
      const from = box.start[0] + ni * (box.start[1] + j + nj * (box.start[2] + k));
      for (let i = 0; i < columnOf.length; i++) {
        const value = values[from + i]!;
        if (equalTo === undefined ? value !== 0 : value === equalTo) counts[row + columnOf[i]!]!++;
      }
    }
  const needed = Math.max(1, Math.ceil(detail.insideFraction * merge[0] * merge[1] * merge[2]));
  const merged = new Uint8Array(counts.length);
  for (let index = 0; index < counts.length; index++) merged[index] = counts[index]! >= needed ? 1 : 0;
  const middle = (axis: 0 | 1 | 2) => box.start[axis] + (merge[axis] - 1) / 2;
  const spacingMm = [grid.spacingMm[0] * merge[0], grid.spacingMm[1] * merge[1], grid.spacingMm[2] * merge[2]] as const;
  const originMm = voxelToWorld(grid, middle(0), middle(1), middle(2));
  return { grid: { ...grid, size: [mi, mj, mk], spacingMm, originMm }, values: merged };
}

/** Shrinking and widening steps of Taubin 1995 (doi:10.1145/218380.218473), pass band 0.1: steps vanish, volume stays. */
const SHRINK = 0.5;
const WIDEN = -0.53;

function smooth(mesh: Mesh, rounds: number): Float32Array {
  let from = Float32Array.from(mesh.positionsMm);
  let sums = new Float32Array(from.length);
  const counts = neighbourCounts(mesh);
  for (let step = 0; step < 2 * rounds; step++) {
    sumNeighbours(from, mesh.triangles, sums);
    const factor = step % 2 === 0 ? SHRINK : WIDEN;
    for (let v = 0; v < counts.length; v++) {
      const n = counts[v]!;
      if (n === 0) continue;
      for (let c = 3 * v; c < 3 * v + 3; c++) sums[c] = from[c]! + factor * (sums[c]! / n - from[c]!);
    }
    [from, sums] = [sums, from];
  }
  return from;
}

/** A value per vertex, averaged `rounds` times with its neighbours. */
export function blurOverSurface(perVertex: Float32Array, mesh: Mesh, rounds: number): Float32Array {
  const counts = neighbourCounts(mesh);
  const blurred = Float32Array.from(perVertex);
  const t = mesh.triangles;
  for (let round = 0; round < rounds; round++) {
    const sums = new Float32Array(blurred.length);
    for (let i = 0; i < t.length; i += 3) {
      const [a, b, c] = [t[i]!, t[i + 1]!, t[i + 2]!];
      sums[a]! += blurred[b]! + blurred[c]!;
      sums[b]! += blurred[c]! + blurred[a]!;
      sums[c]! += blurred[a]! + blurred[b]!;
    }
    for (let v = 0; v < counts.length; v++) if (counts[v]) blurred[v] = (blurred[v]! + sums[v]! / counts[v]!) / 2;
  }
  return blurred;
}

/** Each edge of a closed mesh belongs to two triangles, so every neighbour is counted twice, and summed twice too. */
function neighbourCounts(mesh: Mesh): Uint16Array {
  const counts = new Uint16Array(mesh.positionsMm.length / 3);
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
      const [pa, pb, pc] = [p[a + axis]!, p[b + axis]!, p[c + axis]!];
      sums[a + axis]! += pb + pc;
      sums[b + axis]! += pc + pa;
      sums[c + axis]! += pa + pb;
    }
  }
}

function vertexNormals(p: Float32Array, t: Uint32Array): Float32Array {
  const normals = new Float32Array(p.length);
  for (let i = 0; i < t.length; i += 3) {
    const a = 3 * t[i]!;
    const b = 3 * t[i + 1]!;
    const c = 3 * t[i + 2]!;
    const [ux, uy, uz] = [p[b]! - p[a]!, p[b + 1]! - p[a + 1]!, p[b + 2]! - p[a + 2]!];
    const [vx, vy, vz] = [p[c]! - p[a]!, p[c + 1]! - p[a + 1]!, p[c + 2]! - p[a + 2]!];
    const [nx, ny, nz] = [uy * vz - uz * vy, uz * vx - ux * vz, ux * vy - uy * vx];
    for (const vertex of [a, b, c]) {
      normals[vertex]! += nx;
      normals[vertex + 1]! += ny;
      normals[vertex + 2]! += nz;
    }
  }
  for (let v = 0; v < normals.length; v += 3) {
    const norm = Math.hypot(normals[v]!, normals[v + 1]!, normals[v + 2]!) || 1;
    normals[v]! /= norm;
    normals[v + 1]! /= norm;
    normals[v + 2]! /= norm;
  }
  return normals;
}
