import type { WorldPoint } from "@cantlie/geometry";
import type { Segment } from "./segment.ts";
import type { BranchId } from "./vessel-tree.ts";

/** `L1`, `L2`, …: by volume, largest first. */
export type LesionId = string & { readonly lesionId: unique symbol };

/** Least distance from a lesion to a structure, between voxel centres less half a voxel on either side. */
export interface NearestStructure {
  /** mm; 0 where they touch or overlap */
  readonly distanceMm: number;
  /** length of the vessel's surface (largest extent) that lies within one voxel of the lesion; absent without contact */
  readonly contactMm?: number;
  readonly branch?: BranchId;
}

export interface Lesion {
  readonly id: LesionId;
  readonly volumeMl: number;
  /** largest distance between two points of the lesion's surface, voxel extent included */
  readonly largestDiameterMm: number;
  /** the same within one slice of the image as it was acquired, which is how a radiologist measures */
  readonly axialDiameterMm: number;
  readonly centroidMm: WorldPoint;
  readonly status: "visible" | "disappeared" | "benign" | "indeterminate";
  /** segments that hold any of it, most first */
  readonly segments: readonly Segment[];
  /** absent where the structure was not labelled */
  readonly nearest: {
    readonly portal?: NearestStructure;
    readonly hepatic?: NearestStructure;
    readonly cava?: NearestStructure;
    readonly hilum?: NearestStructure;
    readonly capsule?: NearestStructure;
  };
}
