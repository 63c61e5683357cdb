import type { Grid } from "@cantlie/volume";
import { faceAreasMm2, ISOTROPIC_FACE_SHARE } from "./face-areas.ts";

/** The organ's surface, as voxels with the area that each carries. */
export interface CapsuleArea {
  /** flat indices of organ voxels with a face towards something else than organ, ascending */
  readonly voxels: Int32Array;
  /** estimated area of surface at each of them */
  readonly areaMm2: Float32Array;
}

/** Faces on the grid's border count as surface. */
export function capsuleArea(grid: Grid, organ: Uint8Array, organVoxels: Int32Array): CapsuleArea {
  const [ni, nj, nk] = grid.size;
  const plane = ni * nj;
  const [areaI, areaJ, areaK] = faceAreasMm2(grid);
  const voxels: number[] = [];
  const areaMm2: number[] = [];
  for (const v of organVoxels) {
    const i = v % ni;
    const j = Math.floor(v / ni) % nj;
    let area = 0;
    if (i === 0 || organ[v - 1] === 0) area += areaI;
    if (i === ni - 1 || organ[v + 1] === 0) area += areaI;
    if (j === 0 || organ[v - ni] === 0) area += areaJ;
    if (j === nj - 1 || organ[v + ni] === 0) area += areaJ;
    if (v < plane || organ[v - plane] === 0) area += areaK;
    if (v >= plane * (nk - 1) || organ[v + plane] === 0) area += areaK;
    if (area === 0) continue;
    voxels.push(v);
    areaMm2.push(area * ISOTROPIC_FACE_SHARE);
  }
  return { voxels: Int32Array.from(voxels), areaMm2: Float32Array.from(areaMm2) };
}
