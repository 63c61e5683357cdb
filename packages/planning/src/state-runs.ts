import { type Grid, voxelCount } from "@cantlie/volume";
import type { ClassRuns } from "./voxel-classes.ts";
import type { VoxelRuns } from "./voxel-runs.ts";

/** Organ voxels as runs of one state along i: a liver of millions of voxels has only some ten thousand of them. */
export interface StateRuns extends VoxelRuns {
  /** a value of VOXEL_STATE per run */
  readonly state: Uint8Array;
}

/** One state for all. */
export function runsInState(runs: VoxelRuns, state: number): StateRuns {
  return { ...runs, state: new Uint8Array(runs.first.length).fill(state) };
}

/** The voxels of some classes, each with the state of its class; classes with the state 0 are left out. */
export function runsOfFates(grid: Grid, { first, length, of }: ClassRuns, fateOfClass: Uint8Array): StateRuns {
  let most = 0;
  for (let run = 0; run < of.length; run++) if (fateOfClass[of[run]!] !== 0) most++;
  const collected = collectRuns(grid, most);
  for (let run = 0; run < of.length; run++) {
    const state = fateOfClass[of[run]!]!;
    if (state !== 0) collected.add(first[run]!, first[run]! + length[run]!, state);
  }
  return collected.runs();
}

/** `below` with the states of `above` where that has any. */
export function painted(grid: Grid, below: StateRuns, above: StateRuns): StateRuns {
  const { first, length, state } = below;
  const collected = collectRuns(grid, first.length + 2 * above.first.length);
  for (let run = 0, over = 0; run < first.length; run++) {
    const end = first[run]! + length[run]!;
    for (let voxel = first[run]!; voxel < end; ) {
      while (over < above.first.length && above.first[over]! + above.length[over]! <= voxel) over++;
      const overFirst = over < above.first.length ? above.first[over]! : end;
      const isOver = overFirst <= voxel;
      const partEnd = Math.min(end, isOver ? overFirst + above.length[over]! : overFirst);
      collected.add(voxel, partEnd, isOver ? above.state[over]! : state[run]!);
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
  const runs = (): StateRuns => ({ first: first.slice(0, count), length: length.slice(0, count), state: states.slice(0, count) });
  return { add, runs };
}
