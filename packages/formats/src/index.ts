export type { FormatCaution, FormatCautionCode } from "./caution.ts";
export { type Details, FormatError, type FormatErrorCode, type Refusal } from "./format-error.ts";
export { type Deflate, type Inflate, isGzip } from "./gzip.ts";
export { labelMapFromImage, maskFromImage } from "./mask-from-image.ts";
export { isNifti } from "./nifti-header.ts";
export { readNifti } from "./read-nifti.ts";
export type { ReadImage, VoxelImage } from "./voxel-image.ts";
export { writeNifti } from "./write-nifti.ts";
