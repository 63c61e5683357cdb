import type { WorldPoint } from "@cantlie/geometry";
import type { Segment } from "./segment.ts";
import type { BranchId } from "./vessel-tree.ts";

/** `L1`, `L2`, …: by volume, largest first; disappeared lesions that are not in the mask come last. */
export type LesionId = string & { readonly lesionId: unique symbol };

/**
 * Least distance from a lesion to a structure: the gap between their voxels as bodies, that is between voxel centres less
 * half a voxel on either side. It is never wider than the true gap by more than the error of the labels.
 */
export interface NearestStructure {
  /** mm; 0 where they touch or overlap */
  readonly distanceMm: number;
  /** largest extent of the longest stretch of the vessel that lies within one voxel of the lesion; absent without contact */
  readonly contactMm?: number;
  readonly branch?: BranchId;
}

export interface Lesion {
  readonly id: LesionId;
  /** of a disappeared lesion that is not in the mask: the volume of its former site */
  readonly volumeMl: number;
  /** largest distance between two points of its surface (see `largestDiameterMm`): up to a voxel's diagonal too long, never too short */
  readonly largestDiameterMm: number;
  /** the same within one axial slice, which is how a radiologist measures */
  readonly axialDiameterMm: number;
  readonly centroidMm: WorldPoint;
  readonly status: "visible" | "disappeared" | "benign" | "indeterminate";
  /** where it comes from: the lesion mask, or a note about a lesion that the mask does not hold */
  readonly origin: "mask" | "note";
  /** the role that confirmed its status */
  readonly reviewedBy?: string;
  /** segments that hold any of it, most first; none where it lies away from the liver */
  readonly segments: readonly Segment[];
  /** absent where the structure was not labelled */
  readonly nearest: {
    readonly portal?: NearestStructure;
    readonly hepatic?: NearestStructure;
    readonly cava?: NearestStructure;
    /** wall of the portal vein where its main trunk divides */
    readonly hilum?: NearestStructure;
    /** the organ's surface, whatever it faces */
    readonly capsule?: NearestStructure;
  };
}
