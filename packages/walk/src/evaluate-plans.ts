import {
  type EvaluationSettings,
  evaluatePlan,
  nameAfterEvaluation,
  type Plan,
  PlanError,
  type PlanNotOffered,
  type PreparedAnatomy,
} from "@cantlie/planning";
import { type EvaluatedPlan, marginDeficitMm } from "./evaluated-plan.ts";

export interface PlanLimits {
  readonly settings: EvaluationSettings;
  readonly marginWantedMm: number;
}

/**
 * Evaluates every plan. An automatic plan that this anatomy does not allow is not offered, with the reason.
 *
 * @throws PlanError where a drawn plan does not fit the anatomy
 */
export function evaluatePlans(
  prepared: PreparedAnatomy,
  plans: readonly Plan[],
  { settings, marginWantedMm }: PlanLimits,
): { readonly evaluated: readonly EvaluatedPlan[]; readonly notOffered: readonly PlanNotOffered[] } {
  const evaluated: EvaluatedPlan[] = [];
  const notOffered: PlanNotOffered[] = [];
  for (const plan of plans)
    try {
      const stages = evaluatePlan(prepared, plan, settings);
      const named = nameAfterEvaluation(prepared, plan, stages);
      evaluated.push({ plan: named, stages, marginDeficitMm: marginDeficitMm(stages.at(-1)!, prepared.anatomy, marginWantedMm) });
    } catch (error) {
      if (!(error instanceof PlanError) || plan.origin === "drawn") throw error;
      notOffered.push({ id: plan.id, name: plan.name, code: error.code, message: error.message });
    }
  return { evaluated, notOffered };
}
