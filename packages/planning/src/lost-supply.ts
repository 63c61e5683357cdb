import type { TreeKind, VesselTree } from "@cantlie/anatomy";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { runLookup } from "./run-lookup.ts";
import { TREE_KINDS } from "./voxel-classes.ts";
import type { VoxelRuns } from "./voxel-runs.ts";

/** What a cut tree no longer reaches. */
export interface LostSupply {
  /** 1 + one flag per centreline point; entry 0 stands for "attached to nothing" and is never lost */
  readonly lost: Uint8Array;
  /** points at which a living branch enters the resected tissue, in the tree's order */
  readonly cutPoints: readonly number[];
}

/**
 * Follows a tree downstream from its roots: a branch is cut where its centreline enters the resected tissue, and everything
 * beyond the cut is lost, also when the centreline comes out again.
 *
 * @param isResected asked of flat indices of the organ grid
 * @param restored branches (by index) that carry flow although they are cut: they are reconstructed
 * @param blocked branches that carry no flow although they are not cut: they were occluded before
 */
export function lostSupply(
  tree: VesselTree,
  isResected: (voxel: number) => boolean,
  restored: ReadonlySet<number> = new Set(),
  blocked: ReadonlySet<number> = new Set(),
): LostSupply {
  const { count, parent, branch, voxel } = tree.points;
  const lost = new Uint8Array(count + 1);
  const severed = new Uint8Array(count);
  const cutPoints: number[] = [];
  for (let point = 0; point < count; point++) {
    const before = parent[point]!;
    const wasSevered = before >= 0 && severed[before] === 1;
    const inside = voxel[point]! >= 0 && isResected(voxel[point]!);
    if (inside && !wasSevered) cutPoints.push(point);
    const isRestored = restored.has(branch[point]!);
    severed[point] = inside || (wasSevered && !isRestored) ? 1 : 0;
    const starved = before >= 0 && lost[before + 1] === 1;
    const isLost = isRestored ? false : inside || starved || blocked.has(branch[point]!);
    lost[point + 1] = isLost ? 1 : 0;
  }
  return { lost, cutPoints };
}

/** What each tree no longer reaches; only trees that have territories. */
export type LostSupplies = Readonly<Partial<Record<TreeKind, LostSupply>>>;

/** Branches of one tree, by index. */
type BranchesOf = (kind: TreeKind) => ReadonlySet<number>;

/**
 * `lostSupply` of every tree that has territories.
 *
 * @param restored default: none
 * @param blocked default: none
 */
export function lostSupplies(
  { anatomy, attachment }: PreparedAnatomy,
  resected: VoxelRuns,
  { restored, blocked }: { readonly restored?: BranchesOf; readonly blocked?: BranchesOf } = {},
): LostSupplies {
  const { holds } = runLookup(anatomy.grid, resected);
  const lost: Partial<Record<TreeKind, LostSupply>> = {};
  for (const kind of TREE_KINDS) {
    const tree = anatomy.trees[kind];
    if (tree !== undefined && attachment[kind] !== undefined)
      lost[kind] = lostSupply(tree, holds, restored?.(kind), blocked?.(kind));
  }
  return lost;
}
