import type { Lesion, LiverAnatomy } from "@cantlie/anatomy";
import type { Plan, StageEvaluation } from "@cantlie/planning";

/** A plan with what each of its stages does, on today's anatomy: stage n with all that stages 1..n resect. */
export interface EvaluatedPlan {
  readonly plan: Plan;
  readonly stages: readonly StageEvaluation[];
  /** what is wanted of a margin and not reached, summed over the lesions, mm */
  readonly marginDeficitMm: number;
}

/** The state after the last stage. */
export function finalStage(evaluated: EvaluatedPlan): StageEvaluation {
  return evaluated.stages.at(-1)!;
}

/** Sum over lesions of how far the least margin, to parenchyma or to a kept vessel, falls short of `wantedMm`; a lesion left in place counts in full. */
export function marginDeficitMm(evaluation: StageEvaluation, anatomy: LiverAnatomy, wantedMm: number): number {
  return evaluation.margins.reduce((sum, margin) => {
    const lesion = anatomy.lesions.find(({ id }) => id === margin.lesion);
    if (lesion?.status === "benign" || margin.kind === "surveilled") return sum;
    if (margin.kind === "not-removed") return sum + wantedMm;
    const leastMm = Math.min(margin.parenchymalMm ?? Infinity, margin.vascularMm ?? Infinity);
    return sum + Math.max(0, wantedMm - leastMm);
  }, 0);
}

/** Of lesions that the images do not show, or not as one, a person decides: resect, ablate or watch. */
export function isUncertain({ status }: Pick<Lesion, "status">): boolean {
  return status === "disappeared" || status === "indeterminate";
}
