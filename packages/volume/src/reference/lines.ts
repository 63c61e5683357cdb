import type { Grid } from "../grid.ts";

/** Visits every line of voxels along `axis`: flat index of its first voxel, and the step from one voxel to the next. */
export function linesAlong(grid: Grid, axis: 0 | 1 | 2, visit: (first: number, stride: number) => void): void {
  const [ni, nj, nk] = grid.size;
  const stride = axis === 0 ? 1 : axis === 1 ? ni : ni * nj;
  const [innerCount, innerStep, outerCount, outerStep] =
    axis === 0 ? [nj, ni, nk, ni * nj] : axis === 1 ? [ni, 1, nk, ni * nj] : [ni, 1, nj, ni];
  for (let outer = 0; outer < outerCount; outer++)
    for (let inner = 0; inner < innerCount; inner++) visit(outer * outerStep + inner * innerStep, stride);
}

/**
 * (spacing along `axis` / spacing along i)², rounded to float32: multiples of it are then exact in float64, and a ratio
 * such as 2.1 / 0.7 mm, which float64 does not give as 3, becomes 9.
 */
export function squaredSpacingRatio(grid: Grid, axis: 1 | 2): number {
  return Math.fround((grid.spacingMm[axis] / grid.spacingMm[0]) ** 2);
}
