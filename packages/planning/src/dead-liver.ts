import { voxelsToMl } from "@cantlie/volume";
import { VOXEL_STATE } from "./evaluation.ts";
import { DEFAULT_EVALUATION_SETTINGS, type EvaluationSettings } from "./evaluation-settings.ts";
import { keepVessels } from "./kept-vessels.ts";
import { piecesOf } from "./pieces.ts";
import type { Stage } from "./plan.ts";
import { PlanError } from "./plan-error.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { type StageStates, stageStates } from "./stage-states.ts";
import { runsInStates } from "./state-runs.ts";
import { countOf, type VoxelStates } from "./voxel-states.ts";

/** A region without inflow or bile that is larger than this becomes necrotic, leaks or is infected, and is not left behind (design.md section 3). */
export const DEAD_LIVER_LIMIT_ML = 10;

/** Taking a region may cut a branch that feeds the next; trees are so shallow that more rounds mean a plan that eats the liver. */
const MOST_ROUNDS = 5;

export interface AbsorbedResection {
  readonly resected: Uint8Array;
  readonly absorbedMl: number;
  /** the fate of the voxels after `resected` */
  readonly stageStates: StageStates;
}

/**
 * Takes regions over 10 mL that a resection leaves without inflow or bile into the resection, and looks again. For automatic
 * plans only: a drawn plan is evaluated as drawn. Trunks that are alive stay in the remnant, whether the stage names them or not:
 * the region's own pedicle is dead, and what passes through it serves others.
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
    const result = stageStates(prepared, grown, stage, settings);
    const dead = deadRegions(prepared, result.states);
    if (dead.length === 0) {
      return { resected: grown, absorbedMl: voxelsToMl(prepared.anatomy.grid, absorbedVoxels), stageStates: result };
    }
    const isLiving = livingTrunks(prepared, result.lost);
    grown = grown.slice();
    for (const [first, length] of dead)
      for (let voxel = first; voxel < first + length; voxel++) if (isLiving[prepared.trunks.at[voxel]!] === 0) grown[voxel] = 1;
    keepVessels(prepared, grown, stage.keep);
    for (const [first, length] of dead) for (let voxel = first; voxel < first + length; voxel++) absorbedVoxels += grown[voxel]!;
  }
  throw new PlanError(
    "plan/dead-liver-left",
    `a region over ${DEAD_LIVER_LIMIT_ML} mL without inflow or bile is left after ${MOST_ROUNDS} rounds of taking such regions; the plan cuts or keeps a pedicle that it should not`,
  );
}

/** One flag per value of `prepared.trunks.at`: 1 for trunks of which no point is cut or cut off. */
function livingTrunks({ trunks, anatomy }: PreparedAnatomy, lost: StageStates["lost"]): Uint8Array {
  const living = Uint8Array.of(0, ...trunks.list.map(() => 1));
  trunks.list.forEach(({ tree, branch }, n) => {
    const supply = lost[tree];
    if (supply === undefined) return;
    const { points } = anatomy.trees[tree]!;
    for (let point = 0; point < points.count; point++)
      if (points.branch[point] === branch && supply.lost[point + 1] === 1) living[n + 1] = 0;
  });
  return living;
}

/** Runs of voxels (first, length) of the regions over the limit. */
function deadRegions(prepared: PreparedAnatomy, states: VoxelStates): [number, number][] {
  const { grid } = prepared.anatomy;
  const { noInflow, noBile } = VOXEL_STATE;
  const deadMl = voxelsToMl(grid, countOf(states, noInflow) + countOf(states, noBile));
  if (deadMl <= DEAD_LIVER_LIMIT_ML) return [];
  const isDead = Array.from({ length: 8 }, (_, value) => value === noInflow || value === noBile);
  const runs = runsInStates(grid, states.runs, isDead);
  const { sizes, piece } = piecesOf(grid, runs);
  const regions: [number, number][] = [];
  piece.forEach((one, run) => {
    if (voxelsToMl(grid, sizes[one]!) > DEAD_LIVER_LIMIT_ML) regions.push([runs.first[run]!, runs.length[run]!]);
  });
  return regions;
}
