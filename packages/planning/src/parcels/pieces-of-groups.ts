import type { Grid } from "@cantlie/volume";
import { faceAreasMm2 } from "../face-areas.ts";
import type { ClassRuns } from "../voxel-classes.ts";
import { pairNumbers } from "./pair-numbers.ts";

/** Connected pieces (26 neighbours) of groups of voxels, and which of them touch. */
export interface PiecesOfGroups {
  readonly count: number;
  /** piece of each run */
  readonly piece: Int32Array;
  /** group of each piece */
  readonly group: Int32Array;
  /** pairs of pieces that touch by face, edge or corner: `a[n]` < `b[n]` */
  readonly touching: {
    readonly a: Int32Array;
    readonly b: Int32Array;
    /** area of the voxel faces between them, 0 where they touch by edge or corner alone */
    readonly areaMm2: Float64Array;
  };
}

/** @param runs all organ voxels; neighbours along i may be runs of different groups */
export function piecesOfGroups(grid: Grid, runs: ClassRuns): PiecesOfGroups {
  const { first, length, of } = runs;
  const joined = Int32Array.from(first, (_, run) => run);
  const root = (run: number): number => {
    let at = run;
    while (joined[at] !== at) {
      joined[at] = joined[joined[at]!]!;
      at = joined[at]!;
    }
    return at;
  };
  forTouchingRuns(grid, runs, (a, b) => {
    if (of[a] !== of[b]) return;
    const [x, y] = [root(a), root(b)];
    joined[Math.max(x, y)] = Math.min(x, y);
  });
  // the least run of a piece is its root, so it comes before the others
  const group: number[] = [];
  const piece = new Int32Array(first.length);
  for (let run = 0; run < first.length; run++) {
    const top = root(run);
    piece[run] = top === run ? group.push(of[run]!) - 1 : piece[top]!;
  }
  return {
    count: group.length,
    piece,
    group: Int32Array.from(group),
    touching: touchingPieces(grid, { first, length, of: piece }),
  };
}

function touchingPieces(grid: Grid, runs: ClassRuns): PiecesOfGroups["touching"] {
  const areasMm2 = faceAreasMm2(grid);
  const numbers = pairNumbers();
  const areaMm2: number[] = [];
  const { of } = runs;
  forTouchingRuns(grid, runs, (x, y, faces, axis) => {
    const [a, b] = [Math.min(of[x]!, of[y]!), Math.max(of[x]!, of[y]!)];
    if (a === b) return;
    const pair = numbers.numberOf(a, b);
    if (pair === areaMm2.length) areaMm2.push(0);
    areaMm2[pair]! += faces * areasMm2[axis];
  });
  return { ...numbers.pairs(), areaMm2: Float64Array.from(areaMm2) };
}

/** Calls `touch` for every two runs that touch, with the number of faces that they share across `axis`. */
function forTouchingRuns(
  { size: [ni, nj, nk] }: Grid,
  { first, length }: ClassRuns,
  touch: (a: number, b: number, faces: number, axis: 0 | 1 | 2) => void,
): void {
  const rowStart = new Int32Array(nj * nk + 1);
  for (let run = 0; run < first.length; run++) rowStart[Math.floor(first[run]! / ni) + 1]!++;
  for (let row = 0; row < nj * nk; row++) rowStart[row + 1]! += rowStart[row]!;
  for (let row = 0; row < nj * nk; row++) {
    const [begin, end] = [rowStart[row]!, rowStart[row + 1]!];
    if (begin === end) continue;
    for (let run = begin + 1; run < end; run++) if (first[run - 1]! + length[run - 1]! === first[run]!) touch(run - 1, run, 1, 0);
    const j = row % nj;
    // rows before this one that touch it: the row in front, and three of the slice below
    const touching = [j > 0 ? row - 1 : -1, row - nj, j > 0 ? row - nj - 1 : -1, j < nj - 1 ? row - nj + 1 : -1];
    for (let n = 0; n < 4; n++) {
      const other = touching[n]!;
      if (other < 0) continue;
      const shift = (row - other) * ni;
      const otherEnd = rowStart[other + 1]!;
      for (let a = begin, from = rowStart[other]!; a < end && from < otherEnd; a++) {
        const aFirst = first[a]! - shift;
        const aEnd = aFirst + length[a]!;
        while (from < otherEnd && first[from]! + length[from]! < aFirst) from++;
        for (let b = from; b < otherEnd && first[b]! <= aEnd; b++) {
          const shared = Math.min(aEnd, first[b]! + length[b]!) - Math.max(aFirst, first[b]!);
          if (n === 0) touch(a, b, Math.max(0, shared), 1);
          else if (n === 1) touch(a, b, Math.max(0, shared), 2);
          else touch(a, b, 0, 2);
        }
      }
    }
  }
}
