import type { Grid, VoxelBox } from "@cantlie/volume";
import type { VoxelRuns } from "./voxel-runs.ts";

/** The voxels that are in `a`, in `b` or in both. */
export function uniteRuns(grid: Grid, a: VoxelRuns, b: VoxelRuns): VoxelRuns {
  if (a.first.length === 0) return b;
  if (b.first.length === 0) return a;
  const united = uniteAscending(grid, a.first.length + b.first.length);
  for (let m = 0, n = 0; m < a.first.length || n < b.first.length; ) {
    const isOfA = n === b.first.length || (m < a.first.length && a.first[m]! <= b.first[n]!);
    const from = isOfA ? a.first[m]! : b.first[n]!;
    united.add(from, from + (isOfA ? a.length[m++]! : b.length[n++]!));
  }
  return united.runs();
}

/** The voxels of `runs` that are not in `taken`. */
export function subtractRuns(runs: VoxelRuns, taken: VoxelRuns): VoxelRuns {
  if (taken.first.length === 0) return runs;
  const collected = collectRuns(runs.first.length + taken.first.length);
  for (let run = 0, n = firstRunPast(taken, runs.first[0] ?? 0); run < runs.first.length; run++) {
    let from = runs.first[run]!;
    const end = from + runs.length[run]!;
    n = firstRunPast(taken, from, n);
    for (let at = n; at < taken.first.length && taken.first[at]! < end; at++) {
      if (taken.first[at]! > from) collected.add(from, taken.first[at]!);
      from = taken.first[at]! + taken.length[at]!;
    }
    if (from < end) collected.add(from, end);
  }
  return collected.runs();
}

/** The voxels that are in both. */
export function intersectRuns(a: VoxelRuns, b: VoxelRuns): VoxelRuns {
  const collected = collectRuns(a.first.length + b.first.length);
  forCommonStretches(a, b, (from, end) => collected.add(from, end));
  return collected.runs();
}

/** How many voxels are in both. */
export function voxelsInBoth(a: VoxelRuns, b: VoxelRuns): number {
  let voxels = 0;
  forCommonStretches(a, b, (from, end) => {
    voxels += end - from;
  });
  return voxels;
}

/** Steps through both at once, over what lies before the other. */
function forCommonStretches(a: VoxelRuns, b: VoxelRuns, visit: (from: number, end: number) => void): void {
  for (let m = 0, n = 0; m < a.first.length && n < b.first.length; ) {
    const aEnd = a.first[m]! + a.length[m]!;
    const bEnd = b.first[n]! + b.length[n]!;
    const from = Math.max(a.first[m]!, b.first[n]!);
    const end = Math.min(aEnd, bEnd);
    if (from < end) visit(from, end);
    if (aEnd <= bEnd) m = aEnd <= b.first[n]! ? firstRunPast(a, b.first[n]!, m + 1) : m + 1;
    else n = bEnd <= a.first[m]! ? firstRunPast(b, a.first[m]!, n + 1) : n + 1;
  }
}

/** Steps that are taken one by one before a search by halves pays. */
const NEAR_STEPS = 8;

/** Position, from `start` on, of the first run that does not end before `voxel`. */
export function firstRunPast({ first, length }: VoxelRuns, voxel: number, start = 0): number {
  let from = start;
  for (let step = 0; step < NEAR_STEPS; step++, from++)
    if (from >= first.length || first[from]! + length[from]! > voxel) return from;
  // the nearer it lies the sooner it is found: steps double until one goes past it
  let step = NEAR_STEPS;
  while (from + step < first.length && first[from + step]! + length[from + step]! <= voxel) {
    from += step + 1;
    step *= 2;
  }
  let to = Math.min(first.length, from + step);
  while (from < to) {
    const middle = (from + to) >> 1;
    if (first[middle]! + length[middle]! <= voxel) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** The voxels of stretches along i, in any order and perhaps more than once. @param stretches first flat index and that past the last, of each */
export function runsOfStretches(grid: Grid, stretches: readonly number[]): VoxelRuns {
  const ni = grid.size[0];
  // one number each, so that they can be sorted as numbers: no stretch is longer than a row
  const keys = new Float64Array(stretches.length / 2);
  for (let n = 0; n < keys.length; n++) keys[n] = stretches[2 * n]! * (ni + 1) + stretches[2 * n + 1]! - stretches[2 * n]!;
  keys.sort();
  const united = uniteAscending(grid, keys.length);
  for (const key of keys) {
    const from = Math.floor(key / (ni + 1));
    united.add(from, from + (key % (ni + 1)));
  }
  return united.runs();
}

/** The voxels with these flat indices, in any order and perhaps more than once. */
export function runsOfVoxels(grid: Grid, voxels: ArrayLike<number>): VoxelRuns {
  const ni = grid.size[0];
  const ascending = ascendingVoxels(grid, voxels);
  const collected = collectRuns(ascending.length);
  let end = -1;
  for (let n = 0; n < ascending.length; n++) {
    const voxel = ascending[n]!;
    if (voxel < end) continue;
    if (voxel === end && voxel % ni !== 0) collected.lengthen(1);
    else collected.add(voxel, voxel + 1);
    end = voxel + 1;
  }
  return collected.runs();
}

/** Boxes of up to so many voxels per listed one are marked and read off, which takes less time than to sort a list. */
const MOST_MARKED_PER_VOXEL = 64;

function ascendingVoxels({ size: [ni, nj] }: Grid, voxels: ArrayLike<number>): ArrayLike<number> {
  const low = [Infinity, Infinity, Infinity];
  const high = [-1, -1, -1];
  let isAscending = true;
  for (let n = 0; n < voxels.length; n++) {
    const voxel = voxels[n]!;
    if (n > 0 && voxel < voxels[n - 1]!) isAscending = false;
    const row = Math.floor(voxel / ni);
    const k = Math.floor(row / nj);
    const [i, j] = [voxel - row * ni, row - k * nj];
    if (i < low[0]!) low[0] = i;
    if (i > high[0]!) high[0] = i;
    if (j < low[1]!) low[1] = j;
    if (j > high[1]!) high[1] = j;
    if (k < low[2]!) low[2] = k;
    if (k > high[2]!) high[2] = k;
  }
  if (isAscending) return voxels;
  const [mi, mj, mk] = [high[0]! - low[0]! + 1, high[1]! - low[1]! + 1, high[2]! - low[2]! + 1];
  if (mi * mj * mk > MOST_MARKED_PER_VOXEL * voxels.length) return new Int32Array(voxels).sort();
  const isListed = new Uint8Array(mi * mj * mk);
  for (let n = 0; n < voxels.length; n++) {
    const row = Math.floor(voxels[n]! / ni);
    const k = Math.floor(row / nj);
    isListed[voxels[n]! - row * ni - low[0]! + mi * (row - k * nj - low[1]! + mj * (k - low[2]!))] = 1;
  }
  const ascending = new Int32Array(voxels.length);
  let count = 0;
  for (let k = 0, at = 0; k < mk; k++)
    for (let j = 0; j < mj; j++) {
      const first = low[0]! + ni * (j + low[1]! + nj * (k + low[2]!));
      for (let i = 0; i < mi; i++) if (isListed[at++] === 1) ascending[count++] = first + i;
    }
  return ascending.subarray(0, count);
}

/** One byte per voxel of a box of `grid`: 1 in the runs. */
export function maskWithin(grid: Grid, box: VoxelBox, runs: VoxelRuns): Uint8Array {
  const mask = new Uint8Array(box.size[0] * box.size[1] * box.size[2]);
  forRunsWithin(grid, box, runs, (from, end) => mask.fill(1, from, end));
  return mask;
}

/** The parts of runs that lie in a box of `grid`: `visit` is told their flat indices in the box, the first and that past the last. */
export function forRunsWithin(
  grid: Grid,
  { start, size }: VoxelBox,
  { first, length }: VoxelRuns,
  visit: (from: number, end: number) => void,
): void {
  const [ni, nj] = grid.size;
  const lastI = start[0] + size[0];
  for (let k = 0; k < size[2]; k++) {
    const sliceStart = ni * (start[1] + nj * (start[2] + k));
    const sliceEnd = sliceStart + ni * size[1];
    for (let run = firstRunPast({ first, length }, sliceStart); run < first.length && first[run]! < sliceEnd; run++) {
      const i = first[run]! % ni;
      const from = Math.max(i, start[0]);
      const end = Math.min(i + length[run]!, lastI);
      const row = size[0] * ((first[run]! - i - sliceStart) / ni + size[1] * k) - start[0];
      if (from < end) visit(row + from, row + end);
    }
  }
}

/** Unites stretches of one row each that come by their first voxel, ascending; `most` of them at most. */
function uniteAscending({ size: [ni] }: Grid, most: number): { add: (from: number, to: number) => void; runs: () => VoxelRuns } {
  const collected = collectRuns(most);
  let [end, rowEnd] = [-1, -1];
  return {
    add(from, to) {
      if (from <= end && from < rowEnd) {
        if (to > end) collected.lengthen(to - end);
      } else {
        collected.add(from, to);
        if (from >= rowEnd) rowEnd = ni * (Math.floor(from / ni) + 1);
      }
      end = Math.max(end, to);
    },
    runs: collected.runs,
  };
}

/** `most` runs at most, as they come. */
function collectRuns(most: number) {
  const first = new Int32Array(most);
  const length = new Int32Array(most);
  let count = 0;
  return {
    add(from: number, end: number): void {
      first[count] = from;
      length[count++] = end - from;
    },
    /** adds to the last one */
    lengthen(by: number): void {
      length[count - 1]! += by;
    },
    runs: (): VoxelRuns => ({ first: first.slice(0, count), length: length.slice(0, count) }),
  };
}
