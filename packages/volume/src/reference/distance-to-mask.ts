import type { Grid } from "../grid.ts";
import { requireOneValuePerVoxel } from "../one-value-per-voxel.ts";
import { linesAlong, squaredSpacingRatio } from "./lines.ts";

/**
 * Distance from every voxel centre to the nearest foreground voxel centre.
 *
 * Exact Euclidean distance with anisotropic spacing: a scan along i, then one lower envelope of parabolas per line along j and k.
 * P. Felzenszwalb, D. Huttenlocher, "Distance Transforms of Sampled Functions", Theory of Computing 8 (2012) 415-428,
 * doi:10.4086/toc.2012.v008a019. Squares are kept in units of the spacing along i, so that they are whole numbers, and exact,
 * where spacings are equal.
 *
 * @param mask foreground where non-zero; one value per voxel, i fastest
 * @returns millimetres, one per voxel; 0 on foreground, Infinity everywhere if `mask` is empty
 * @throws RangeError if `mask` does not have one value per voxel of `grid`
 */
export function distanceToMaskMm(mask: Uint8Array, grid: Grid): Float32Array {
  requireOneValuePerVoxel(mask, grid, "mask");
  const squared = squaredDistanceAlongRows(mask, grid.size[0]);
  lowerEnvelopes(squared, grid, 1);
  lowerEnvelopes(squared, grid, 2);
  return squared.map((value) => Math.sqrt(value) * grid.spacingMm[0]);
}

function squaredDistanceAlongRows(mask: Uint8Array, rowLength: number): Float32Array {
  const squared = new Float32Array(mask.length);
  for (let row = 0; row < mask.length; row += rowLength) {
    let steps = Number.POSITIVE_INFINITY;
    for (let i = row; i < row + rowLength; i++) {
      steps = mask[i] ? 0 : steps + 1;
      squared[i] = steps * steps;
    }
    steps = Number.POSITIVE_INFINITY;
    for (let i = row + rowLength - 1; i >= row; i--) {
      steps = mask[i] ? 0 : steps + 1;
      if (steps * steps < squared[i]!) squared[i] = steps * steps;
    }
  }
  return squared;
}

/** Replaces the values of each line along `axis` by the lower envelope of the parabolas that stand on them. */
function lowerEnvelopes(squared: Float32Array, grid: Grid, axis: 1 | 2): void {
  const n = grid.size[axis];
  const weight = squaredSpacingRatio(grid, axis);
  const apex = new Int32Array(n);
  const height = new Float64Array(n);
  const begins = new Float64Array(n);
  linesAlong(grid, axis, (first, stride) => {
    let last = -1;
    for (let q = 0; q < n; q++) {
      const f = squared[first + q * stride]!;
      if (f === Number.POSITIVE_INFINITY) continue;
      let crossing = Number.NEGATIVE_INFINITY;
      while (last >= 0) {
        const v = apex[last]!;
        crossing = (f - height[last]! + weight * (q * q - v * v)) / (2 * weight * (q - v));
        if (crossing > begins[last]!) break;
        last--;
      }
      last++;
      apex[last] = q;
      height[last] = f;
      begins[last] = last === 0 ? Number.NEGATIVE_INFINITY : crossing;
    }
    if (last < 0) return;
    for (let q = 0, at = 0; q < n; q++) {
      while (at < last && begins[at + 1]! < q) at++;
      const steps = q - apex[at]!;
      squared[first + q * stride] = height[at]! + weight * (steps * steps);
    }
  });
}
