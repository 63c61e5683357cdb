import type { Grid } from "@cantlie/volume";
import { addFace, areaBlocks, blockAreaMm2 } from "./area-blocks.ts";
import { VOXEL_STATE } from "./evaluation.ts";
import { faceAreasMm2, ISOTROPIC_FACE_SHARE, isLastAlong } from "./face-areas.ts";
import type { VoxelRuns } from "./voxel-runs.ts";

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

/** @param state values of VOXEL_STATE, one per voxel of `grid`; 0 outside the organ, whose voxels `organRuns` holds */
export function stateBorders(grid: Grid, organRuns: VoxelRuns, state: Uint8Array): StateBorders {
  const [ni, nj] = grid.size;
  const areas = faceAreasMm2(grid);
  const remnantAtCut: number[] = [];
  const pairAreasMm2 = new Float64Array(STATES * STATES);
  const blocks = areaBlocks(grid);
  const { resected } = VOXEL_STATE;
  const meet = (axis: 0 | 1 | 2, voxel: number, next: number): void => {
    if (isLastAlong(grid, voxel, axis)) return;
    const here = state[voxel]!;
    const there = state[next]!;
    pairAreasMm2[STATES * here + there]! += areas[axis];
    if (here !== resected && there !== resected) return;
    remnantAtCut.push(here === resected ? next : voxel);
    const row = Math.floor(voxel / ni);
    addFace(blocks, [voxel % ni, row % nj, Math.floor(row / nj)], axis, here === resected ? areas[axis] : -areas[axis]);
  };
  forUnlikeNeighbours(organRuns, state, 1, (voxel, next) => meet(0, voxel, next));
  forUnlikeNeighbours(organRuns, state, ni, (voxel, next) => meet(1, voxel, next));
  forUnlikeNeighbours(organRuns, state, ni * nj, (voxel, next) => meet(2, voxel, next));
  return { remnantAtCut: Int32Array.from(remnantAtCut), transectionAreaMm2: blockAreaMm2(blocks), pairAreasMm2 };
}

/** Organ voxels whose successor is of another state and inside the organ too; the caller checks that it is a neighbour. */
function forUnlikeNeighbours(
  { first, length }: VoxelRuns,
  state: Uint8Array,
  stride: number,
  meet: (voxel: number, next: number) => void,
): void {
  for (let run = 0; run < first.length; run++) {
    const end = Math.min(first[run]! + length[run]!, state.length - stride);
    for (let voxel = first[run]!; voxel < end; voxel++) {
      const there = state[voxel + stride]!;
      if (there !== state[voxel] && there !== 0) meet(voxel, voxel + stride);
    }
  }
}

/** Estimated area of the surface between voxels of states `a` and `b`. */
export function areaBetweenMm2(borders: StateBorders, a: number, b: number): number {
  return ISOTROPIC_FACE_SHARE * (borders.pairAreasMm2[STATES * a + b]! + borders.pairAreasMm2[STATES * b + a]!);
}
