import type { Lesion, LiverAnatomy } from "@cantlie/anatomy";
import { type Remnant, strictestThreshold, type ThresholdPolicy } from "@cantlie/clinical";
import type { Resection, Stage, StageEvaluation } from "@cantlie/planning";
import type { PlanEntry } from "@cantlie/workup";
import { type EvaluatedPlan, finalStage, isUncertain } from "./evaluated-plan.ts";
import { planRatios } from "./plan-ratios.ts";
import { resectedSegments } from "./resected-segments.ts";
import { whatMattersMost } from "./what-matters-most.ts";

/** What an entry needs to know beside the plan. */
export interface EntryFacts {
  readonly remnant: Remnant;
  readonly thresholds: ThresholdPolicy;
  readonly anatomy: LiverAnatomy;
}

/** One entry of plan.json's `plans`: the plan as text and numbers. What the rules say of it comes last: `withAssessments`. */
export function planEntry(evaluated: EvaluatedPlan, { remnant, thresholds, anatomy }: EntryFacts): PlanEntry {
  const { plan, stages } = evaluated;
  const last = finalStage(evaluated);
  const sensitivity = whatMattersMost({
    body: remnant,
    flrMl: remnant.flrMl,
    deviation: last.uncertainty.functionalRemnantFullCongestion,
    wantedMl: strictestThreshold(remnant, thresholds)?.wantedMl,
  });
  return {
    id: plan.id,
    name: plan.name,
    ...(plan.newWorldName !== undefined && { newWorldName: plan.newWorldName }),
    origin: plan.origin,
    family: plan.family,
    why: plan.why,
    ...(plan.leftOut && { leftOut: plan.leftOut }),
    givesUp: givesUp(last, anatomy.lesions),
    stages: watchedStages(plan, last).map((stage, n) => stageEntry(stage, { stages, n, anatomy })),
    volumes: last.volumes,
    uncertainty: last.uncertainty,
    ratios: planRatios(last, remnant, thresholds),
    ...(sensitivity && { sensitivity }),
    margins: last.margins,
    cutVessels: last.cutVessels,
    dividedVessels: last.dividedVessels,
    touchedVessels: last.touchedVessels,
    transectionAreaMm2: last.transectionAreaMm2,
    cuts: last.cuts,
    ...(last.remainingSegments && { remainingSegments: last.remainingSegments }),
    ...(last.islandsMl !== undefined && { islandsMl: last.islandsMl }),
    clearsDisease: last.clearsDisease,
    ...(last.undecided.length > 0 && { undecided: last.undecided }),
    ...(last.surveilled.length > 0 && { surveilled: last.surveilled }),
    unknown: last.unknown,
    findings: [],
  };
}

/** An automatic plan watches what it leaves: what it takes is not told as watched. A drawn one stands as it was drawn. */
function watchedStages({ origin, stages }: EvaluatedPlan["plan"], { surveilled }: StageEvaluation): readonly Stage[] {
  if (origin === "drawn") return stages;
  return stages.map((stage) => ({ ...stage, surveil: stage.surveil.filter(({ lesion }) => surveilled.includes(lesion)) }));
}

/** What the plan costs, in words that follow from its numbers. */
function givesUp({ volumes, margins, undecided, surveilled }: StageEvaluation, lesions: readonly Lesion[]): string {
  const needed = lesions.filter(({ status }) => status !== "benign");
  const isLeft = (id: string): boolean => margins.some(({ lesion, kind }) => lesion === id && kind === "not-removed");
  const left = needed.filter((lesion) => isLeft(lesion.id) && !undecided.includes(lesion.id)).map(({ id }) => id);
  const named = (ids: readonly string[]): string =>
    ids
      .map((id) => {
        const lesion = lesions.find((one) => one.id === id);
        return lesion !== undefined && isUncertain(lesion) ? `${id} (${lesion.status})` : id;
      })
      .join(", ");
  const healthyMl = volumes.healthyResectedMl + (volumes.healthyAblatedMl ?? 0);
  return [
    ...(left.length > 0 ? [`leaves ${left.join(", ")} in place`] : []),
    ...(undecided.length > 0 ? [`decides nothing on ${named(undecided)}: resect, ablate or watch`] : []),
    ...(surveilled.length > 0 ? [`only watches ${named(surveilled)}`] : []),
    `${healthyMl.toFixed(0)} mL of healthy liver`,
    ...over10Ml(volumes.noInflowMl, "of the remnant without inflow"),
    ...over10Ml(volumes.noOutflowMl, "of the remnant without outflow"),
  ].join("; ");
}

/** Under 10 mL of dead liver may stay behind (DEAD_LIVER_LIMIT_ML of planning); less than that is not worth a sentence. */
function over10Ml(valueMl: number | undefined, what: string): string[] {
  return valueMl !== undefined && valueMl > 10 ? [`${valueMl.toFixed(0)} mL ${what}`] : [];
}

function stageEntry(
  stage: Stage,
  {
    stages,
    n,
    anatomy: { couinaud, grid },
  }: { readonly stages: readonly StageEvaluation[]; readonly n: number; readonly anatomy: LiverAnatomy },
): PlanEntry["stages"][number] {
  const evaluation = stages[n]!;
  return {
    ...stage,
    resections: stage.resections.map(resectionEntry),
    ...(evaluation.absorbedMl !== undefined && { absorbedMl: evaluation.absorbedMl }),
    volumes: evaluation.volumes,
    ...(couinaud && { resectedSegments: resectedSegments(evaluation, stages[n - 1], { couinaud, grid }) }),
    margins: evaluation.margins,
  };
}

/** A mask is named, not written out: its voxels stand in labels/. */
function resectionEntry(resection: Resection): PlanEntry["stages"][number]["resections"][number] {
  if (resection.kind !== "drawn") return resection;
  const { mask: _, name, ...told } = resection;
  return { ...told, file: name ?? "drawn" };
}
