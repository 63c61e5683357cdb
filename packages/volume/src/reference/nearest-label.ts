import { type Grid, voxelCount } from "../grid.ts";
import type { NearestLabel } from "../kernels.ts";
import { requireOneValuePerVoxel } from "../one-value-per-voxel.ts";
import { linesAlong, squaredSpacingRatio } from "./lines.ts";

/**
 * Label of the Euclidean nearest labelled voxel: the distance transform of {@link distanceToMaskMm} with the label carried along.
 *
 * Where two labelled voxels are equally near, the smaller label wins. "Equally near" is decided exactly if the spacings
 * along i and j are equal or both ratios to the first spacing are short binary fractions; else to the rounding of float32.
 *
 * @param labels 0 is none; one value per voxel, i fastest
 * @throws RangeError if `labels` does not have one value per voxel of `grid`
 */
export function nearestLabel(labels: Uint8Array | Uint16Array, grid: Grid): NearestLabel {
  requireOneValuePerVoxel(labels, grid, "labels");
  const nearest = Uint16Array.from(labels);
  const squared = new Float32Array(voxelCount(grid));
  nearestAlongRows(nearest, squared, grid.size[0]);
  lowerEnvelopes(nearest, squared, grid, 1);
  lowerEnvelopes(nearest, squared, grid, 2);
  return { labels: nearest, distanceMm: squared.map((value) => Math.sqrt(value) * grid.spacingMm[0]) };
}

function nearestAlongRows(labels: Uint16Array, squared: Float32Array, rowLength: number): void {
  const fromLeft = new Uint16Array(rowLength);
  for (let row = 0; row < labels.length; row += rowLength) {
    let steps = Number.POSITIVE_INFINITY;
    let label = 0;
    for (let i = 0; i < rowLength; i++) {
      steps++;
      if (labels[row + i] !== 0) [steps, label] = [0, labels[row + i]!];
      squared[row + i] = steps * steps;
      fromLeft[i] = label;
    }
    steps = Number.POSITIVE_INFINITY;
    label = 0;
    for (let i = rowLength - 1; i >= 0; i--) {
      steps++;
      if (labels[row + i] !== 0) [steps, label] = [0, labels[row + i]!];
      const left = squared[row + i]!;
      const right = steps * steps;
      const rightIsNearer = right < left || (right === left && label < fromLeft[i]!);
      if (rightIsNearer) squared[row + i] = right;
      labels[row + i] = rightIsNearer ? label : fromLeft[i]!;
    }
  }
}

/** As for the distance alone, but parabolas that only touch the envelope are kept: at that place they tie. */
function lowerEnvelopes(labels: Uint16Array, squared: Float32Array, grid: Grid, axis: 1 | 2): void {
  const n = grid.size[axis];
  const weight = squaredSpacingRatio(grid, axis);
  const apex = new Int32Array(n);
  const label = new Uint16Array(n);
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
        if (crossing >= begins[last]!) break;
        last--;
      }
      last++;
      apex[last] = q;
      label[last] = labels[first + q * stride]!;
      height[last] = f;
      begins[last] = last === 0 ? Number.NEGATIVE_INFINITY : crossing;
    }
    if (last < 0) return;
    for (let q = 0, at = 0; q < n; q++) {
      while (at < last && begins[at + 1]! < q) at++;
      const steps = q - apex[at]!;
      let smallest = label[at]!;
      for (let tied = at + 1; tied <= last && begins[tied] === q; tied++) if (label[tied]! < smallest) smallest = label[tied]!;
      squared[first + q * stride] = height[at]! + weight * (steps * steps);
      labels[first + q * stride] = smallest;
    }
  });
}
