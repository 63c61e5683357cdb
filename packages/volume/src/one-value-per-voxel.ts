import { type Grid, voxelCount } from "./grid.ts";

/** @throws RangeError unless `values` has one value per voxel of `grid` */
export function requireOneValuePerVoxel(values: ArrayLike<number>, grid: Grid, argument: string): void {
  const n = voxelCount(grid);
  if (values.length !== n) throw new RangeError(`${argument} has ${values.length} values, grid has ${n} voxels`);
}
