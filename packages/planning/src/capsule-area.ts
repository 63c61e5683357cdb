import type { Grid } from "@cantlie/volume";
import { faceAreasMm2, ISOTROPIC_FACE_SHARE } from "./face-areas.ts";
import type { VoxelRuns } from "./voxel-runs.ts";

/** The organ's surface, as voxels with the area that each carries. */
export interface CapsuleArea {
  /** flat indices of organ voxels with a face towards something else than organ, ascending */
  readonly voxels: Int32Array;
  /** estimated area of surface at each of them */
  readonly areaMm2: Float32Array;
}

/** Faces on the grid's border count as surface. */
export function capsuleArea(grid: Grid, organ: Uint8Array, { first, length }: VoxelRuns): CapsuleArea {
  const [ni, nj, nk] = grid.size;
  const plane = ni * nj;
  const [areaI, areaJ, areaK] = faceAreasMm2(grid);
  const voxels: number[] = [];
  const areaMm2: number[] = [];
  for (let run = 0; run < first.length; run++) {
    const from = first[run]!;
    const last = from + length[run]! - 1;
    const row = Math.floor(from / ni);
    const j = row % nj;
    const hasFront = j > 0;
    const hasBack = j < nj - 1;
    const hasBelow = row >= nj;
    const hasAbove = row < nj * (nk - 1);
    for (let v = from; v <= last; v++) {
      let area = 0;
      if (v === from) area += areaI;
      if (v === last) area += areaI;
      if (!hasFront || organ[v - ni] === 0) area += areaJ;
      if (!hasBack || organ[v + ni] === 0) area += areaJ;
      if (!hasBelow || organ[v - plane] === 0) area += areaK;
      if (!hasAbove || organ[v + plane] === 0) area += areaK;
      if (area === 0) continue;
      voxels.push(v);
      areaMm2.push(area * ISOTROPIC_FACE_SHARE);
    }
  }
  return { voxels: new Int32Array(voxels), areaMm2: new Float32Array(areaMm2) };
}
