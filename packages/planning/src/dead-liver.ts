import { voxelsToMl } from "@cantlie/volume";
import { VOXEL_STATE } from "./evaluation.ts";
import { DEFAULT_EVALUATION_SETTINGS, type EvaluationSettings } from "./evaluation-settings.ts";
import { keepVessels } from "./kept-vessels.ts";
import { piecesOf } from "./pieces.ts";
import type { Stage } from "./plan.ts";
import { PlanError } from "./plan-error.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { stageSupply } from "./stage-supply.ts";
import { voxelStates } from "./voxel-states.ts";

/** A region without inflow or bile that is larger than this becomes necrotic, leaks or is infected, and is not left behind (design.md section 3). */
export const DEAD_LIVER_LIMIT_ML = 10;

/** Taking a region may cut a branch that feeds the next; trees are so shallow that more rounds mean a plan that eats the liver. */
const MOST_ROUNDS = 5;

export interface AbsorbedResection {
  readonly resected: Uint8Array;
  readonly absorbedMl: number;
}

/**
 * Takes regions over 10 mL that a resection leaves without inflow or bile into the resection, and looks again. For automatic
 * plans only: a drawn plan is evaluated as drawn. Vessels that the stage keeps stay in the remnant.
 *
 * @throws PlanError `plan/dead-liver-left` if such a region is still left after five rounds
 */
export function absorbDeadLiver(
  prepared: PreparedAnatomy,
  resected: Uint8Array,
  stage: Stage,
  settings: EvaluationSettings = DEFAULT_EVALUATION_SETTINGS,
): AbsorbedResection {
  let grown = resected;
  let absorbedVoxels = 0;
  for (let round = 0; round <= MOST_ROUNDS; round++) {
    const dead = deadRegions(prepared, grown, stage, settings);
    if (dead.length === 0) return { resected: grown, absorbedMl: voxelsToMl(prepared.anatomy.grid, absorbedVoxels) };
    const next = grown.slice();
    for (const [first, length] of dead) next.fill(1, first, first + length);
    keepVessels(prepared, next, stage.keep);
    absorbedVoxels += countDifference(prepared, grown, next);
    grown = next;
  }
  throw new PlanError(
    "plan/dead-liver-left",
    `a region over ${DEAD_LIVER_LIMIT_ML} mL without inflow or bile is left after ${MOST_ROUNDS} rounds of taking such regions; the plan cuts or keeps a pedicle that it should not`,
  );
}

/** Runs of voxels (first, length) of the regions over the limit. */
function deadRegions(
  prepared: PreparedAnatomy,
  resected: Uint8Array,
  stage: Stage,
  settings: EvaluationSettings,
): [number, number][] {
  const { grid } = prepared.anatomy;
  const lost = stageSupply(prepared, resected, stage, settings);
  const isLost = (kind: "portal" | "artery" | "bile"): boolean => lost[kind]?.lost.includes(1) ?? false;
  if (!isLost("portal") && !isLost("artery") && !isLost("bile")) return [];
  const { state } = voxelStates(prepared, { resected, lost, occluded: undefined, zones: undefined });
  const isDead = Array.from({ length: 8 }, (_, value) => value === VOXEL_STATE.noInflow || value === VOXEL_STATE.noBile);
  const { sizes, runs } = piecesOf(grid, prepared.organVoxels, state, isDead);
  const regions: [number, number][] = [];
  runs.piece.forEach((piece, run) => {
    if (voxelsToMl(grid, sizes[piece]!) > DEAD_LIVER_LIMIT_ML) regions.push([runs.first[run]!, runs.length[run]!]);
  });
  return regions;
}

function countDifference(prepared: PreparedAnatomy, before: Uint8Array, after: Uint8Array): number {
  let count = 0;
  for (const voxel of prepared.organVoxels) if (after[voxel] !== before[voxel]) count++;
  return count;
}
