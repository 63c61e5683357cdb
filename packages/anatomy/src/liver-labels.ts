import type { Grid } from "@cantlie/volume";

/**
 * The labels of one patient, all on one grid (any size and orientation). One byte per voxel; masks are foreground where
 * non-zero. What is absent was not labelled, which is not the same as empty.
 */
export interface LiverLabels {
  readonly grid: Grid;
  /** the liver; lesions and vessels inside it may or may not be part of the mask */
  readonly liver: Uint8Array;
  readonly lesions?: Uint8Array;
  readonly portalVein?: Uint8Array;
  /** hepatic veins, with or without the cava */
  readonly hepaticVein?: Uint8Array;
  readonly cava?: Uint8Array;
  readonly bileDuct?: Uint8Array;
  readonly artery?: Uint8Array;
  readonly gallbladder?: Uint8Array;
  /** Couinaud segments: 1..8, where 4 may be 4a and then 9 is 4b; 0 is unlabelled */
  readonly couinaud?: Uint8Array;
}
