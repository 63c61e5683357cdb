import type { Vector3 } from "@cantlie/geometry";
import type { Grid } from "../grid.ts";
import type { Arena } from "./arena.ts";

/** Where the box around the foreground stands in memory, and its measures with a rim of one voxel. */
export interface PaddedBoxInMemory {
  /** address of the first and last i, j, k, without the rim */
  readonly at: number;
  /** voxels along i, j, k, rim included */
  readonly size: Vector3;
  /** voxel of the grid at (0, 0, 0) of the padded box; may be -1 */
  readonly start: Vector3;
}

/** Undefined if the mask at address `mask` is empty. */
export function findPaddedBox(arena: Arena, mask: number, grid: Grid): PaddedBoxInMemory | undefined {
  const at = arena.take(24);
  if (!arena.run.boundingBox(mask, ...grid.size, at)) return undefined;
  const [i0, j0, k0, i1, j1, k1] = arena.int32(at, 6) as unknown as [number, number, number, number, number, number];
  return { at, size: [i1 - i0 + 3, j1 - j0 + 3, k1 - k0 + 3], start: [i0 - 1, j0 - 1, k0 - 1] };
}
