import type { Territory, VesselTree } from "@cantlie/anatomy";
import { type Grid, voxelVolumeMm3 } from "@cantlie/volume";
import { faceAreasMm2, ISOTROPIC_FACE_SHARE, isLastAlong } from "./face-areas.ts";

/** The zone along the borders between a tree's branches where either branch may be the right one. */
export interface AmbiguousBand {
  readonly volumeMl: number;
  /** mean width of the zone: its volume over the area of the borders that it lies on; 0 where there is no border */
  readonly widthMm: number;
}

export function ambiguousBand(grid: Grid, organVoxels: Int32Array, tree: VesselTree, territory: Territory): AmbiguousBand {
  const [ni, nj] = grid.size;
  const strides = [1, ni, ni * nj] as const;
  const areas = faceAreasMm2(grid);
  const { branch } = tree.points;
  let ambiguousVoxels = 0;
  let borderMm2 = 0;
  for (const voxel of organVoxels) {
    if (territory.ambiguous[voxel] !== 0) ambiguousVoxels++;
    const point = territory.point[voxel]!;
    if (point < 0) continue;
    for (const axis of [0, 1, 2] as const) {
      const next = voxel + strides[axis];
      const other = next < territory.point.length ? territory.point[next]! : -1;
      if (other < 0 || branch[other] === branch[point] || isLastAlong(grid, voxel, axis)) continue;
      borderMm2 += areas[axis];
    }
  }
  borderMm2 *= ISOTROPIC_FACE_SHARE;
  const volumeMm3 = ambiguousVoxels * voxelVolumeMm3(grid);
  return { volumeMl: volumeMm3 / 1000, widthMm: borderMm2 > 0 ? volumeMm3 / borderMm2 : 0 };
}
