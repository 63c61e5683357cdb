import type { Territory, VesselTree } from "@cantlie/anatomy";
import { type Grid, voxelVolumeMm3 } from "@cantlie/volume";
import { faceAreasMm2 } from "./face-areas.ts";
import type { VoxelRuns } from "./voxel-runs.ts";

/** The zone along the borders between a tree's branches where either branch may be the right one. */
export interface AmbiguousBand {
  readonly volumeMl: number;
  /** mean width of the zone: its volume over the area of the borders that it lies on; 0 where there is no border */
  readonly widthMm: number;
}

/**
 * The border's area is estimated from its faces across i alone: a surface that faces everywhere alike shows half its area to
 * any one direction (Cauchy), and the borders of dozens of branches face everywhere.
 */
export function ambiguousBand(grid: Grid, organRuns: VoxelRuns, tree: VesselTree, territory: Territory): AmbiguousBand {
  const { branch } = tree.points;
  const { point, ambiguous } = territory;
  let ambiguousVoxels = 0;
  let facesAcrossI = 0;
  for (let run = 0; run < organRuns.first.length; run++) {
    const first = organRuns.first[run]!;
    const end = first + organRuns.length[run]!;
    for (let voxel = first, before = -1; voxel < end; voxel++) {
      if (ambiguous[voxel] !== 0) ambiguousVoxels++;
      const here = point[voxel]!;
      if (here !== before && here >= 0 && before >= 0 && branch[here] !== branch[before]) facesAcrossI++;
      before = here;
    }
  }
  const borderMm2 = 2 * facesAcrossI * faceAreasMm2(grid)[0];
  const volumeMm3 = ambiguousVoxels * voxelVolumeMm3(grid);
  return { volumeMl: volumeMm3 / 1000, widthMm: borderMm2 > 0 ? volumeMm3 / borderMm2 : 0 };
}
