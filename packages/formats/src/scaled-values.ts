import type { VoxelArray } from "@cantlie/volume";

/**
 * `slope · raw + intercept`, in the smallest signed type that holds it exactly when both are integers, else in floating point.
 * Returns `raw` itself if there is nothing to do.
 */
export function scaledValues(raw: VoxelArray, slope: number, intercept: number): VoxelArray {
  if (slope === 1 && intercept === 0) return raw;
  const scaled = emptyFor(raw, slope, intercept);
  for (let n = 0; n < raw.length; n++) scaled[n] = slope * raw[n]! + intercept;
  return scaled;
}

function emptyFor(raw: VoxelArray, slope: number, intercept: number): VoxelArray {
  if (raw instanceof Float64Array) return new Float64Array(raw.length);
  if (raw instanceof Float32Array) return new Float32Array(raw.length);
  if (Number.isInteger(slope) && Number.isInteger(intercept)) {
    let low = Infinity;
    let high = -Infinity;
    for (let n = 0; n < raw.length; n++) {
      const value = slope * raw[n]! + intercept;
      if (value < low) low = value;
      if (value > high) high = value;
    }
    if (low >= -32768 && high <= 32767) return new Int16Array(raw.length);
    if (low >= -2147483648 && high <= 2147483647) return new Int32Array(raw.length);
  }
  // 32-bit integers do not fit into a float32 without loss.
  return raw instanceof Int32Array || raw instanceof Uint32Array ? new Float64Array(raw.length) : new Float32Array(raw.length);
}
