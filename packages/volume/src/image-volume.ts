import type { Grid } from "./grid.ts";

export type VoxelArray =
  | Int8Array
  | Uint8Array
  | Int16Array
  | Uint16Array
  | Int32Array
  | Uint32Array
  | Float32Array
  | Float64Array;

/** A scalar image. `hu` are Hounsfield units; `arbitrary` is a scale without unit (MR). */
export interface ImageVolume {
  readonly grid: Grid;
  /** one value per voxel, i fastest */
  readonly values: VoxelArray;
  readonly quantity: "hu" | "arbitrary";
}

/** A region of space: 1 inside, 0 outside, one value per voxel. */
export interface Mask {
  readonly grid: Grid;
  readonly values: Uint8Array;
}

/** Several regions of space that do not overlap: 0 is none, other values name a region. */
export interface LabelMap {
  readonly grid: Grid;
  readonly values: Uint8Array | Uint16Array;
}
