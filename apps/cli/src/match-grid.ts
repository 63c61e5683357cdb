import {
  canonicalOrder,
  type Grid,
  gridDifference,
  inverseOrder,
  reorderGrid,
  reorderValues,
  type VoxelArray,
} from "@cantlie/volume";

/**
 * `values` of `from`, in the axis order of `to`, if both grids sample the same places; otherwise how they differ, in words.
 * DICOM and NIfTI files of one scan often store their axes in other orders: that is a permutation, not a resampling.
 */
export function matchGrid<T extends VoxelArray>(
  values: T,
  from: Grid,
  to: Grid,
): { readonly values: T } | { readonly difference: string } {
  if (gridDifference(from, to) === undefined) return { values };
  const fromOrder = canonicalOrder(from);
  const toOrder = canonicalOrder(to);
  const difference = gridDifference(reorderGrid(from, fromOrder), reorderGrid(to, toOrder));
  if (difference !== undefined) return { difference };
  const canonical = reorderValues(values, from, fromOrder);
  return { values: reorderValues(canonical, reorderGrid(from, fromOrder), inverseOrder(toOrder)) };
}
