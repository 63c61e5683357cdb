import type { Grid } from "./grid.ts";
import { searchNonZero } from "./next-non-zero.ts";
import { requireOneValuePerVoxel } from "./one-value-per-voxel.ts";

/**
 * Flat indices, ascending, of the foreground voxels that have at least one face neighbour outside the mask or outside the grid.
 *
 * @throws RangeError if `mask` does not have one value per voxel of `grid`
 */
export function maskSurfaceVoxels(mask: Uint8Array, grid: Grid): Int32Array {
  requireOneValuePerVoxel(mask, grid, "mask");
  const [ni, nj, nk] = grid.size;
  const slice = ni * nj;
  const nextNonZero = searchNonZero(mask);
  const surface: number[] = [];
  for (let at = nextNonZero(0); at < mask.length; at = nextNonZero(at + 1)) {
    // neighbours by index; on the grid's border these may be other rows' voxels, which is asked after
    const isBetween = mask[at - 1] && mask[at + 1] && mask[at - ni] && mask[at + ni] && mask[at - slice] && mask[at + slice];
    if (!isBetween || isOnBorder(at)) surface.push(at);
  }
  return Int32Array.from(surface);

  function isOnBorder(at: number): boolean {
    const i = at % ni;
    const rows = (at - i) / ni;
    const j = rows % nj;
    const k = (rows - j) / nj;
    return i === 0 || j === 0 || k === 0 || i === ni - 1 || j === nj - 1 || k === nk - 1;
  }
}
