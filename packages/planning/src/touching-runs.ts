import type { Grid } from "@cantlie/volume";
import type { VoxelRuns } from "./voxel-runs.ts";

/**
 * Calls `touch` for every two runs that touch, by face, edge or corner, with the number of faces that they share across `axis`; the
 * later run comes first, but along i.
 */
export function forTouchingRuns(
  { size: [ni, nj, nk] }: Grid,
  { first, length }: VoxelRuns,
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
