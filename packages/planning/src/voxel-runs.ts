import { type Grid, voxelCount } from "@cantlie/volume";

/** Voxels as runs of neighbours along i, ascending; no run goes on into the next row. */
export interface VoxelRuns {
  /** flat index of each run's first voxel */
  readonly first: Int32Array;
  /** voxels of each run */
  readonly length: Int32Array;
}

/** The foreground of a mask. */
export function runsOf(grid: Grid, mask: Uint8Array): VoxelRuns {
  const [ni, nj, nk] = grid.size;
  const rows = Int32Array.from({ length: nj * nk }, (_, row) => ni * row);
  return runsWithin({ first: rows, length: new Int32Array(rows.length).fill(ni) }, mask);
}

/** The parts of `runs` where `mask` is not zero. */
export function runsWithin(runs: VoxelRuns, mask: Uint8Array): VoxelRuns {
  const first: number[] = [];
  const length: number[] = [];
  const words = wordsOf(mask);
  for (let run = 0; run < runs.first.length; run++) {
    const end = runs.first[run]! + runs.length[run]!;
    for (let voxel = runs.first[run]!; voxel < end; ) {
      if (mask[voxel] === 0) {
        // four voxels at a time
        if ((voxel & 3) === 0 && words[voxel >> 2] === 0) voxel += 4;
        else voxel++;
        continue;
      }
      const from = voxel;
      while (voxel < end && mask[voxel] !== 0) voxel += (voxel & 3) === 0 && words[voxel >> 2] === FOUR_ONES ? 4 : 1;
      voxel = Math.min(voxel, end);
      first.push(from);
      length.push(voxel - from);
    }
  }
  return { first: new Int32Array(first), length: new Int32Array(length) };
}

/** The voxels of `runs` for which `isMember` holds; asked of each flat index, ascending. */
export function runsWhere(runs: VoxelRuns, isMember: (voxel: number) => boolean): VoxelRuns {
  const first: number[] = [];
  const length: number[] = [];
  for (let run = 0; run < runs.first.length; run++) {
    const end = runs.first[run]! + runs.length[run]!;
    for (let voxel = runs.first[run]!; voxel < end; voxel++) {
      if (!isMember(voxel)) continue;
      const from = voxel++;
      while (voxel < end && isMember(voxel)) voxel++;
      first.push(from);
      length.push(voxel - from);
    }
  }
  return { first: new Int32Array(first), length: new Int32Array(length) };
}

const FOUR_ONES = 0x01010101;

/** Four values each; the last few are left out. */
function wordsOf(mask: Uint8Array): Uint32Array {
  const aligned = mask.byteOffset % 4 === 0 ? mask : mask.slice();
  return new Uint32Array(aligned.buffer, aligned.byteOffset, mask.length >> 2);
}

/** Number of voxels in all runs. */
export function voxelsInRuns({ length }: VoxelRuns): number {
  let voxels = 0;
  for (let run = 0; run < length.length; run++) voxels += length[run]!;
  return voxels;
}

/** One byte per voxel of `grid`: 1 in the runs. */
export function maskOfRuns(grid: Grid, { first, length }: VoxelRuns): Uint8Array {
  const mask = new Uint8Array(voxelCount(grid));
  for (let run = 0; run < first.length; run++) mask.fill(1, first[run]!, first[run]! + length[run]!);
  return mask;
}

/** Flat indices, ascending. */
export function voxelsOfRuns(runs: VoxelRuns): Int32Array {
  const voxels = new Int32Array(voxelsInRuns(runs));
  for (let run = 0, n = 0; run < runs.first.length; run++)
    for (let step = 0; step < runs.length[run]!; step++) voxels[n++] = runs.first[run]! + step;
  return voxels;
}
