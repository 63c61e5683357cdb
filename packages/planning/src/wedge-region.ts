import type { WorldPoint } from "@cantlie/geometry";
import { cropGrid, type Grid, type VoxelBox, voxelCount, worldToVoxel } from "@cantlie/volume";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { firstRunPast } from "./run-algebra.ts";
import type { VoxelRuns } from "./voxel-runs.ts";

/** The part of the grid that a wedge can lie in, with a rim around it where the grid goes on. */
export interface WedgeRegion {
  readonly grid: Grid;
  readonly organ: Uint8Array;
  /** 1 within 3 mm of capsule that may not be opened */
  readonly isNearShut: Uint8Array;
  /** from the organ grid to the region, -1 outside it; and back */
  readonly indexOf: (voxel: number) => number;
  readonly voxelAt: (index: number) => number;
}

/** @param cornersMm of the hull that has to lie in it */
export function wedgeRegion({ anatomy, wedgeAccess }: PreparedAnatomy, cornersMm: readonly WorldPoint[]): WedgeRegion {
  const { grid: whole, organ } = anatomy;
  const box = boxAround(
    whole,
    cornersMm.map((corner) => worldToVoxel(whole, corner)),
  );
  const grid = cropGrid(whole, box);
  const [ni, nj] = whole.size;
  const [mi, mj, mk] = box.size;
  const indexOf = (voxel: number): number => {
    const row = Math.floor(voxel / ni);
    const i = voxel - row * ni - box.start[0];
    const j = (row % nj) - box.start[1];
    const k = Math.floor(row / nj) - box.start[2];
    return i < 0 || j < 0 || k < 0 || i >= mi || j >= mj || k >= mk ? -1 : i + mi * (j + mj * k);
  };
  const voxelAt = (index: number): number => {
    const row = Math.floor(index / mi);
    const j = row % mj;
    return box.start[0] + index - row * mi + ni * (box.start[1] + j + nj * (box.start[2] + (row - j) / mj));
  };
  const local = new Uint8Array(voxelCount(grid));
  for (let k = 0, to = 0; k < mk; k++)
    for (let j = 0; j < mj; j++, to += mi) {
      const from = box.start[0] + ni * (box.start[1] + j + nj * (box.start[2] + k));
      local.set(organ.subarray(from, from + mi), to);
    }
  const isNearShut = new Uint8Array(local.length);
  markRuns(wedgeAccess.nearShut, { whole, box }, isNearShut);
  return { grid, organ: local, isNearShut, indexOf, voxelAt };
}

/** Marks the part of some runs that lies in a box, in an array of the box alone. */
function markRuns(runs: VoxelRuns, { whole, box }: { readonly whole: Grid; readonly box: VoxelBox }, into: Uint8Array): void {
  const [ni, nj] = whole.size;
  const [mi, mj, mk] = box.size;
  const past = ni * nj * (box.start[2] + mk);
  for (let run = firstRunPast(runs, ni * nj * box.start[2]); run < runs.first.length && runs.first[run]! < past; run++) {
    const row = Math.floor(runs.first[run]! / ni);
    const j = (row % nj) - box.start[1];
    if (j < 0 || j >= mj) continue;
    const from = runs.first[run]! - row * ni - box.start[0];
    const to = Math.min(mi, from + runs.length[run]!);
    const rowStart = mi * (j + mj * (Math.floor(row / nj) - box.start[2]));
    if (to > 0) into.fill(1, rowStart + Math.max(0, from), rowStart + to);
  }
}

/** The smallest box of voxels that holds some places (in voxels), and one voxel more on each side where the grid goes on. */
function boxAround(grid: Grid, places: readonly (readonly number[])[]): VoxelBox {
  const axes = [0, 1, 2] as const;
  const low = axes.map((axis) => Math.max(0, places.reduce((least, at) => Math.min(least, Math.floor(at[axis]!)), Infinity) - 1));
  const high = axes.map((axis) =>
    Math.min(grid.size[axis] - 1, places.reduce((most, at) => Math.max(most, Math.ceil(at[axis]!)), -Infinity) + 1),
  );
  return {
    start: [low[0]!, low[1]!, low[2]!],
    size: [high[0]! - low[0]! + 1, high[1]! - low[1]! + 1, high[2]! - low[2]! + 1],
  };
}
