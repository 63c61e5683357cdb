import type { Grid } from "@cantlie/volume";

/** A set of voxels as flat indices on a grid, ascending. */
export interface VoxelBody {
  readonly voxels: readonly number[];
  /** those that have a face neighbour outside the set, or lie at the grid's border */
  readonly surface: readonly number[];
}

/** The body made of the given voxels (flat indices, ascending). */
export function voxelBody(voxels: readonly number[], grid: Grid): VoxelBody {
  const inside = new Set(voxels);
  const { size } = grid;
  const slice = size[0] * size[1];
  const surface = voxels.filter(
    (at) =>
      isAtBorder(at, grid) ||
      !inside.has(at - 1) ||
      !inside.has(at + 1) ||
      !inside.has(at - size[0]) ||
      !inside.has(at + size[0]) ||
      !inside.has(at - slice) ||
      !inside.has(at + slice),
  );
  return { voxels, surface };
}

/** Flat indices of the voxels of `mask` that have a face neighbour outside it or lie at the grid's border, ascending. */
export function surfaceVoxels(mask: Uint8Array, grid: Grid): number[] {
  const [ni, nj] = grid.size;
  const slice = ni * nj;
  const surface: number[] = [];
  for (let at = 0; at < mask.length; at++) {
    if (mask[at] === 0) continue;
    // an interior voxel has six neighbours in the mask; the border is asked last because it costs a division
    const isInterior = mask[at - 1] && mask[at + 1] && mask[at - ni] && mask[at + ni] && mask[at - slice] && mask[at + slice];
    if (!isInterior || isAtBorder(at, grid)) surface.push(at);
  }
  return surface;
}

/** Whether a voxel lies in the outermost layer of the grid. */
export function isAtBorder(index: number, grid: Grid): boolean {
  const [ni, nj, nk] = grid.size;
  const i = index % ni;
  const j = Math.floor(index / ni) % nj;
  const k = Math.floor(index / (ni * nj));
  return i === 0 || j === 0 || k === 0 || i === ni - 1 || j === nj - 1 || k === nk - 1;
}
