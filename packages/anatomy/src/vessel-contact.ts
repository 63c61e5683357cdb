import { type Grid, largestDiameterMm } from "@cantlie/volume";
import { croppedMask, forNeighbours } from "./voxel-body.ts";

export interface VesselContact {
  /** largest diameter of the longest connected stretch of vessel that lies within one voxel of the lesion, mm */
  readonly contactMm: number;
  /** flat index of a voxel in that stretch */
  readonly voxel: number;
}

/** Voxels of a lesion and those of them at its surface: flat indices. */
export interface LesionVoxels {
  readonly voxels: readonly number[];
  readonly surface: readonly number[];
}

/**
 * The stretch of a vessel that a lesion touches: vessel voxels in the lesion or sharing a face, edge or corner with it.
 * Where it touches in several places, the longest counts, not the span from one to another.
 */
export function vesselContact(lesion: LesionVoxels, vessel: Uint8Array, grid: Grid): VesselContact | undefined {
  const touched = new Set<number>();
  for (const at of lesion.voxels) if (vessel[at] !== 0) touched.add(at);
  for (const at of lesion.surface) forNeighbours(at, grid, (near) => vessel[near] !== 0 && touched.add(near));
  return longestStretch(touched, grid);
}

/** The connected part of `touched` (flat indices, emptied by this) with the largest diameter; undefined if there are none. */
export function longestStretch(touched: Set<number>, grid: Grid): VesselContact | undefined {
  let longest: VesselContact | undefined;
  for (const seed of [...touched].sort((a, b) => a - b)) {
    if (!touched.delete(seed)) continue;
    const stretch = [seed];
    for (const at of stretch) forNeighbours(at, grid, (near) => touched.delete(near) && stretch.push(near));
    const { values, grid: around } = croppedMask(stretch, grid);
    const contactMm = largestDiameterMm(values, around);
    if (longest === undefined || contactMm > longest.contactMm)
      longest = { contactMm, voxel: stretch[Math.floor(stretch.length / 2)]! };
  }
  return longest;
}
