import { multiply, type Vector3 } from "@cantlie/geometry";
import { type Grid, voxelToWorld } from "@cantlie/volume";
import { branchesBeyond } from "../trees/subtree.ts";
import type { Territory, VesselTree } from "../vessel-tree.ts";

/** How much territory there is and where it lies: number of voxels, and sums of their places (LPS mm) and of the products of those. */
export interface TerritoryShape {
  readonly voxels: number;
  readonly sumMm: Vector3;
  /** sums of xx, yy, zz, xy, xz, yz */
  readonly sumMm2: readonly [number, number, number, number, number, number];
}

const EMPTY: TerritoryShape = { voxels: 0, sumMm: [0, 0, 0], sumMm2: [0, 0, 0, 0, 0, 0] };

/** Shape of what each branch supplies itself, in the order of `tree.branches`. */
export function ownShapes(grid: Grid, tree: VesselTree, territory: Territory): TerritoryShape[] {
  // Rows of voxels are summed along i first: their other two coordinates are shared.
  const sums = tree.branches.map(() => new Float64Array(10));
  const [ni, nj, nk] = grid.size;
  const { branch } = tree.points;
  for (let k = 0, voxel = 0; k < nk; k++)
    for (let j = 0; j < nj; j++)
      for (let i = 0; i < ni; i++, voxel++) {
        const point = territory.point[voxel]!;
        if (point < 0) continue;
        const s = sums[branch[point]!]!;
        s[0]!++;
        s[1]! += i;
        s[2]! += j;
        s[3]! += k;
        s[4]! += i * i;
        s[5]! += j * j;
        s[6]! += k * k;
        s[7]! += i * j;
        s[8]! += i * k;
        s[9]! += j * k;
      }
  return sums.map((s) => inMillimetres(s, grid));
}

/** Shape of each branch together with all beyond it. */
export function shapesBeyond(tree: VesselTree, own: readonly TerritoryShape[]): TerritoryShape[] {
  return tree.branches.map((_, index) =>
    branchesBeyond(tree, index)
      .map((other) => own[other]!)
      .reduce(together, EMPTY),
  );
}

export function together(a: TerritoryShape, b: TerritoryShape): TerritoryShape {
  return combine(a, b, 1);
}

/** What is left of `a` without `b`, which is a part of it. */
export function without(a: TerritoryShape, b: TerritoryShape): TerritoryShape {
  return combine(a, b, -1);
}

export function centroidMm(shape: TerritoryShape): Vector3 {
  return [shape.sumMm[0] / shape.voxels, shape.sumMm[1] / shape.voxels, shape.sumMm[2] / shape.voxels];
}

/**
 * How surely `a` lies beyond `b` along a direction: the chance that a voxel of `a` lies farther along it than a voxel of `b`, for
 * normally distributed voxels (normal distribution function by the logistic curve with 1.702, within .01 of it). 0.5 where
 * neither lies beyond the other or one of them is empty.
 *
 * @param direction LPS, any length
 */
export function chanceBeyond(a: TerritoryShape, b: TerritoryShape, direction: Vector3): number {
  if (a.voxels === 0 || b.voxels === 0) return 0.5;
  const spread = Math.sqrt(varianceAlong(a, direction) + varianceAlong(b, direction));
  const apart = along(centroidMm(a), direction) - along(centroidMm(b), direction);
  return spread > 0 ? 1 / (1 + Math.exp((-1.702 * apart) / spread)) : apart > 0 ? 1 : apart < 0 ? 0 : 0.5;
}

export function along(place: Vector3, direction: Vector3): number {
  return place[0] * direction[0] + place[1] * direction[1] + place[2] * direction[2];
}

function varianceAlong(shape: TerritoryShape, [x, y, z]: Vector3): number {
  const [xx, yy, zz, xy, xz, yz] = shape.sumMm2;
  const meanSquare = (xx * x * x + yy * y * y + zz * z * z + 2 * (xy * x * y + xz * x * z + yz * y * z)) / shape.voxels;
  return Math.max(0, meanSquare - along(centroidMm(shape), [x, y, z]) ** 2);
}

function combine(a: TerritoryShape, b: TerritoryShape, sign: 1 | -1): TerritoryShape {
  const [p, q] = [a.sumMm, b.sumMm];
  const [m, n] = [a.sumMm2, b.sumMm2];
  return {
    voxels: a.voxels + sign * b.voxels,
    sumMm: [p[0] + sign * q[0], p[1] + sign * q[1], p[2] + sign * q[2]],
    sumMm2: [
      m[0] + sign * n[0],
      m[1] + sign * n[1],
      m[2] + sign * n[2],
      m[3] + sign * n[3],
      m[4] + sign * n[4],
      m[5] + sign * n[5],
    ],
  };
}

/** Sums over voxel indices turned into sums over places: place = origin + A · index. */
function inMillimetres(s: Float64Array, grid: Grid): TerritoryShape {
  const voxels = s[0]!;
  if (voxels === 0) return EMPTY;
  const mean: Vector3 = [s[1]! / voxels, s[2]! / voxels, s[3]! / voxels];
  const centre = voxelToWorld(grid, ...mean);
  const scatter = [
    [s[4]! - voxels * mean[0] ** 2, s[7]! - voxels * mean[0] * mean[1], s[8]! - voxels * mean[0] * mean[2]],
    [s[7]! - voxels * mean[0] * mean[1], s[5]! - voxels * mean[1] ** 2, s[9]! - voxels * mean[1] * mean[2]],
    [s[8]! - voxels * mean[0] * mean[2], s[9]! - voxels * mean[1] * mean[2], s[6]! - voxels * mean[2] ** 2],
  ];
  const steps = ([0, 1, 2] as const).map((axis) => {
    const unit: [number, number, number] = [0, 0, 0];
    unit[axis] = grid.spacingMm[axis];
    return multiply(grid.direction, unit);
  });
  const sumMm2 = (a: 0 | 1 | 2, b: 0 | 1 | 2): number => {
    let sum = voxels * centre[a] * centre[b];
    for (let i = 0; i < 3; i++) for (let j = 0; j < 3; j++) sum += steps[i]![a] * steps[j]![b] * scatter[i]![j]!;
    return sum;
  };
  return {
    voxels,
    sumMm: [centre[0] * voxels, centre[1] * voxels, centre[2] * voxels],
    sumMm2: [sumMm2(0, 0), sumMm2(1, 1), sumMm2(2, 2), sumMm2(0, 1), sumMm2(0, 2), sumMm2(1, 2)],
  };
}
