import type { WorldPoint } from "@cantlie/geometry";
import type { AxisOrder, Grid, VoxelBox } from "@cantlie/volume";
import type { Lesion } from "./lesion.ts";
import type { Segment } from "./segment.ts";
import type { Territory, TreeKind, VesselTree } from "./vessel-tree.ts";

/**
 * The organ grid: the labels' grid with its axes put in canonical order (no resampling) and cropped to the organ
 * and a rim. All arrays of an anatomy lie on it.
 */
export interface OrganFrame {
  readonly grid: Grid;
  /** from the labels' grid to canonical axes */
  readonly order: AxisOrder;
  /** the organ's box in the canonical, uncropped grid */
  readonly box: VoxelBox;
  /** the canonical, uncropped grid */
  readonly fullGrid: Grid;
}

export interface CouinaudMap {
  readonly source: "imported" | "portal" | "landmarks";
  /** a value of SEGMENT_VALUE for every organ voxel, 0 outside the organ */
  readonly values: Uint8Array;
  /** true if 4a and 4b are parted */
  readonly parts4: boolean;
  /** organ voxels that the source left unlabelled and that took the nearest label, mL */
  readonly completedMl: number;
  readonly segmentMl: Readonly<Partial<Record<Segment, number>>>;
  readonly confidence: number;
}

export interface AnatomyCaution {
  /** stable code, such as `anatomy/liver-touches-border` */
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, string | number | boolean>>;
}

/** All that is known of one liver. Masks have one byte per voxel of `grid`, 1 inside. */
export interface LiverAnatomy {
  readonly frame: OrganFrame;
  readonly grid: Grid;
  /** liver ∪ lesions in or within 10 mm of it */
  readonly organ: Uint8Array;
  /** 0 outside lesions, n in `lesions[n - 1]`; lesions that lie away from the liver have voxels outside the organ */
  readonly lesionLabels: Uint16Array;
  readonly lesions: readonly Lesion[];
  /** vessel lumina inside the organ grid, where given; hepatic without the cava */
  readonly vessels: Readonly<Partial<Record<TreeKind, Uint8Array>>>;
  readonly cava?: Uint8Array;
  readonly gallbladder?: Uint8Array;
  readonly trees: Readonly<Partial<Record<TreeKind, VesselTree>>>;
  readonly territories: Readonly<Partial<Record<TreeKind, Territory>>>;
  /** where the main portal vein divides, if it was found */
  readonly hilarBifurcationMm?: WorldPoint;
  /** organ surface voxels that face the hilum, the cava or a fissure and not the free abdominal cavity: 1 there */
  readonly inaccessibleCapsule: Uint8Array;
  readonly couinaud?: CouinaudMap;
  readonly liverTouchesImageBorder: boolean;
  readonly cautions: readonly AnatomyCaution[];
}
