import { voxelsToMl } from "@cantlie/volume";
import { checkStage } from "./check-stage.ts";
import { closedResection } from "./closed-resection.ts";
import { openResection } from "./finished-resection.ts";
import { keptVessels } from "./kept-vessels.ts";
import type { Stage } from "./plan.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { subtractRuns, uniteRuns } from "./run-algebra.ts";
import { type VoxelRuns, voxelsInRuns } from "./voxel-runs.ts";

/**
 * R of one stage: the union of its finished resections, minus the vessels that the stage keeps.
 *
 * @throws PlanError as `checkStage` and `finishedResection` do
 */
export function planResection(prepared: PreparedAnatomy, stage: Stage): VoxelRuns {
  return stageResection(prepared, stage).resected;
}

export interface StageResection {
  readonly resected: VoxelRuns;
  /** what its closed resections take beyond what was drawn; absent where none is closed */
  readonly absorbedMl?: number;
}

/** `planResection`, and how much of it was not drawn; throws as that does. */
export function stageResection(prepared: PreparedAnatomy, stage: Stage): StageResection {
  checkStage(prepared.anatomy, stage);
  const { grid } = prepared.anatomy;
  const open = stage.resections.map((resection) => openResection(prepared, resection));
  const finished = stage.resections.map(({ closed, keep = [] }, n) =>
    closed ? closedResection(prepared, open[n]!, keep) : open[n]!,
  );
  const kept = keptVessels(prepared, stage.keep);
  const unionOf = (parts: readonly VoxelRuns[]): VoxelRuns =>
    subtractRuns(
      parts.reduce((all, part) => uniteRuns(grid, all, part), NOTHING),
      kept,
    );
  const resected = unionOf(finished);
  if (!stage.resections.some(({ closed }) => closed)) return { resected };
  return { resected, absorbedMl: voxelsToMl(grid, voxelsInRuns(resected) - voxelsInRuns(unionOf(open))) };
}

const NOTHING: VoxelRuns = { first: new Int32Array(), length: new Int32Array() };
