import type { WorldPoint } from "@cantlie/geometry";
import { worldPoint } from "@cantlie/geometry";
import { branchesBeyond } from "../trees/subtree.ts";
import type { Territory, VesselTree } from "../vessel-tree.ts";

/** The right and left half of a liver by portal supply. */
export interface RightLeftSplit {
  /** 1 right, 2 left, 0 outside the organ or without supply; one value per voxel of the organ grid */
  readonly halves: Uint8Array;
  /** where the left portal vein leaves the trunk */
  readonly bifurcationMm: WorldPoint;
  /** 0..1, that of the left portal vein's name */
  readonly confidence: number;
}

/**
 * Halves of the liver: left is what the left portal vein supplies, right is the rest. Undefined if no branch of the tree
 * could be named the left portal vein.
 *
 * @param tree a named portal tree
 */
export function rightLeftSplit(tree: VesselTree, territory: Territory): RightLeftSplit | undefined {
  const left = tree.branches.findIndex(({ name }) => name === "left portal vein");
  if (left < 0) return undefined;
  const isLeft = new Uint8Array(tree.branches.length);
  for (const branch of branchesBeyond(tree, left)) isLeft[branch] = 1;
  const { points } = tree;
  const halves = new Uint8Array(territory.point.length);
  for (let voxel = 0; voxel < halves.length; voxel++) {
    const point = territory.point[voxel]!;
    if (point >= 0) halves[voxel] = isLeft[points.branch[point]!] ? 2 : 1;
  }
  const first = points.branch.indexOf(left);
  const division = points.parent[first]! >= 0 ? points.parent[first]! : first;
  return {
    halves,
    bifurcationMm: worldPoint(
      points.positionMm[3 * division]!,
      points.positionMm[3 * division + 1]!,
      points.positionMm[3 * division + 2]!,
    ),
    confidence: tree.branches[left]!.nameConfidence,
  };
}
