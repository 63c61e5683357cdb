import { voxelsToMl } from "@cantlie/volume";
import { checkStage } from "./check-stage.ts";
import { drawnResection } from "./drawn-resection.ts";
import { type FinishedRuns, finishDrawn } from "./finished-resection.ts";
import { keptVessels } from "./kept-vessels.ts";
import type { Resection, Stage } from "./plan.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { refit } from "./refit.ts";
import { subtractRuns, uniteRuns } from "./run-algebra.ts";
import { type VoxelRuns, voxelsInRuns } from "./voxel-runs.ts";

/**
 * R of one stage: the union of its finished resections, minus the vessels that the stage keeps, with its cut made smooth if the stage says so.
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

/** Resections that were finished before, so that a plan of them need not draw them again. */
export type FinishedResections = ReadonlyMap<Resection, FinishedRuns>;

/** `planResection`, and how much of it was not drawn; throws as that does. @param finished default: none */
export function stageResection(
  prepared: PreparedAnatomy,
  stage: Stage,
  finished: FinishedResections = new Map(),
): StageResection {
  checkStage(prepared.anatomy, stage);
  const { grid } = prepared.anatomy;
  const parts = stage.resections.map(
    (resection) => finished.get(resection) ?? finishDrawn(prepared, drawnResection(prepared, resection), resection),
  );
  const kept = keptVessels(prepared, stage.keep);
  const unionOf = (what: keyof FinishedRuns): VoxelRuns =>
    subtractRuns(
      parts.reduce((all, part) => uniteRuns(grid, all, part[what]), NOTHING),
      kept,
    );
  const union = unionOf("runs");
  const { refitMm } = stage;
  const resected = refitMm === undefined ? union : refit(prepared, union, { ...stage, refitMm });
  if (!stage.resections.some(({ closed }) => closed)) return { resected };
  return { resected, absorbedMl: voxelsToMl(grid, voxelsInRuns(union) - voxelsInRuns(unionOf("open"))) };
}

const NOTHING: VoxelRuns = { first: new Int32Array(), length: new Int32Array() };
