import type { Grid } from "@cantlie/volume";

/** Voxels as runs of neighbours along i, ascending. */
export interface VoxelRuns {
  /** flat index of each run's first voxel */
  readonly first: Int32Array;
  /** voxels of each run */
  readonly length: Int32Array;
}

/** @param voxels flat indices, ascending */
export function runsOf(grid: Grid, voxels: Int32Array): VoxelRuns {
  const ni = grid.size[0];
  const first: number[] = [];
  const length: number[] = [];
  let expected = -1;
  for (const voxel of voxels) {
    if (voxel === expected && voxel % ni !== 0) length[length.length - 1]!++;
    else {
      first.push(voxel);
      length.push(1);
    }
    expected = voxel + 1;
  }
  return { first: Int32Array.from(first), length: Int32Array.from(length) };
}

/** The parts of `runs` whose voxels have a value that is a member. */
export function runsWithin(runs: VoxelRuns, values: Uint8Array, isMember: readonly boolean[]): VoxelRuns {
  const member = Uint8Array.from({ length: 256 }, (_, value) => (isMember[value] ? 1 : 0));
  const first: number[] = [];
  const length: number[] = [];
  for (let run = 0; run < runs.first.length; run++) {
    const end = runs.first[run]! + runs.length[run]!;
    for (let voxel = runs.first[run]!; voxel < end; voxel++) {
      if (member[values[voxel]!] === 0) continue;
      const from = voxel;
      while (voxel < end && member[values[voxel]!] === 1) voxel++;
      first.push(from);
      length.push(voxel - from);
    }
  }
  return { first: Int32Array.from(first), length: Int32Array.from(length) };
}
