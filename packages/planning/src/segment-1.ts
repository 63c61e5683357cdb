import { type LiverAnatomy, type TreeKind, totalBeyond } from "@cantlie/anatomy";

/**
 * Which branches are segment 1's own: at least half of what is attached to them or beyond lies in segment 1.
 *
 * Other branches come near segment 1 without feeding or draining it, so they may neither lose nor save it.
 * @returns one flag per branch of the tree; all false without a Couinaud map
 */
export function branchesOfSegment1(anatomy: LiverAnatomy, organVoxels: Int32Array, kind: TreeKind): boolean[] {
  const tree = anatomy.trees[kind]!;
  const territory = anatomy.territories[kind]!;
  const couinaud = anatomy.couinaud?.values;
  if (couinaud === undefined) return tree.branches.map(() => false);
  const all = tree.branches.map(() => 0);
  const inSegment1 = tree.branches.map(() => 0);
  for (const voxel of organVoxels) {
    const point = territory.point[voxel]!;
    if (point < 0) continue;
    const branch = tree.points.branch[point]!;
    all[branch]!++;
    if (couinaud[voxel] === 1) inSegment1[branch]!++;
  }
  const allBeyond = totalBeyond(tree, all);
  return totalBeyond(tree, inSegment1).map((own, branch) => own > 0 && own >= 0.5 * allBeyond[branch]!);
}
