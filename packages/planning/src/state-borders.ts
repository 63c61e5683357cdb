import type { Grid } from "@cantlie/volume";
import { addFaces, areaBlocks, blockAreaMm2 } from "./area-blocks.ts";
import { STATE_COUNT, VOXEL_STATE } from "./evaluation.ts";
import { faceAreasMm2, ISOTROPIC_FACE_SHARE } from "./face-areas.ts";
import type { StateRuns } from "./state-runs.ts";

/** Where voxels of different states meet. */
export interface StateBorders {
  /** remnant voxels that share a face with a resected one: flat indices, each at least once */
  readonly remnantAtCut: Int32Array;
  /** area of the surface between resected tissue and remnant; free capsule is no part of it */
  readonly transectionAreaMm2: number;
  /** estimated area between two states: read with `areaBetweenMm2` */
  readonly pairAreasMm2: Float64Array;
}

/** Compares runs with those of the next row and of the next slice, so it costs a step per run and per face of a border. */
export function stateBorders(grid: Grid, runs: StateRuns): StateBorders {
  const [ni, nj] = grid.size;
  const areas = faceAreasMm2(grid);
  const remnantAtCut: number[] = [];
  const pairAreasMm2 = new Float64Array(STATE_COUNT * STATE_COUNT);
  const blocks = areaBlocks(grid);
  const { resected } = VOXEL_STATE;
  const meet: Meeting = (axis, { voxel, count, here, there }) => {
    const stride = axis === 0 ? 1 : axis === 1 ? ni : ni * nj;
    for (let n = 0; n < count; n++) pairAreasMm2[STATE_COUNT * here + there]! += areas[axis];
    if (here !== resected && there !== resected) return;
    const remnant = here === resected ? voxel + stride : voxel;
    for (let n = 0; n < count; n++) remnantAtCut.push(remnant + n);
    addFaces(blocks, grid, { voxel, count, axis, signedAreaMm2: here === resected ? areas[axis] : -areas[axis] });
  };
  forUnlikeNeighbours(grid, runs, meet);
  return { remnantAtCut: new Int32Array(remnantAtCut), transectionAreaMm2: blockAreaMm2(blocks), pairAreasMm2 };
}

/** Visits all neighbours of different states in the organ, each pair once. */
export function forUnlikeNeighbours(grid: Grid, runs: StateRuns, meet: Meeting): void {
  forUnlikeAlongRows(grid, runs, meet);
  forUnlikeRows(grid, runs, 1, meet);
  forUnlikeRows(grid, runs, 2, meet);
}

/** Neighbours of different states: `count` voxels from `voxel` on and those after each of them along `axis`. */
type Meeting = (
  axis: 0 | 1 | 2,
  pairs: { readonly voxel: number; readonly count: number; readonly here: number; readonly there: number },
) => void;

function forUnlikeAlongRows(grid: Grid, { first, length, state }: StateRuns, meet: Meeting): void {
  for (let run = 1; run < first.length; run++) {
    const next = first[run]!;
    const isNeighbour = first[run - 1]! + length[run - 1]! === next && next % grid.size[0] !== 0;
    if (isNeighbour) meet(0, { voxel: next - 1, count: 1, here: state[run - 1]!, there: state[run]! });
  }
}

function forUnlikeRows(grid: Grid, { first, length, state }: StateRuns, axis: 1 | 2, meet: Meeting): void {
  const [ni, nj] = grid.size;
  const stride = axis === 1 ? ni : ni * nj;
  for (let a = 0, b = 0; a < first.length && b < first.length; ) {
    const aEnd = first[a]! + length[a]!;
    const bEnd = first[b]! + length[b]! - stride;
    const voxel = Math.max(first[a]!, first[b]! - stride);
    const end = Math.min(aEnd, bEnd);
    // the row after the last of a slice is the next slice's first
    const areUnlike = voxel < end && state[a] !== state[b] && (axis === 2 || Math.floor(voxel / ni) % nj !== nj - 1);
    if (areUnlike) meet(axis, { voxel, count: end - voxel, here: state[a]!, there: state[b]! });
    if (aEnd <= bEnd) a++;
    if (bEnd <= aEnd) b++;
  }
}

/** Estimated area of the surface between voxels of states `a` and `b`. */
export function areaBetweenMm2(borders: StateBorders, a: number, b: number): number {
  return ISOTROPIC_FACE_SHARE * (borders.pairAreasMm2[STATE_COUNT * a + b]! + borders.pairAreasMm2[STATE_COUNT * b + a]!);
}
