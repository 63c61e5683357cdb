import type { Grid } from "../grid.ts";
import { requireOneValuePerVoxel } from "../one-value-per-voxel.ts";
import { FACES_AND_EDGES, FACING, TOUCHING } from "../reference/neighbourhood.ts";
import type { Arena } from "./arena.ts";
import { findPaddedBox } from "./padded-box.ts";

export function thinToCurve(arena: Arena, mask: Uint8Array, grid: Grid): Uint8Array {
  requireOneValuePerVoxel(mask, grid, "mask");
  arena.clear();
  const curve = new Uint8Array(mask.length);
  const at = arena.put(mask);
  const box = findPaddedBox(arena, at, grid);
  if (!box) return curve;
  const [rowStep, rows, slices] = box.size;
  const sliceStep = rowStep * rows;
  // rows of neighbours are read four bytes at a time
  const values = arena.take(sliceStep * slices + 4);
  const foreground = arena.run.padForeground(at, grid.size[0], grid.size[1], box.at, 0, 0);
  const list = arena.take(4 * foreground);
  const removable = arena.take(4 * foreground);
  const tables = arena.put(Uint32Array.from([...TOUCHING, ...FACING, FACES_AND_EDGES]));
  arena.run.padForeground(at, grid.size[0], grid.size[1], box.at, values, list);
  const remaining = arena.run.thinToCurve(values, rowStep, sliceStep, list, foreground, removable, tables);
  for (const voxel of arena.int32(list, remaining)) {
    const i = voxel % rowStep;
    const rest = (voxel - i) / rowStep;
    const j = rest % rows;
    const k = (rest - j) / rows;
    curve[box.start[0] + i + grid.size[0] * (box.start[1] + j + grid.size[1] * (box.start[2] + k))] = 1;
  }
  return curve;
}
