import type { Vector3 } from "@cantlie/geometry";
import { boundingBox } from "../crop.ts";
import type { Grid } from "../grid.ts";

/** The box around a mask's foreground with a rim of one background voxel, so that every foreground voxel has all its neighbours. */
export interface PaddedBox {
  /** voxels along i, j, k, rim included */
  readonly size: Vector3;
  /** voxel of the whole grid that lies at (0, 0, 0) of the box; may be -1 */
  readonly start: Vector3;
  /** flat index in the box of each foreground voxel, ascending */
  readonly inBox: Int32Array;
  /** flat index in the whole grid of the same voxels */
  readonly inGrid: Int32Array;
}

/** Undefined if the mask is empty. */
export function paddedBox(mask: Uint8Array, grid: Grid): PaddedBox | undefined {
  const box = boundingBox(mask, grid);
  if (!box) return undefined;
  const size: Vector3 = [box.size[0] + 2, box.size[1] + 2, box.size[2] + 2];
  const start: Vector3 = [box.start[0] - 1, box.start[1] - 1, box.start[2] - 1];
  const inBox: number[] = [];
  const inGrid: number[] = [];
  for (let k = 1; k < size[2] - 1; k++)
    for (let j = 1; j < size[1] - 1; j++) {
      const row = start[0] + grid.size[0] * (start[1] + j + grid.size[1] * (start[2] + k));
      for (let i = 1; i < size[0] - 1; i++) {
        if (mask[row + i] === 0) continue;
        inBox.push(i + size[0] * (j + size[1] * k));
        inGrid.push(row + i);
      }
    }
  return { size, start, inBox: Int32Array.from(inBox), inGrid: Int32Array.from(inGrid) };
}

export function boxVoxelCount(box: PaddedBox): number {
  return box.size[0] * box.size[1] * box.size[2];
}
