import type { TreeKind } from "@cantlie/anatomy";
import { branchSet } from "./branch-reference.ts";
import type { EvaluationSettings } from "./evaluation-settings.ts";
import { type LostSupply, lostSupply } from "./lost-supply.ts";
import type { Stage } from "./plan.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";

/** What each tree of the anatomy no longer reaches after a resection; only trees that have territories. */
export function stageSupply(
  prepared: PreparedAnatomy,
  resected: Uint8Array,
  stage: Stage,
  settings: EvaluationSettings,
): Partial<Record<TreeKind, LostSupply>> {
  const lost: Partial<Record<TreeKind, LostSupply>> = {};
  for (const kind of ["portal", "hepatic", "bile", "artery"] as const) {
    const tree = prepared.anatomy.trees[kind];
    if (tree === undefined || prepared.attachment[kind] === undefined) continue;
    const restored = branchSet(prepared.anatomy, kind, stage.reconstruct);
    const blocked = branchSet(prepared.anatomy, kind, settings.occludedBefore);
    lost[kind] = lostSupply(tree, resected, restored, blocked);
  }
  return lost;
}

/** Points of the portal tree that this stage's occlusions cut off, as in `LostSupply.lost`; undefined if it occludes nothing. */
export function occludedPoints(prepared: PreparedAnatomy, resected: Uint8Array, stage: Stage): Uint8Array | undefined {
  const tree = prepared.anatomy.trees.portal;
  if (tree === undefined || stage.occlude.length === 0) return undefined;
  return lostSupply(tree, resected, new Set(), branchSet(prepared.anatomy, "portal", stage.occlude)).lost;
}
