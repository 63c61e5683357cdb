import type { Grid } from "@cantlie/volume";
import { addFace, areaBlocks, blockAreaMm2 } from "./area-blocks.ts";
import { VOXEL_STATE } from "./evaluation.ts";
import { faceAreasMm2, ISOTROPIC_FACE_SHARE, isLastAlong } from "./face-areas.ts";

const STATES = 8;

/** Where voxels of different states meet. */
export interface StateBorders {
  /** remnant voxels that share a face with a resected one: flat indices, each at least once */
  readonly remnantAtCut: Int32Array;
  /** area of the surface between resected tissue and remnant; free capsule is no part of it */
  readonly transectionAreaMm2: number;
  /** estimated area between two states: read with `areaBetweenMm2` */
  readonly pairAreasMm2: Float64Array;
}

/** @param state values of VOXEL_STATE, one per voxel of `grid` */
export function stateBorders(grid: Grid, organVoxels: Int32Array, state: Uint8Array): StateBorders {
  const [ni, nj] = grid.size;
  const strides = [1, ni, ni * nj] as const;
  const areas = faceAreasMm2(grid);
  const remnantAtCut: number[] = [];
  const pairAreasMm2 = new Float64Array(STATES * STATES);
  const blocks = areaBlocks(grid);
  const { outside, resected } = VOXEL_STATE;
  // voxels of the last slice have no successor: they are compared against `outside`
  const last = state.length;
  for (const axis of [0, 1, 2] as const) {
    const stride = strides[axis];
    for (let n = 0; n < organVoxels.length; n++) {
      const voxel = organVoxels[n]!;
      const next = voxel + stride;
      if (next >= last) break;
      const here = state[voxel]!;
      const there = state[next]!;
      if (here === there || there === outside || isLastAlong(grid, voxel, axis)) continue;
      pairAreasMm2[STATES * here + there]! += areas[axis];
      if (here !== resected && there !== resected) continue;
      remnantAtCut.push(here === resected ? next : voxel);
      const row = Math.floor(voxel / ni);
      addFace(blocks, [voxel % ni, row % nj, Math.floor(row / nj)], axis, here === resected ? areas[axis] : -areas[axis]);
    }
  }
  return { remnantAtCut: Int32Array.from(remnantAtCut), transectionAreaMm2: blockAreaMm2(blocks), pairAreasMm2 };
}

/** Estimated area of the surface between voxels of states `a` and `b`. */
export function areaBetweenMm2(borders: StateBorders, a: number, b: number): number {
  return ISOTROPIC_FACE_SHARE * (borders.pairAreasMm2[STATES * a + b]! + borders.pairAreasMm2[STATES * b + a]!);
}
