import { type Grid, indexToWorld, voxelCount } from "@cantlie/volume";
import { visitBallRows } from "./ball-rows.ts";
import { runsWithin, type VoxelRuns } from "./voxel-runs.ts";

/** Which capsule a wedge may open, and which liver it leaves for the sake of the rest. */
export interface WedgeAccess {
  /** one flag per entry of the capsule: 1 where it can be reached and is clear of what cannot */
  readonly isOpen: Uint8Array;
  /** organ voxels within 3 mm of capsule that no wedge may open: at the hilum, the cava, in fissures */
  readonly nearShut: VoxelRuns;
}

/**
 * The cut stays this far from the hilum, the cava and fissures: the borders of labels are known to a millimetre (standard deviation), so
 * that within three of them there is still liver in between.
 */
const CLEARANCE_MM = 3;

/**
 * @param capsule flat indices of the organ's surface voxels
 * @param inaccessibleCapsule 1 on surface voxels that may not be opened, one byte per voxel of `grid`
 */
export function wedgeAccess(
  grid: Grid,
  capsule: Int32Array,
  { inaccessibleCapsule, organRuns }: { readonly inaccessibleCapsule: Uint8Array; readonly organRuns: VoxelRuns },
): WedgeAccess {
  const isNear = new Uint8Array(voxelCount(grid));
  for (const voxel of capsule)
    if (inaccessibleCapsule[voxel] !== 0)
      visitBallRows(grid, indexToWorld(grid, voxel), CLEARANCE_MM, (first, end) => {
        isNear.fill(1, first, end);
      });
  return { isOpen: Uint8Array.from(capsule, (voxel) => 1 - isNear[voxel]!), nearShut: runsWithin(organRuns, isNear) };
}
