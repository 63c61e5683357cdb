import type { Grid } from "../grid.ts";
import { requireOneValuePerVoxel } from "../one-value-per-voxel.ts";
import { linesAlong } from "./lines.ts";

/**
 * Gaussian smoothing, one pass per axis, truncated at 3 sigma and normalised. Beyond the border the values are mirrored,
 * border voxel included (c b a | a b c).
 *
 * All sums are in float32 and in a fixed order, from the centre outwards, so that vectorised code gives the same bits.
 *
 * @param sigmaMm standard deviation; 0 gives a copy
 * @throws RangeError if `values` does not have one value per voxel of `grid`, or sigma is negative or not finite
 */
export function gaussian(values: Float32Array, grid: Grid, sigmaMm: number): Float32Array {
  requireOneValuePerVoxel(values, grid, "values");
  let smoothed: Float32Array = values.slice();
  for (const axis of [0, 1, 2] as const) {
    const weights = gaussianWeights(sigmaMm, grid.spacingMm[axis]);
    if (weights.length > 1) smoothed = smoothAlong(smoothed, grid, { axis, weights });
  }
  return smoothed;
}

/**
 * Weights of the centre and of the voxels on one side of it, as float32; the centre plus twice the others is 1.
 *
 * @throws RangeError if sigma is negative or not finite
 */
export function gaussianWeights(sigmaMm: number, spacingMm: number): Float32Array {
  if (!(sigmaMm >= 0) || !Number.isFinite(sigmaMm)) throw new RangeError(`sigma is ${sigmaMm} mm, expected a number from 0 up`);
  const radius = Math.floor((3 * sigmaMm) / spacingMm);
  const raw = Array.from({ length: radius + 1 }, (_, step) =>
    step === 0 ? 1 : Math.exp(-0.5 * ((step * spacingMm) / sigmaMm) ** 2),
  );
  const total = raw.reduce((sum, weight, step) => sum + (step === 0 ? weight : 2 * weight), 0);
  return Float32Array.from(raw, (weight) => weight / total);
}

function smoothAlong(
  values: Float32Array,
  grid: Grid,
  { axis, weights }: { axis: 0 | 1 | 2; weights: Float32Array },
): Float32Array {
  const n = grid.size[axis];
  const radius = weights.length - 1;
  const line = new Float32Array(n + 2 * radius);
  const smoothed = new Float32Array(values.length);
  linesAlong(grid, axis, (first, stride) => {
    for (let at = 0; at < line.length; at++) line[at] = values[first + mirrored(at - radius, n) * stride]!;
    for (let q = 0; q < n; q++) {
      let sum = Math.fround(weights[0]! * line[q + radius]!);
      for (let step = 1; step <= radius; step++) {
        const pair = Math.fround(line[q + radius - step]! + line[q + radius + step]!);
        sum = Math.fround(sum + Math.fround(weights[step]! * pair));
      }
      smoothed[first + q * stride] = sum;
    }
  });
  return smoothed;
}

/** Index of the voxel that stands for `index` beyond the border of a line of `n` voxels. */
export function mirrored(index: number, n: number): number {
  const period = ((index % (2 * n)) + 2 * n) % (2 * n);
  return period < n ? period : 2 * n - 1 - period;
}
