import type { Grid } from "./grid.ts";
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
  const surface: number[] = [];
  for (let k = 0, at = 0; k < nk; k++)
    for (let j = 0; j < nj; j++)
      for (let i = 0; i < ni; i++, at++) {
        if (mask[at] === 0) continue;
        const isBuried =
          i > 0 &&
          j > 0 &&
          k > 0 &&
          i < ni - 1 &&
          j < nj - 1 &&
          k < nk - 1 &&
          mask[at - 1] !== 0 &&
          mask[at + 1] !== 0 &&
          mask[at - ni] !== 0 &&
          mask[at + ni] !== 0 &&
          mask[at - slice] !== 0 &&
          mask[at + slice] !== 0;
        if (!isBuried) surface.push(at);
      }
  return Int32Array.from(surface);
}
