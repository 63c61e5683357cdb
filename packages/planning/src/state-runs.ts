import { type Grid, voxelCount } from "@cantlie/volume";
import type { ClassRuns } from "./voxel-classes.ts";
import type { VoxelRuns } from "./voxel-runs.ts";

/** Organ voxels as runs of one state along i: a liver of millions of voxels has only some ten thousand of them. */
export interface StateRuns extends VoxelRuns {
  /** a value of VOXEL_STATE per run */
  readonly state: Uint8Array;
}

/** Gives every voxel the state of its class. */
export function runsOfFates(grid: Grid, { first, length, of }: ClassRuns, fateOfClass: Uint8Array): StateRuns {
  const collected = collectRuns(grid, first.length);
  for (let run = 0; run < first.length; ) {
    const from = first[run]!;
    const state = fateOfClass[of[run]!]!;
    const rowEnd = grid.size[0] * (Math.floor(from / grid.size[0]) + 1);
    let end = from + length[run++]!;
    // most neighbours share a fate, and there are half a million runs of classes
    while (run < first.length && first[run] === end && fateOfClass[of[run]!] === state && end < rowEnd) end += length[run++]!;
    collected.add(from, end, state);
  }
  return collected.runs();
}

/** Changes the state of the voxels in `marked` from what it was to `changed` of it. */
export function withMarked(
  grid: Grid,
  { first, length, state }: StateRuns,
  marked: VoxelRuns,
  changed: (state: number) => number,
): StateRuns {
  const collected = collectRuns(grid, first.length + 2 * marked.first.length);
  for (let run = 0, mark = 0; run < first.length; run++) {
    const end = first[run]! + length[run]!;
    for (let voxel = first[run]!; voxel < end; ) {
      while (mark < marked.first.length && marked.first[mark]! + marked.length[mark]! <= voxel) mark++;
      const markFirst = mark < marked.first.length ? marked.first[mark]! : end;
      const isMarked = markFirst <= voxel;
      const partEnd = Math.min(end, isMarked ? markFirst + marked.length[mark]! : markFirst);
      collected.add(voxel, partEnd, isMarked ? changed(state[run]!) : state[run]!);
      voxel = partEnd;
    }
  }
  return collected.runs();
}

/** The voxels whose state is a member, in as few runs as they make. @param isMember one flag per possible state */
export function runsInStates(grid: Grid, { first, length, state }: StateRuns, isMember: readonly boolean[]): VoxelRuns {
  const collected = collectRuns(grid, first.length);
  for (let run = 0; run < first.length; run++)
    if (isMember[state[run]!]) collected.add(first[run]!, first[run]! + length[run]!, 1);
  return collected.runs();
}

/** One value of VOXEL_STATE per voxel of `grid`, 0 outside the organ. */
export function stateOnGrid(grid: Grid, { first, length, state }: StateRuns): Uint8Array {
  const onGrid = new Uint8Array(voxelCount(grid));
  for (let run = 0; run < first.length; run++) onGrid.fill(state[run]!, first[run]!, first[run]! + length[run]!);
  return onGrid;
}

/** Joins neighbours of one state as they come, ascending; `most` runs at most. */
function collectRuns(grid: Grid, most: number) {
  const ni = grid.size[0];
  const first = new Int32Array(most);
  const length = new Int32Array(most);
  const states = new Uint8Array(most);
  let count = 0;
  let rowEnd = -1;
  let lastEnd = -1;
  const add = (from: number, end: number, state: number): void => {
    if (from < rowEnd && from === lastEnd && state === states[count - 1]) length[count - 1]! += end - from;
    else {
      if (from >= rowEnd) rowEnd = ni * (Math.floor(from / ni) + 1);
      first[count] = from;
      length[count] = end - from;
      states[count++] = state;
    }
    lastEnd = end;
  };
  const runs = (): StateRuns => ({
    first: first.slice(0, count),
    length: length.slice(0, count),
    state: states.slice(0, count),
  });
  return { add, runs };
}
