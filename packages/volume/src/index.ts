export { type AxisOrder, canonicalOrder, inverseOrder, reorderGrid, reorderValues } from "./canonical.ts";
export { createKernels, type KernelOptions } from "./compiled/create-kernels.ts";
export { convexHullMask, hullMask } from "./convex-hull-mask.ts";
export { boundingBox, cropGrid, cropValues, pasteValues, type VoxelBox } from "./crop.ts";
export { dilateMm } from "./dilate.ts";
export {
  type Grid,
  gridDifference,
  indexToWorld,
  isRightHanded,
  makeGrid,
  normalOf,
  voxelCount,
  voxelDiagonalMm,
  voxelIndexAt,
  voxelsToMl,
  voxelToWorld,
  voxelVolumeMm3,
  worldToVoxel,
} from "./grid.ts";
export type { ImageVolume, LabelMap, Mask, VoxelArray } from "./image-volume.ts";
export type { Components, FrontSources, Kernels, NearestLabel, PathDistance } from "./kernels.ts";
export { convexOutline, largestDiameterInSliceMm, largestDiameterMm } from "./largest-diameter.ts";
export { referenceKernels } from "./reference/reference-kernels.ts";
export { maskSurfaceVoxels } from "./surface-voxels.ts";
