import type { Grid } from "@cantlie/volume";
import { joinedRuns } from "./joined-runs.ts";
import { forTouchingRuns } from "./touching-runs.ts";
import type { VoxelRuns } from "./voxel-runs.ts";

/** Connected pieces (26 neighbours) of a set of voxels. */
export interface Pieces {
  /** voxels of each piece, in the order of their first voxel */
  readonly sizes: readonly number[];
  /** piece of each run */
  readonly piece: Int32Array;
}

/**
 * Joins runs along i to the runs of the rows that touch theirs: a liver of millions of voxels has only some ten thousand runs.
 *
 * @param runs no two of which are neighbours along i
 */
export function piecesOf(grid: Grid, runs: VoxelRuns): Pieces {
  const { count, piece } = joinedRuns(runs.first.length, (join) => {
    forTouchingRuns(grid, runs, join);
  });
  const sizes = new Array<number>(count).fill(0);
  for (let run = 0; run < piece.length; run++) sizes[piece[run]!]! += runs.length[run]!;
  return { sizes, piece };
}
