import type { Matrix3, Vector3 } from "@cantlie/geometry";
import { scale } from "@cantlie/geometry";
import { type Grid, voxelCount, voxelToWorld } from "./grid.ts";
import type { VoxelArray } from "./image-volume.ts";

type Axis = 0 | 1 | 2;

/**
 * How to reorder a grid's axes so that i runs most nearly to the patient's left, j to posterior, k to superior.
 *
 * This is a permutation with flips: no value is interpolated, and every voxel keeps its place. Working on the reordered
 * grid makes results independent of the order in which a file happens to store its axes.
 */
export interface AxisOrder {
  /** for each new axis, the old axis that it comes from */
  readonly from: readonly [Axis, Axis, Axis];
  /** for each new axis, whether it runs against the old one */
  readonly flipped: readonly [boolean, boolean, boolean];
}

const PERMUTATIONS: readonly (readonly [Axis, Axis, Axis])[] = [
  [0, 1, 2],
  [0, 2, 1],
  [1, 0, 2],
  [1, 2, 0],
  [2, 0, 1],
  [2, 1, 0],
];

/** The order whose axes lie nearest to L, P, S (largest sum of |cosines|). */
export function canonicalOrder(grid: Grid): AxisOrder {
  let best = PERMUTATIONS[0]!;
  let bestScore = -1;
  for (const from of PERMUTATIONS) {
    const score = from.reduce<number>((sum, old, axis) => sum + Math.abs(grid.direction[old][axis as Axis]), 0);
    if (score > bestScore + 1e-9) {
      best = from;
      bestScore = score;
    }
  }
  return {
    from: best,
    flipped: [grid.direction[best[0]][0] < 0, grid.direction[best[1]][1] < 0, grid.direction[best[2]][2] < 0],
  };
}

export function reorderGrid(grid: Grid, order: AxisOrder): Grid {
  const first: [number, number, number] = [0, 0, 0];
  order.from.forEach((old, axis) => {
    if (order.flipped[axis]) first[old] = grid.size[old] - 1;
  });
  const pick = (v: Vector3): Vector3 => [v[order.from[0]], v[order.from[1]], v[order.from[2]]];
  const direction = order.from.map((old, axis) => scale(grid.direction[old], order.flipped[axis] ? -1 : 1)) as unknown as Matrix3;
  return { size: pick(grid.size), spacingMm: pick(grid.spacingMm), originMm: voxelToWorld(grid, ...first), direction };
}

/** Values of `grid` in the new order; `grid` is the grid that `values` lies on now. */
export function reorderValues<T extends VoxelArray>(values: T, grid: Grid, order: AxisOrder): T {
  if (values.length !== voxelCount(grid))
    throw new RangeError(`values has ${values.length} values, grid has ${voxelCount(grid)} voxels`);
  if (order.from.every((old, axis) => old === axis) && !order.flipped.some(Boolean)) return values;
  const strides: Vector3 = [1, grid.size[0], grid.size[0] * grid.size[1]];
  const size = order.from.map((old) => grid.size[old]) as [number, number, number];
  const step = order.from.map((old, axis) => strides[old] * (order.flipped[axis] ? -1 : 1)) as [number, number, number];
  const start = order.from.reduce<number>(
    (sum, old, axis) => sum + (order.flipped[axis] ? (grid.size[old] - 1) * strides[old] : 0),
    0,
  );
  const reordered = new (values.constructor as new (n: number) => T)(values.length);
  let to = 0;
  for (let k = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++) {
      let from = start + j * step[1] + k * step[2];
      for (let i = 0; i < size[0]; i++, from += step[0]) reordered[to++] = values[from]!;
    }
  return reordered;
}

/** The order that undoes `order`: `reorderValues(reorderValues(v, g, o), reorderGrid(g, o), inverseOrder(o))` is `v`. */
export function inverseOrder(order: AxisOrder): AxisOrder {
  const from: [Axis, Axis, Axis] = [0, 0, 0];
  const flipped: [boolean, boolean, boolean] = [false, false, false];
  order.from.forEach((old, axis) => {
    from[old] = axis as Axis;
    flipped[old] = order.flipped[axis]!;
  });
  return { from, flipped };
}
