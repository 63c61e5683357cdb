import type { Grid } from "@cantlie/volume";

/** Area of a voxel's face across i, j, k. */
export function faceAreasMm2(grid: Grid): readonly [number, number, number] {
  const [x, y, z] = grid.spacingMm;
  return [y * z, x * z, x * y];
}

/**
 * A smooth surface whose normals point everywhere alike has two thirds of the area of the voxel faces that follow it
 * (Cauchy: the mean of |cos| is one half, on three axes). Used only where an estimate is enough.
 */
export const ISOTROPIC_FACE_SHARE = 2 / 3;

/** True where `voxel` is the last of its row, column or stack: its flat successor along `axis` is not its neighbour. */
export function isLastAlong(grid: Grid, voxel: number, axis: 0 | 1 | 2): boolean {
  const [ni, nj, nk] = grid.size;
  if (axis === 0) return voxel % ni === ni - 1;
  if (axis === 1) return Math.floor(voxel / ni) % nj === nj - 1;
  return voxel >= ni * nj * (nk - 1);
}
