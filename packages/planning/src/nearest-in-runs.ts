import type { WorldPoint } from "@cantlie/geometry";
import { type Grid, worldToVoxel } from "@cantlie/volume";
import type { VoxelRuns } from "./voxel-runs.ts";

/** Flat index of the voxel of a set whose centre is nearest to a place, of those within `withinMm` (finite); -1 if there is none. */
export type NearestInRuns = (placeMm: WorldPoint, withinMm: number) => number;

/** Looks from the place outwards, slice by slice and row by row, and no farther than what it has found: one step per row and run. */
export function nearestInRuns(grid: Grid, { first, length }: VoxelRuns): NearestInRuns {
  const [ni, nj, nk] = grid.size;
  const [si, sj, sk] = grid.spacingMm;
  const rowStart = new Int32Array(nj * nk + 1);
  for (let run = 0; run < first.length; run++) rowStart[Math.floor(first[run]! / ni) + 1]!++;
  for (let row = 0; row < nj * nk; row++) rowStart[row + 1]! += rowStart[row]!;

  return (placeMm, withinMm) => {
    const [ci, cj, ck] = worldToVoxel(grid, placeMm);
    const nearestI = Math.round(ci);
    let nearest = -1;
    let least = withinMm * withinMm;
    for (let n = 0; ; n++) {
      const k = outwards(ck, n);
      const zz = ((k - ck) * sk) ** 2;
      if (zz > least) return nearest;
      if (k < 0 || k >= nk) continue;
      for (let m = 0; ; m++) {
        const j = outwards(cj, m);
        const across = zz + ((j - cj) * sj) ** 2;
        if (across > least) break;
        if (j < 0 || j >= nj) continue;
        const row = j + nj * k;
        for (let run = rowStart[row]!; run < rowStart[row + 1]!; run++) {
          const from = first[run]! - ni * row;
          const i = Math.min(Math.max(nearestI, from), from + length[run]! - 1);
          const squared = across + ((i - ci) * si) ** 2;
          if (squared > least) continue;
          nearest = ni * row + i;
          least = squared;
        }
      }
    }
  };
}

/** The whole numbers from `centre` on, none nearer than the one before it: the n-th. */
function outwards(centre: number, n: number): number {
  const start = Math.round(centre);
  const step = (n + 1) >> 1;
  return ((n & 1) === 1) === centre >= start ? start + step : start - step;
}
