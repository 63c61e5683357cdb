import { assessVolumes, type Remnant, type ThresholdPolicy } from "@cantlie/clinical";
import type { Resection, Stage, StageEvaluation } from "@cantlie/planning";
import type { PlanEntry } from "@cantlie/workup";
import { type EvaluatedPlan, finalStage } from "./evaluated-plan.ts";
import { planRatios } from "./plan-ratios.ts";

/** One entry of plan.json's `plans`: the plan as text and numbers, and what the rules say of it. */
export function planEntry(evaluated: EvaluatedPlan, remnant: Remnant, thresholds: ThresholdPolicy): PlanEntry {
  const { plan, stages } = evaluated;
  const last = finalStage(evaluated);
  return {
    id: plan.id,
    name: plan.name,
    ...(plan.newWorldName !== undefined && { newWorldName: plan.newWorldName }),
    origin: plan.origin,
    family: plan.family,
    why: plan.why,
    givesUp: givesUp(last),
    stages: plan.stages.map((stage, n) => stageEntry(stage, stages[n]!)),
    volumes: documentVolumes(last),
    ratios: planRatios(last, remnant, thresholds),
    margins: last.margins,
    cutVessels: last.cutVessels,
    dividedVessels: last.dividedVessels,
    touchedVessels: last.touchedVessels,
    transectionAreaMm2: last.transectionAreaMm2,
    cuts: last.cuts,
    ...(last.remainingSegments && { remainingSegments: last.remainingSegments }),
    ...(last.islandsMl !== undefined && { islandsMl: last.islandsMl }),
    clearsDisease: last.clearsDisease,
    unknown: last.unknown,
    findings: assessVolumes(remnant, thresholds),
  };
}

/** What the plan costs, in words that follow from its numbers. Without a known lesion nothing is said to be left. */
function givesUp({ volumes, margins, clearsDisease }: StageEvaluation): string {
  const left = margins.filter(({ kind }) => kind === "not-removed").map(({ lesion }) => lesion);
  const healthyMl = volumes.healthyResectedMl + (volumes.healthyAblatedMl ?? 0);
  const costs = [
    ...(clearsDisease || left.length === 0 ? [] : [`leaves ${left.join(", ")} in place`]),
    `${healthyMl.toFixed(0)} mL of healthy liver`,
    ...over10Ml(volumes.noInflowMl, "of the remnant without inflow"),
    ...over10Ml(volumes.noOutflowMl, "of the remnant without outflow"),
  ];
  return costs.join("; ");
}

/** Under 10 mL of dead liver may stay behind (DEAD_LIVER_LIMIT_ML of planning); less than that is not worth a sentence. */
function over10Ml(valueMl: number | undefined, what: string): string[] {
  return valueMl !== undefined && valueMl > 10 ? [`${valueMl.toFixed(0)} mL ${what}`] : [];
}

function stageEntry(stage: Stage, evaluation: StageEvaluation): PlanEntry["stages"][number] {
  return {
    ...stage,
    resections: stage.resections.map(resectionEntry),
    ...(evaluation.absorbedMl !== undefined && { absorbedMl: evaluation.absorbedMl }),
    volumes: documentVolumes(evaluation),
    margins: evaluation.margins,
  };
}

/** A mask is named, not written out: its voxels stand in labels/. */
function resectionEntry(resection: Resection): PlanEntry["stages"][number]["resections"][number] {
  return resection.kind === "drawn" ? { kind: "drawn", file: resection.name ?? "drawn" } : resection;
}

function documentVolumes({ volumes }: StageEvaluation): PlanEntry["volumes"] {
  const { standardDeviationMl: _, standardDeviationFullCongestionMl: __, ...shown } = volumes;
  return shown;
}
