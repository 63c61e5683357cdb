import { ablationZones } from "./ablation-zones.ts";
import { branchSet } from "./branch-reference.ts";
import type { EvaluationSettings } from "./evaluation-settings.ts";
import { type LostSupplies, lostSupplies } from "./lost-supply.ts";
import type { BranchReference, Stage } from "./plan.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import type { VoxelRuns } from "./voxel-runs.ts";
import { type VoxelStates, voxelStates } from "./voxel-states.ts";

/** The fate of every voxel after a resection. */
export interface StageStates {
  /** what each tree no longer reaches since it is cut; only trees that have territories */
  readonly lost: LostSupplies;
  /** ablation zones; absent without ablations */
  readonly zones: VoxelRuns | undefined;
  readonly states: VoxelStates;
}

/** @throws PlanError if `stage` names a branch or lesion that the anatomy does not have */
export function stageStates(
  prepared: PreparedAnatomy,
  resected: VoxelRuns,
  stage: Stage,
  settings: EvaluationSettings,
): StageStates {
  const { anatomy } = prepared;
  const lostWith = (blocked: readonly BranchReference[]): LostSupplies =>
    lostSupplies(prepared, resected, {
      restored: (kind) => branchSet(anatomy, kind, stage.reconstruct),
      blocked: (kind) => branchSet(anatomy, kind, blocked),
    });
  const lost = lostWith([]);
  const before = settings.occludedBefore;
  const occludedBefore = before.length > 0 ? lostWith(before) : undefined;
  const occluded = stage.occlude.length > 0 ? lostWith([...before, ...stage.occlude]) : occludedBefore;
  const zones = ablationZones(prepared, stage.ablations);
  return { lost, zones, states: voxelStates(prepared, { resected, lost, occludedBefore, occluded, zones }) };
}
