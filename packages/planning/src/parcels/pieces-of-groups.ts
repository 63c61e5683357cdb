import type { Grid } from "@cantlie/volume";
import { faceAreasMm2 } from "../face-areas.ts";
import { joinedRuns } from "../joined-runs.ts";
import { forTouchingRuns } from "../touching-runs.ts";
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
  const { count, piece } = joinedRuns(first.length, (join) => {
    forTouchingRuns(grid, runs, (a, b) => {
      if (of[a] === of[b]) join(a, b);
    });
  });
  const group = new Int32Array(count);
  for (let run = 0; run < piece.length; run++) group[piece[run]!] = of[run]!;
  return {
    count,
    piece,
    group,
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
