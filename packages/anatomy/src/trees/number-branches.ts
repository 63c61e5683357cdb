import type { BranchId, TreeKind, VesselBranch, VesselTree } from "../vessel-tree.ts";
import { totalBeyond } from "./subtree.ts";

const LETTER: Readonly<Record<TreeKind, string>> = { portal: "P", hepatic: "H", bile: "B", artery: "A" };

/**
 * The same tree with its branches sorted and numbered in preorder: roots and the children of each branch come in the order of what
 * they supply, most first (P1 is the main trunk; after a branch come all branches beyond it). Orders are counted anew.
 *
 * @param own what each branch supplies itself (territory in voxels or mL), in the order of `tree.branches`
 */
export function numberBranches(tree: VesselTree, own: readonly number[]): VesselTree {
  const beyond = totalBeyond(tree, own);
  const byShare = (indices: readonly number[]): number[] => [...indices].sort((a, b) => beyond[b]! - beyond[a]! || a - b);
  const preorder: number[] = [];
  const waiting = byShare(tree.branches.flatMap(({ parent }, index) => (parent === undefined ? [index] : []))).reverse();
  while (waiting.length > 0) {
    const index = waiting.pop()!;
    preorder.push(index);
    waiting.push(...byShare(tree.branches[index]!.children).reverse());
  }
  const place = new Int32Array(preorder.length);
  preorder.forEach((old, now) => {
    place[old] = now;
  });
  const branches: VesselBranch[] = [];
  preorder.forEach((old, now) => {
    const { parent, children, ...rest } = tree.branches[old]!;
    const newParent = parent === undefined ? undefined : place[parent]!;
    branches.push({
      ...rest,
      id: `${LETTER[tree.kind]}${now + 1}` as BranchId,
      parent: newParent,
      children: byShare(children).map((child) => place[child]!),
      order: newParent === undefined ? 0 : branches[newParent]!.order + 1,
    });
  });
  return { ...tree, branches, points: { ...tree.points, branch: tree.points.branch.map((old) => place[old]!) } };
}
