import type { Grid, VoxelArray } from "@cantlie/volume";
import type { FormatCaution } from "./caution.ts";

/** Values on a grid, as a file holds them: whether they are HU, labels or a mask is known to the caller, not to the file. */
export interface VoxelImage {
  readonly grid: Grid;
  /** one value per voxel, i fastest; may share memory with the bytes it was read from */
  readonly values: VoxelArray;
}

export interface ReadImage {
  readonly image: VoxelImage;
  readonly cautions: readonly FormatCaution[];
}
