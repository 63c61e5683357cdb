import type { Vector3 } from "@cantlie/geometry";
import { type Grid, voxelCount, voxelToWorld } from "./grid.ts";
import type { VoxelArray } from "./image-volume.ts";
import { searchNonZero } from "./next-non-zero.ts";

/** An axis-aligned box of voxels: first voxel and number of voxels along i, j, k. */
export interface VoxelBox {
  readonly start: Vector3;
  readonly size: Vector3;
}

/** The part of `grid` in `box`. Its voxels keep their places: the origin moves to the first voxel of the box. */
export function cropGrid(grid: Grid, box: VoxelBox): Grid {
  for (const axis of [0, 1, 2] as const)
    if (box.start[axis] < 0 || box.size[axis] < 1 || box.start[axis] + box.size[axis] > grid.size[axis])
      throw new RangeError(`box ${box.start.join(",")} + ${box.size.join("×")} leaves the grid ${grid.size.join("×")}`);
  return { ...grid, size: box.size, originMm: voxelToWorld(grid, box.start[0], box.start[1], box.start[2]) };
}

/** The values of `grid` that lie in `box`, as a new array of the same kind. */
export function cropValues<T extends VoxelArray>(values: T, grid: Grid, box: VoxelBox): T {
  if (values.length !== voxelCount(grid))
    throw new RangeError(`values has ${values.length} values, grid has ${voxelCount(grid)} voxels`);
  const [ni, nj] = grid.size;
  const [mi, mj, mk] = box.size;
  const cropped = new (values.constructor as new (n: number) => T)(mi * mj * mk);
  for (let k = 0; k < mk; k++)
    for (let j = 0; j < mj; j++) {
      const from = box.start[0] + ni * (box.start[1] + j + nj * (box.start[2] + k));
      cropped.set(values.subarray(from, from + mi) as never, mi * (j + mj * k));
    }
  return cropped;
}

/** Writes `cropped`, which lies in `box` of `grid`, into `target`, which covers all of `grid`. */
export function pasteValues<T extends VoxelArray>(target: T, cropped: T, grid: Grid, box: VoxelBox): void {
  const [ni, nj] = grid.size;
  const [mi, mj, mk] = box.size;
  for (let k = 0; k < mk; k++)
    for (let j = 0; j < mj; j++) {
      const from = mi * (j + mj * k);
      target.set(cropped.subarray(from, from + mi) as never, box.start[0] + ni * (box.start[1] + j + nj * (box.start[2] + k)));
    }
}

/**
 * Smallest box that holds every non-zero voxel, widened by `rimMm` where the grid allows; undefined if there is none.
 */
export function boundingBox(values: VoxelArray, grid: Grid, rimMm = 0): VoxelBox | undefined {
  const [ni, nj, nk] = grid.size;
  const nextNonZero = searchNonZero(values);
  let [i0, j0, k0, i1, j1, k1] = [ni, nj, nk, -1, -1, -1];
  for (let at = nextNonZero(0); at < values.length; ) {
    const first = at % ni;
    const row = at - first;
    const rows = row / ni;
    const j = rows % nj;
    const k = (rows - j) / nj;
    let last = ni - 1;
    while (last > i1 && values[row + last] === 0) last--;
    if (first < i0) i0 = first;
    if (last > i1) i1 = last;
    if (j < j0) j0 = j;
    if (j > j1) j1 = j;
    if (k < k0) k0 = k;
    k1 = k;
    at = nextNonZero(row + ni);
  }
  if (i1 < 0) return undefined;
  const rim = grid.spacingMm.map((spacing) => Math.ceil(rimMm / spacing));
  const start: Vector3 = [Math.max(0, i0 - rim[0]!), Math.max(0, j0 - rim[1]!), Math.max(0, k0 - rim[2]!)];
  const end: Vector3 = [Math.min(ni - 1, i1 + rim[0]!), Math.min(nj - 1, j1 + rim[1]!), Math.min(nk - 1, k1 + rim[2]!)];
  return { start, size: [end[0] - start[0] + 1, end[1] - start[1] + 1, end[2] - start[2] + 1] };
}
