import type { Grid } from "@cantlie/volume";
import type { VoxelRuns } from "./voxel-runs.ts";

/** Answers whether a voxel is in a set. */
export interface RunLookup {
  readonly holds: (voxel: number) => boolean;
  /** how many voxels of one row are in the set, from flat index `first` to before `end` */
  readonly countWithin: (first: number, end: number) => number;
}

/** A look at one voxel costs a step per run of its row. */
export function runLookup(grid: Grid, { first, length }: VoxelRuns): RunLookup {
  const [ni, nj, nk] = grid.size;
  const rowStart = new Int32Array(nj * nk + 1);
  for (let row = 0, run = 0; row < nj * nk; row++) {
    const rowEnd = ni * (row + 1);
    while (run < first.length && first[run]! < rowEnd) run++;
    rowStart[row + 1] = run;
  }
  return {
    holds(voxel) {
      const row = Math.floor(voxel / ni);
      const end = rowStart[row + 1]!;
      for (let run = rowStart[row]!; run < end && first[run]! <= voxel; run++)
        if (voxel < first[run]! + length[run]!) return true;
      return false;
    },
    countWithin(from, to) {
      const row = Math.floor(from / ni);
      const end = rowStart[row + 1]!;
      let voxels = 0;
      for (let run = rowStart[row]!; run < end && first[run]! < to; run++)
        voxels += Math.max(0, Math.min(to, first[run]! + length[run]!) - Math.max(from, first[run]!));
      return voxels;
    },
  };
}
