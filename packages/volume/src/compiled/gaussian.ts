import type { Grid } from "../grid.ts";
import { requireOneValuePerVoxel } from "../one-value-per-voxel.ts";
import { gaussianWeights } from "../reference/gaussian.ts";
import type { Arena } from "./arena.ts";

export function gaussian(arena: Arena, values: Float32Array, { grid, sigmaMm }: { grid: Grid; sigmaMm: number }): Float32Array {
  requireOneValuePerVoxel(values, grid, "values");
  arena.clear();
  const [ni, nj, nk] = grid.size;
  const weights = grid.spacingMm.map((spacingMm) => gaussianWeights(sigmaMm, spacingMm));
  const longest = Math.max(...grid.size.map((n, axis) => n + 2 * weights[axis]!.length));
  const line = arena.take(4 * longest);
  const weightsAt = weights.map((axis) => arena.put(axis));
  let from = arena.put(values);
  let to = arena.take(4 * values.length);
  const rowBytes = 4 * ni;
  const sliceBytes = rowBytes * nj;
  for (const axis of [0, 1, 2] as const) {
    const radius = weights[axis]!.length - 1;
    if (radius === 0) continue;
    const at = weightsAt[axis]!;
    if (axis === 0) arena.run.smoothRows(from, to, ni, nj * nk, at, radius, line);
    if (axis === 1)
      for (let slice = 0; slice < nk * sliceBytes; slice += sliceBytes)
        arena.run.smoothAcross(from + slice, to + slice, ni, nj, rowBytes, at, radius, line);
    if (axis === 2)
      for (let row = 0; row < sliceBytes; row += rowBytes)
        arena.run.smoothAcross(from + row, to + row, ni, nk, sliceBytes, at, radius, line);
    [from, to] = [to, from];
  }
  return arena.float32(from, values.length).slice();
}
