import { type LiverAnatomy, type TreeKind, totalBeyond } from "@cantlie/anatomy";
import { TREE_KINDS, type VoxelClasses } from "./voxel-classes.ts";

/** What the voxels of each class live on. */
export interface Attachments {
  /** 1 + centreline point of each class, 0 for none; one array per tree that has territories */
  readonly attachment: Readonly<Partial<Record<TreeKind, Int32Array>>>;
  /** trees without a branch of segment 1's own: what they do to segment 1 is assumed to be nothing */
  readonly segment1Assumed: readonly TreeKind[];
}

/**
 * Voxels are attached to the point whose territory holds them; those of segment 1 only to branches of its own, since other branches
 * come near segment 1 without feeding or draining it, so they may neither lose nor save it.
 */
export function attachments(anatomy: LiverAnatomy, classes: VoxelClasses): Attachments {
  const attachment: Partial<Record<TreeKind, Int32Array>> = {};
  const segment1Assumed: TreeKind[] = [];
  for (const kind of TREE_KINDS) {
    const territory = classes.territory[kind];
    if (territory === undefined) continue;
    const { branch } = anatomy.trees[kind]!.points;
    const own = branchesOfSegment1(anatomy, classes, kind);
    if (anatomy.couinaud !== undefined && !own.includes(true)) segment1Assumed.push(kind);
    attachment[kind] = territory.map((point, one) =>
      point > 0 && classes.segment[one] === 1 && !own[branch[point - 1]!] ? 0 : point,
    );
  }
  return { attachment, segment1Assumed };
}

/**
 * Which branches are segment 1's own, one flag each: at least half of what is attached to them or beyond lies in segment 1.
 */
function branchesOfSegment1(anatomy: LiverAnatomy, classes: VoxelClasses, kind: TreeKind): boolean[] {
  const tree = anatomy.trees[kind]!;
  const all = tree.branches.map(() => 0);
  const inSegment1 = tree.branches.map(() => 0);
  classes.territory[kind]!.forEach((point, one) => {
    if (point === 0) return;
    const branch = tree.points.branch[point - 1]!;
    all[branch]! += classes.voxels[one]!;
    if (classes.segment[one] === 1) inSegment1[branch]! += classes.voxels[one]!;
  });
  const allBeyond = totalBeyond(tree, all);
  return totalBeyond(tree, inSegment1).map((own, branch) => own > 0 && own >= 0.5 * allBeyond[branch]!);
}
