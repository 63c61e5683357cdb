import { ADJACENT_SEGMENTS, type LesionId, SEGMENT_VALUE, SEGMENTS, type Segment } from "@cantlie/anatomy";
import { type Grid, voxelsToMl } from "@cantlie/volume";
import { cutVessels, dividedVessels, touchedVessels } from "./cut-vessels.ts";
import { type PlanVolumes, STATE_COUNT, type StageEvaluation, VOXEL_STATE } from "./evaluation.ts";
import { DEFAULT_EVALUATION_SETTINGS, type EvaluationSettings } from "./evaluation-settings.ts";
import { lesionMargins } from "./lesion-margins.ts";
import { type LesionTreatment, lesionTreatment } from "./lesion-treatment.ts";
import { piecesOf } from "./pieces.ts";
import type { Stage } from "./plan.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { intersectRuns, uniteRuns, voxelsInBoth } from "./run-algebra.ts";
import { servingPoints } from "./serving-points.ts";
import { type StageStates, stageStates } from "./stage-states.ts";
import { stateBorders } from "./state-borders.ts";
import { runsInStates } from "./state-runs.ts";
import { interval90 } from "./uncertainty/probability-at-least.ts";
import { volumeUncertainty } from "./uncertainty/volume-uncertainty.ts";
import { unknownFields } from "./unknown-fields.ts";
import { type VoxelRuns, voxelsInRuns } from "./voxel-runs.ts";
import { countOf, type VoxelStates } from "./voxel-states.ts";

/**
 * What a resection does to the liver: volumes, margins, cut vessels, and what the remnant loses of inflow, outflow and bile.
 * What depends on a tree that the anatomy does not have is absent and named in `unknown`.
 *
 * @param resected R; voxels outside the organ do not count
 * @param stage for its ablations, reconstructions, surveillance and occlusions; its resections are already in `resected`
 * @throws PlanError if `stage` names a branch or lesion that the anatomy does not have
 */
export function evaluateStage(
  prepared: PreparedAnatomy,
  resected: VoxelRuns,
  stage: Stage,
  settings: EvaluationSettings = DEFAULT_EVALUATION_SETTINGS,
): StageEvaluation {
  const inOrgan = intersectRuns(prepared.organRuns, resected);
  return completeEvaluation(prepared, stage, { resected: inOrgan, ...stageStates(prepared, inOrgan, stage, settings) }, settings);
}

/** Everything that follows from the fate of the voxels. */
function completeEvaluation(
  prepared: PreparedAnatomy,
  stage: Stage,
  { resected, lost, zones, states }: StageStates & { readonly resected: VoxelRuns },
  settings: EvaluationSettings,
): StageEvaluation {
  const { grid } = prepared.anatomy;
  const borders = stateBorders(grid, states.runs);
  const { resected: isResected, occluded, functional, noOutflow } = VOXEL_STATE;
  const living = piecesOf(grid, runsInStates(grid, states.runs, flags(functional, noOutflow, occluded)));
  const remaining = remainingSegments(prepared, states);
  const treated = zones === undefined ? resected : uniteRuns(grid, resected, zones);
  const treatment = lesionTreatment(prepared, stage, { resected, treated });
  const serving = servingPoints(prepared, lost, states.resectedOf);
  const volumes = stageVolumes(prepared, states, settings);
  const deviations = volumeUncertainty(prepared, { states, lost, stage }, settings);
  return {
    volumes: {
      tumourLeftMl: tumourLeftMl(prepared, treated),
      ...volumes,
      ...(volumes.functionalRemnantMl !== undefined && {
        intervalMl: interval90(volumes.functionalRemnantMl, deviations.functionalRemnant.sdMl),
      }),
    },
    uncertainty: Object.fromEntries(Object.entries(deviations).filter(([name]) => `${name}Ml` in volumes)),
    margins: lesionMargins(
      prepared,
      treatment,
      { resected, treated, remnantAtCut: borders.remnantAtCut, lost, serving },
      settings,
    ),
    cutVessels: cutVessels(prepared, lost),
    dividedVessels: dividedVessels(prepared, lost, serving),
    touchedVessels: touchedVessels(prepared, resected, { lost, serving }),
    transectionAreaMm2: borders.transectionAreaMm2,
    cuts: cutsOf(grid, piecesOf(grid, runsInStates(grid, states.runs, flags(isResected))).sizes),
    ...(remaining && { remainingSegments: remaining, adjacentSegmentsRemain: hasAdjacentPair(remaining) }),
    ...(lost.portal && { islandsMl: voxelsToMl(grid, sum(living.sizes) - Math.max(0, ...living.sizes)) }),
    ...decisions(prepared, treatment),
    unknown: unknownFields(prepared),
    state: states.runs,
  };
}

function stageVolumes(
  prepared: PreparedAnatomy,
  states: VoxelStates,
  settings: EvaluationSettings,
): Omit<PlanVolumes, "tumourLeftMl" | "intervalMl"> {
  const { grid } = prepared.anatomy;
  const { portal, hepatic, bile } = prepared.attachment;
  const ml = (voxels: number): number => voxelsToMl(grid, voxels);
  const count = (state: number): number => countOf(states, state);
  const resected = count(VOXEL_STATE.resected);
  const drained = count(VOXEL_STATE.functional);
  const undrained = count(VOXEL_STATE.noOutflow);
  const functionalMl = ml(drained + (1 - settings.congestionFactor) * undrained);
  return {
    resectedMl: ml(resected),
    remnantMl: ml(prepared.organVoxelCount - resected),
    ablatedMl: ml(states.ablated),
    ...(states.ablated > 0 && { healthyAblatedMl: ml(states.ablated - states.tumourAblated) }),
    healthyResectedMl: ml(resected - states.tumourResected),
    ...(portal && {
      noInflowMl: ml(states.noInflow),
      devitalisedMl: ml(count(VOXEL_STATE.noInflow) + count(VOXEL_STATE.noBile)),
      functionalRemnantIgnoringCongestionMl: ml(drained + undrained),
      ...(states.occluded > 0 && { occludedMl: ml(states.occluded) }),
    }),
    ...(hepatic && { noOutflowMl: ml(states.noOutflow) }),
    ...(bile && { noBileMl: ml(states.noBile) }),
    ...(portal &&
      hepatic && {
        functionalRemnantMl: functionalMl,
        functionalRemnantFullCongestionMl: ml(drained),
      }),
  };
}

/**
 * The least specimen that anyone plans: the wedge at the automatic minimum of 5 mm around a lesion of no size, a ball of 10 mm, holds
 * 0.52 mL. What is smaller is a fragment that the raggedness of a border leaves.
 */
export const LEAST_CUT_ML = 0.5;

function cutsOf(grid: Grid, pieceSizes: readonly number[]): number {
  const cuts = pieceSizes.filter((voxels) => voxelsToMl(grid, voxels) >= LEAST_CUT_ML).length;
  return Math.max(cuts, Math.min(1, pieceSizes.length));
}

/** Lesions that need no removal and former sites without visible tumour do not count. */
function tumourLeftMl({ anatomy, lesionRuns }: PreparedAnatomy, treated: VoxelRuns): number {
  let left = 0;
  anatomy.lesions.forEach(({ status, origin }, n) => {
    if (status === "benign" || origin === "note") return;
    left += voxelsInRuns(lesionRuns[n]!) - voxelsInBoth(lesionRuns[n]!, treated);
  });
  return voxelsToMl(anatomy.grid, left);
}

/** What the plan does about each lesion, taken together. */
function decisions(
  { anatomy: { lesions } }: PreparedAnatomy,
  treatment: readonly LesionTreatment[],
): Pick<StageEvaluation, "clearsDisease" | "undecided" | "surveilled"> {
  const isUnsure = (n: number): boolean => lesions[n]!.status === "disappeared" || lesions[n]!.status === "indeterminate";
  const idsWhere = (isMeant: (n: number) => boolean): LesionId[] => lesions.flatMap(({ id }, n) => (isMeant(n) ? [id] : []));
  const isOpen = (n: number): boolean => treatment[n] === "left" || (treatment[n] === "surveilled" && !isUnsure(n));
  return {
    clearsDisease: lesions.length > 0 && lesions.every(({ status }, n) => status === "benign" || !isOpen(n)),
    undecided: idsWhere((n) => isUnsure(n) && treatment[n] === "left"),
    surveilled: idsWhere((n) => treatment[n] === "surveilled"),
  };
}

/**
 * Segments of which at least half still works. Voxels without inflow, bile or outflow do not count, so that half of the segment
 * has its pedicle and its drainage; congestion counts in full here whatever its factor, since drainage must be intact.
 */
function remainingSegments(prepared: PreparedAnatomy, states: VoxelStates): Segment[] | undefined {
  const { couinaud } = prepared.anatomy;
  if (couinaud === undefined || prepared.attachment.portal === undefined || prepared.attachment.hepatic === undefined)
    return undefined;
  return SEGMENTS.filter((segment) => {
    if (segment === "4b" ? !couinaud.parts4 : segment === "4" ? couinaud.parts4 : segment === "4a" ? !couinaud.parts4 : false)
      return false;
    const value = SEGMENT_VALUE[segment];
    let total = 0;
    for (const state of Object.values(VOXEL_STATE)) total += countOf(states, state, value);
    return total > 0 && countOf(states, VOXEL_STATE.functional, value) >= total / 2;
  });
}

function hasAdjacentPair(remaining: readonly Segment[]): boolean {
  const plain = new Set(remaining.map((segment) => segment.charAt(0)));
  return ADJACENT_SEGMENTS.some(([a, b]) => plain.has(a) && plain.has(b));
}

function flags(...values: number[]): boolean[] {
  return Array.from({ length: STATE_COUNT }, (_, value) => values.includes(value));
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
