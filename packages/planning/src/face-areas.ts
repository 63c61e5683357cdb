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
