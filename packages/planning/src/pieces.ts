import type { Grid } from "@cantlie/volume";
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
export function piecesOf(grid: Grid, { first, length }: VoxelRuns): Pieces {
  const joined = new Int32Array(first.length);
  for (let run = 0; run < joined.length; run++) joined[run] = run;
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

  // the least run of a piece is its root, so it comes before the others
  const sizes: number[] = [];
  const piece = new Int32Array(first.length);
  for (let run = 0; run < first.length; run++) {
    const top = root(run);
    piece[run] = top === run ? sizes.push(0) - 1 : piece[top]!;
    sizes[piece[run]!]! += length[run]!;
  }
  return { sizes, piece };
}

/** Calls `join` for every two runs that touch, by face, edge or corner. */
function forTouchingRuns(grid: Grid, first: Int32Array, length: Int32Array, join: (a: number, b: number) => void): void {
  const [ni, nj, nk] = grid.size;
  const rowStart = new Int32Array(nj * nk + 1);
  for (let run = 0; run < first.length; run++) rowStart[Math.floor(first[run]! / ni) + 1]!++;
  for (let row = 0; row < nj * nk; row++) rowStart[row + 1]! += rowStart[row]!;
  for (let row = 0; row < nj * nk; row++) {
    if (rowStart[row] === rowStart[row + 1]) continue;
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
