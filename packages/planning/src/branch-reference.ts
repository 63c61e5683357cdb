import type { BranchId, LiverAnatomy, TreeKind } from "@cantlie/anatomy";
import type { BranchReference } from "./plan.ts";
import { PlanError } from "./plan-error.ts";

/** Indices of the branches of one tree that `references` name; references to other trees are left out. @throws PlanError */
export function branchSet(anatomy: LiverAnatomy, tree: TreeKind, references: readonly BranchReference[]): Set<number> {
  return new Set(references.filter((one) => one.tree === tree).map((one) => branchIndex(anatomy, tree, one.branch)));
}

/** @throws PlanError `plan/no-territory` without such a tree, `plan/unknown-branch` without such a branch */
export function branchIndex(anatomy: LiverAnatomy, kind: TreeKind, branch: BranchId): number {
  const tree = anatomy.trees[kind];
  if (tree === undefined)
    throw new PlanError("plan/no-territory", `branch ${branch} is named, but no ${kind} tree was found: its label is missing`, {
      tree: kind,
      branch,
    });
  const index = tree.branches.findIndex((one) => one.id === branch);
  if (index >= 0) return index;
  throw new PlanError(
    "plan/unknown-branch",
    `the ${kind} tree has no branch ${branch}; its ${tree.branches.length} branches are ${range(tree.branches.map((one) => one.id))}. The plan was probably made on another anatomy`,
    { tree: kind, branch },
  );
}

function range(ids: readonly string[]): string {
  return ids.length <= 3 ? ids.join(", ") : `${ids[0]} to ${ids.at(-1)}`;
}
