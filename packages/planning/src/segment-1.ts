import type { LiverAnatomy, Territory, VesselTree } from "@cantlie/anatomy";

/**
 * Which branches are segment 1's own: at least half of what is attached to them or beyond lies in segment 1.
 *
 * Other branches come near segment 1 without feeding or draining it, so they may neither lose nor save it.
 * @returns one flag per branch of `tree`; all false without a Couinaud map
 */
export function branchesOfSegment1(anatomy: LiverAnatomy, tree: VesselTree, territory: Territory): boolean[] {
  const couinaud = anatomy.couinaud?.values;
  if (couinaud === undefined) return tree.branches.map(() => false);
  const all = new Float64Array(tree.branches.length);
  const inSegment1 = new Float64Array(tree.branches.length);
  territory.point.forEach((point, voxel) => {
    if (point < 0) return;
    const branch = tree.points.branch[point]!;
    all[branch]!++;
    if (couinaud[voxel] === 1) inSegment1[branch]!++;
  });
  const beyond = (branch: number, counts: Float64Array): number =>
    tree.branches[branch]!.children.reduce((sum, child) => sum + beyond(child, counts), counts[branch]!);
  return tree.branches.map((_, branch) => {
    const own = beyond(branch, inSegment1);
    return own > 0 && own >= 0.5 * beyond(branch, all);
  });
}
