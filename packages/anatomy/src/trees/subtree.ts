import type { VesselTree } from "../vessel-tree.ts";

/** Indices of `branch` and all branches beyond it. */
export function branchesBeyond(tree: VesselTree, branch: number): number[] {
  const found = [branch];
  for (let at = 0; at < found.length; at++) found.push(...tree.branches[found[at]!]!.children);
  return found;
}

/**
 * For each branch the sum of `own` over it and all branches beyond it.
 *
 * @param own one value per branch
 */
export function totalBeyond(tree: VesselTree, own: readonly number[]): number[] {
  if (own.length !== tree.branches.length)
    throw new RangeError(`own has ${own.length} values, the tree has ${tree.branches.length} branches`);
  const total = [...own];
  // Before numbering, a child may stand before its parent: go by generations, not by index.
  const byGeneration = tree.branches
    .flatMap(({ parent }, index) => (parent === undefined ? [index] : []))
    .flatMap((root) => branchesBeyond(tree, root));
  for (const index of byGeneration.reverse()) {
    const { parent } = tree.branches[index]!;
    if (parent !== undefined) total[parent]! += total[index]!;
  }
  return total;
}

/** 1 for `point` and every point beyond it. */
export function pointsBeyond(tree: VesselTree, point: number): Uint8Array {
  if (!(point >= 0 && point < tree.points.count))
    throw new RangeError(`point is ${point}, the tree has ${tree.points.count} points`);
  const beyond = new Uint8Array(tree.points.count);
  beyond[point] = 1;
  for (let later = point + 1; later < tree.points.count; later++) {
    const before = tree.points.parent[later]!;
    if (before >= 0 && beyond[before]) beyond[later] = 1;
  }
  return beyond;
}

/** Where a resection cuts a tree, and what is lost by it. */
export interface CutTree {
  /** points at which the centreline enters the resection, going away from the root */
  readonly cuts: readonly number[];
  /** 1 for each point in the resection or beyond a cut */
  readonly lost: Uint8Array;
}

/**
 * Cuts the tree wherever its centreline enters a resection. Everything beyond a cut is lost, also where the centreline leaves the
 * resection again; a cut beyond another cut is not listed.
 *
 * @param inResected tells whether a voxel of the organ grid is resected; points outside that grid never are
 */
export function pointsBeyondCuts(tree: VesselTree, inResected: (voxel: number) => boolean): CutTree {
  const { count, parent, voxel } = tree.points;
  const lost = new Uint8Array(count);
  const cuts: number[] = [];
  for (let point = 0; point < count; point++) {
    const before = parent[point]!;
    if (before >= 0 && lost[before]) lost[point] = 1;
    else if (voxel[point]! >= 0 && inResected(voxel[point]!)) {
      lost[point] = 1;
      cuts.push(point);
    }
  }
  return { cuts, lost };
}
