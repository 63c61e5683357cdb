import type { Grid, VoxelBox } from "@cantlie/volume";
import type { LesionDistance } from "./lesion-distance.ts";

/**
 * The organ voxels that a margin of one lesion can end at, nearest first. A voxel counts where tissue leads to it: from the lesion
 * by steps to neighbours (26), each farther from the lesion than the one before. What lies across a fissure is another
 * lobe's capsule and bounds no margin, however near it is.
 */
export interface LesionReach {
  /** every voxel that counts within this distance is listed, mm */
  readonly reachMm: number;
  /** flat indices; the lesion's own voxels come first, at 0 */
  readonly voxels: Int32Array;
  /** holds all of them */
  readonly box: VoxelBox;
  /** the same voxels by their flat index within the box */
  readonly inBox: Int32Array;
  /** from each voxel's centre to the lesion's nearest voxel centre; ascending to within 0.0001 mm */
  readonly distanceMm: Float32Array;
}

/** Distances are ordered to this; what is nearer together is ordered by index, the same on every machine. */
const STEP_MM = 1e-4;

export function lesionReach(grid: Grid, organ: Uint8Array, { box, mapMm, reachMm }: LesionDistance): LesionReach {
  const [ni, nj] = grid.size;
  const [bi, bj, bk] = box.size;
  const keys: number[] = [];
  const flat = (local: number): number => {
    const row = Math.floor(local / bi);
    return box.start[0] + (local % bi) + ni * (box.start[1] + (row % bj) + nj * (box.start[2] + Math.floor(row / bj)));
  };
  for (let local = 0; local < mapMm.length; local++)
    if (mapMm[local]! <= reachMm && organ[flat(local)] !== 0)
      keys.push(Math.round(mapMm[local]! / STEP_MM) * mapMm.length + local);
  const nearestFirst = Float64Array.from(keys).sort();
  const counts = new Uint8Array(mapMm.length);
  const voxels: number[] = [];
  const inBox: number[] = [];
  const distanceMm: number[] = [];
  const hasNearerNeighbour = (local: number): boolean => {
    const i = local % bi;
    const row = Math.floor(local / bi);
    const j = row % bj;
    const k = Math.floor(row / bj);
    for (let z = Math.max(0, k - 1); z <= Math.min(bk - 1, k + 1); z++)
      for (let y = Math.max(0, j - 1); y <= Math.min(bj - 1, j + 1); y++)
        for (let x = Math.max(0, i - 1); x <= Math.min(bi - 1, i + 1); x++) {
          const other = x + bi * (y + bj * z);
          if (counts[other] === 1 && mapMm[other]! < mapMm[local]!) return true;
        }
    return false;
  };
  for (const key of nearestFirst) {
    const local = key % mapMm.length;
    if (mapMm[local]! > 0 && !hasNearerNeighbour(local)) continue;
    counts[local] = 1;
    voxels.push(flat(local));
    inBox.push(local);
    distanceMm.push(mapMm[local]!);
  }
  return {
    reachMm,
    voxels: Int32Array.from(voxels),
    box,
    inBox: Int32Array.from(inBox),
    distanceMm: Float32Array.from(distanceMm),
  };
}
