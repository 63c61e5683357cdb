import type { TreeKind } from "@cantlie/anatomy";
import { ablationZones } from "./ablation-zones.ts";
import { branchSet } from "./branch-reference.ts";
import type { EvaluationSettings } from "./evaluation-settings.ts";
import { type LostSupply, lostSupply } from "./lost-supply.ts";
import type { Stage } from "./plan.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { type VoxelStates, voxelStates } from "./voxel-states.ts";

/** The fate of every voxel after a resection. */
export interface StageStates {
  /** what each tree no longer reaches; only trees that have territories */
  readonly lost: Readonly<Partial<Record<TreeKind, LostSupply>>>;
  /** ablation zones, one byte per voxel of the grid */
  readonly zones: Uint8Array | undefined;
  readonly states: VoxelStates;
}

/** @throws PlanError if `stage` names a branch or lesion that the anatomy does not have */
export function stageStates(
  prepared: PreparedAnatomy,
  resected: Uint8Array,
  stage: Stage,
  settings: EvaluationSettings,
): StageStates {
  const { anatomy, attachment } = prepared;
  const lost: Partial<Record<TreeKind, LostSupply>> = {};
  for (const kind of ["portal", "hepatic", "bile", "artery"] as const) {
    const tree = anatomy.trees[kind];
    if (tree === undefined || attachment[kind] === undefined) continue;
    const restored = branchSet(anatomy, kind, stage.reconstruct);
    const blocked = branchSet(anatomy, kind, settings.occludedBefore);
    lost[kind] = lostSupply(tree, resected, restored, blocked);
  }
  const zones = ablationZones(anatomy, stage.ablations);
  const states = voxelStates(prepared, { resected, lost, occluded: occludedPoints(prepared, resected, stage), zones });
  return { lost, zones, states };
}

/** Points of the portal tree that this stage's occlusions cut off, as in `LostSupply.lost`; undefined if it occludes nothing. */
function occludedPoints(prepared: PreparedAnatomy, resected: Uint8Array, stage: Stage): Uint8Array | undefined {
  const tree = prepared.anatomy.trees.portal;
  if (tree === undefined || stage.occlude.length === 0) return undefined;
  const blocked = lostSupply(tree, resected, new Set(), branchSet(prepared.anatomy, "portal", stage.occlude)).lost;
  const already = lostSupply(tree, resected).lost;
  return blocked.map((isLost, point) => (isLost === 1 && already[point] === 0 ? 1 : 0));
}
