import type { OrganFrame } from "@cantlie/anatomy";
import { cropValues, inverseOrder, reorderGrid, reorderValues, type VoxelArray } from "@cantlie/volume";

/** Values on the labels' grid, brought to the organ grid: axes in canonical order, cropped. Nothing is interpolated. */
export function onOrganGrid<T extends VoxelArray>(values: T, frame: OrganFrame): T {
  const labelsGrid = reorderGrid(frame.fullGrid, inverseOrder(frame.order));
  return cropValues(reorderValues(values, labelsGrid, frame.order), frame.fullGrid, frame.box);
}
