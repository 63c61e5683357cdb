import type { Grid } from "@cantlie/volume";
import { runsWithin, type VoxelRuns } from "./voxel-runs.ts";

/** Connected pieces (26 neighbours) of the organ voxels that belong to a set. */
export interface Pieces {
  /** voxels of each piece, in the order of their first voxel */
  readonly sizes: readonly number[];
  /** runs of voxels along i: first flat index, length, piece */
  readonly runs: VoxelRuns & { readonly piece: Int32Array };
}

/**
 * Works on runs along i and joins them to the runs of the rows that touch theirs: a liver of millions of voxels has only some
 * ten thousand runs, so this costs one pass over the voxels.
 *
 * @param organRuns the organ's voxels
 * @param isMember one flag per possible value of `values`
 */
export function piecesOf(grid: Grid, organRuns: VoxelRuns, values: Uint8Array, isMember: readonly boolean[]): Pieces {
  const { first, length } = runsWithin(organRuns, values, isMember);
  const joined = Int32Array.from(first, (_, run) => run);
  const root = (run: number): number => {
    let at = run;
    while (joined[at] !== at) {
      joined[at] = joined[joined[at]!]!;
      at = joined[at]!;
    }
    return at;
  };
  const join = (a: number, b: number): void => {
    const [x, y] = [root(a), root(b)];
    joined[Math.max(x, y)] = Math.min(x, y);
  };
  forTouchingRuns(grid, first, length, join);

  const pieceOfRoot = new Map<number, number>();
  const sizes: number[] = [];
  const piece = Int32Array.from(first, (_, run) => {
    const top = root(run);
    const known = pieceOfRoot.get(top) ?? sizes.push(0) - 1;
    pieceOfRoot.set(top, known);
    sizes[known]! += length[run]!;
    return known;
  });
  return { sizes, runs: { first, length, piece } };
}

/** Calls `join` for every two runs that touch, by face, edge or corner. */
function forTouchingRuns(grid: Grid, first: Int32Array, length: Int32Array, join: (a: number, b: number) => void): void {
  const [ni, nj, nk] = grid.size;
  const rowStart = new Int32Array(nj * nk + 1);
  for (const voxel of first) rowStart[Math.floor(voxel / ni) + 1]!++;
  for (let row = 0; row < nj * nk; row++) rowStart[row + 1]! += rowStart[row]!;
  for (let row = 0; row < nj * nk; row++) {
    const j = row % nj;
    // rows before this one that touch it: the row in front, and three of the slice below
    const touching = [j > 0 ? row - 1 : -1, row - nj, j > 0 ? row - nj - 1 : -1, j < nj - 1 ? row - nj + 1 : -1];
    for (const other of touching) {
      if (other < 0) continue;
      let b = rowStart[other]!;
      const bEnd = rowStart[other + 1]!;
      for (let a = rowStart[row]!; a < rowStart[row + 1]! && b < bEnd; ) {
        const aFirst = first[a]! - row * ni;
        const aLast = aFirst + length[a]! - 1;
        const bFirst = first[b]! - other * ni;
        const bLast = bFirst + length[b]! - 1;
        if (aFirst <= bLast + 1 && bFirst <= aLast + 1) join(a, b);
        if (aLast < bLast) a++;
        else b++;
      }
    }
  }
}
