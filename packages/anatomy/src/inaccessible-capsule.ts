import { distanceMm, type WorldPoint } from "@cantlie/geometry";
import { type Grid, indexToWorld, type Kernels, maskSurfaceVoxels, voxelDiagonalMm } from "@cantlie/volume";
import { forVoxelsWithin, voxelBlocks } from "./closest-voxels.ts";
import { isAtBorder } from "./voxel-body.ts";

/** A gap into which no ball of this radius fits (2 cm, an instrument with a finger beside it) is a fissure and has to be dissected, mm. */
const FISSURE_BALL_MM = 10;

/** Depth below the closed surface from which on a voxel counts as inside a fissure: the dents of a labelled surface are shallower, mm. */
const FISSURE_DEPTH_MM = 3;

/** A vessel voxel this far out runs outside the organ; nearer ones are intrahepatic branches that a label lets stick out, mm. */
const OUTSIDE_MM = 2;

/** Surface this near to a vessel outside the organ faces it: the vessel's wall and the fat around it, mm. */
const FACING_MM = 7;

/** No wedge may be opened within this distance of the hilar bifurcation (the planner's default clearance), mm. */
const HILUM_MM = 10;

export interface CapsuleSurroundings {
  readonly grid: Grid;
  /** masks of portal vein, artery, bile duct and cava, as far as labelled */
  readonly vessels: readonly Uint8Array[];
  readonly hilarBifurcationMm?: WorldPoint;
  readonly kernels: Kernels;
}

/**
 * Surface voxels of the organ through which no wedge can be opened, 1 there: those that face the cava or a vessel of the
 * hilum outside the organ, lie near the hilar bifurcation or in a fissure, or where the image cuts the organ off.
 * The gallbladder's bed counts as accessible: the gallbladder is taken out on the way.
 */
export function inaccessibleCapsule(organ: Uint8Array, around: CapsuleSurroundings): Uint8Array {
  const { grid, kernels, hilarBifurcationMm: hilum } = around;
  const toOrganMm = kernels.distanceToMaskMm(organ, grid);
  const beyondReach = new Uint8Array(organ.length);
  for (let at = 0; at < organ.length; at++) if (toOrganMm[at]! > FISSURE_BALL_MM) beyondReach[at] = 1;
  const toFreeSpaceMm = kernels.distanceToMaskMm(beyondReach, grid);
  const outsideVessels: number[] = [];
  const nearEnoughMm = FACING_MM + voxelDiagonalMm(grid);
  for (const vessel of around.vessels)
    for (let at = 0; at < vessel.length; at++)
      if (vessel[at] !== 0 && toOrganMm[at]! >= OUTSIDE_MM && toOrganMm[at]! <= nearEnoughMm) outsideVessels.push(at);

  const inaccessible = new Uint8Array(organ.length);
  const surface = maskSurfaceVoxels(organ, grid);
  for (const at of surface) {
    // the grid has a rim around the organ except where the image itself ends
    const isCutOff = isAtBorder(at, grid);
    const inFissure = toFreeSpaceMm[at]! > FISSURE_BALL_MM + FISSURE_DEPTH_MM;
    const atHilum = hilum !== undefined && distanceMm(indexToWorld(grid, at), hilum) <= HILUM_MM;
    if (inFissure || atHilum || isCutOff) inaccessible[at] = 1;
  }
  const facing = { from: voxelBlocks(surface, grid), to: voxelBlocks(outsideVessels, grid) };
  forVoxelsWithin(FACING_MM, facing, (at) => {
    inaccessible[at] = 1;
  });
  return inaccessible;
}
