import { type Grid, voxelsToMl } from "@cantlie/volume";
import { totalBeyond } from "./trees/subtree.ts";
import type { Territory, VesselTree } from "./vessel-tree.ts";

/** Volumes of what one branch supplies, mL. */
export interface BranchTerritory {
  /** attached to the branch itself */
  readonly ownMl: number;
  /** attached to it or to any branch beyond it */
  readonly beyondMl: number;
  /** the part of `beyondMl` that another branch is almost as near to */
  readonly ambiguousMl: number;
}

/** What each branch of a tree supplies, in the order of `tree.branches`. */
export function territoryVolumes(grid: Grid, tree: VesselTree, territory: Territory): BranchTerritory[] {
  const own = new Array<number>(tree.branches.length).fill(0);
  const ambiguous = new Array<number>(tree.branches.length).fill(0);
  for (let voxel = 0; voxel < territory.point.length; voxel++) {
    const point = territory.point[voxel]!;
    if (point < 0) continue;
    const branch = tree.points.branch[point]!;
    own[branch]!++;
    if (territory.ambiguous[voxel]) ambiguous[branch]!++;
  }
  const beyond = totalBeyond(tree, own);
  const ambiguousBeyond = totalBeyond(tree, ambiguous);
  return own.map((voxels, branch) => ({
    ownMl: voxelsToMl(grid, voxels),
    beyondMl: voxelsToMl(grid, beyond[branch]!),
    ambiguousMl: voxelsToMl(grid, ambiguousBeyond[branch]!),
  }));
}
