import type { Grid } from "../grid.ts";
import type { NearestLabel } from "../kernels.ts";
import { requireOneValuePerVoxel } from "../one-value-per-voxel.ts";
import { squaredSpacingRatio } from "../reference/lines.ts";
import type { Arena } from "./arena.ts";

/** Lines taken at once, and bytes of one parabola: as in assembly/tiles.ts and the envelopes. */
const TILE = 16;
const PARABOLA_BYTES = 24;

export function distanceToMaskMm(arena: Arena, mask: Uint8Array, grid: Grid): Float32Array {
  requireOneValuePerVoxel(mask, grid, "mask");
  arena.clear();
  const squared = arena.take(4 * mask.length);
  const scratch = arena.take((4 * TILE + PARABOLA_BYTES) * Math.max(...grid.size));
  const at = arena.put(mask);
  const [weightJ, weightK] = [squaredSpacingRatio(grid, 1), squaredSpacingRatio(grid, 2)];
  arena.run.squaredDistance(at, squared, ...grid.size, weightJ, weightK, scratch);
  arena.run.rootsInto(squared, mask.length, grid.spacingMm[0]);
  return arena.float32(squared, mask.length).slice();
}

export function nearestLabel(arena: Arena, labels: Uint8Array | Uint16Array, grid: Grid): NearestLabel {
  requireOneValuePerVoxel(labels, grid, "labels");
  arena.clear();
  const n = labels.length;
  const squared = arena.take(4 * n);
  const scratch = arena.take((6 * TILE + PARABOLA_BYTES) * Math.max(...grid.size));
  const nearest = arena.take(2 * n);
  arena.uint16(nearest, n).set(labels);
  const [weightJ, weightK] = [squaredSpacingRatio(grid, 1), squaredSpacingRatio(grid, 2)];
  arena.run.nearestLabel(nearest, squared, ...grid.size, weightJ, weightK, scratch);
  arena.run.rootsInto(squared, n, grid.spacingMm[0]);
  return { labels: arena.uint16(nearest, n).slice(), distanceMm: arena.float32(squared, n).slice() };
}
