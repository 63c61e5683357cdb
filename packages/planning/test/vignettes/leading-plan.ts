import { type Kernels, voxelsToMl } from "@cantlie/volume";
import { automaticPlans } from "../../../walk/src/automatic-plans.ts";
import { beforeGrowth } from "../../../walk/src/before-growth.ts";
import { evaluatePlans } from "../../../walk/src/evaluate-plans.ts";
import type { EvaluatedPlan } from "../../../walk/src/evaluated-plan.ts";
import { evaluationSettings } from "../../../walk/src/evaluation-settings.ts";
import { orderPlans } from "../../../walk/src/order-plans.ts";
import { wantedRemnantMl } from "../../../walk/src/wanted-remnant.ts";
import { DEFAULT_POLICY } from "../../../workup/src/default-policy.ts";
import { prepareEvaluation } from "../../src/prepared-anatomy.ts";
import { type PlanFacts, planFacts } from "./plan-facts.ts";
import type { PatientSketch } from "./vignette.ts";
import { bodyOfVignette, thresholdsOf } from "./vignette-body.ts";
import type { VignetteLiver } from "./vignette-liver.ts";

export interface LeadingPlan {
  /** undefined where no plan is found */
  readonly facts: PlanFacts | undefined;
  /** names of all found plans in the shown order */
  readonly shown: readonly string[];
  /** why there is no plan, or what the found ones leave */
  readonly obstacles: readonly string[];
  /** candidates that were tried and are not offered, with the reason */
  readonly notOffered: readonly string[];
}

/** Finds the plans of a vignette under the default policy as the walk does, and describes the found one that is shown first. */
export function leadingPlan(liver: VignetteLiver, patient: PatientSketch, kernels: Kernels): LeadingPlan {
  const prepared = prepareEvaluation(liver.anatomy, kernels);
  const [body, thresholds] = [bodyOfVignette(liver, patient), thresholdsOf(patient)];
  const { plans, notOffered, obstacles } = automaticPlans(prepared, {
    policy: DEFAULT_POLICY,
    vessels: { keep: [], reconstruct: [] },
    thresholds,
    body,
    occludedBefore: [],
  });
  const found = plans.filter(({ origin }) => origin === "search");
  const { evaluated } = evaluatePlans(prepared, found, {
    finished: new Map(),
    settings: evaluationSettings(DEFAULT_POLICY, []),
    marginWantedMm: DEFAULT_POLICY.marginWantedMm.value,
    kept: { vessels: [], segments: [] },
  });
  const factsOf = ({ plan, stages }: EvaluatedPlan): PlanFacts =>
    planFacts(liver, prepared, { plan, evaluations: stages, patient });
  const wantedMl = wantedRemnantMl(body, thresholds)!;
  const ranked = evaluated.map((one) => ({
    evaluated: one,
    isSufficient: factsOf(one).verdict.startsWith("sufficient"),
    shortfallMl: Math.max(0, wantedMl - one.stages.at(-1)!.volumes.functionalRemnantFullCongestionMl!),
  }));
  const order = orderPlans(ranked.map(beforeGrowth), {
    liverMl: voxelsToMl(liver.anatomy.grid, prepared.organVoxelCount),
    marginAutomaticMinimumMm: DEFAULT_POLICY.marginAutomaticMinimumMm.value,
    lesions: liver.anatomy.lesions,
  }).map((id) => evaluated.find(({ plan }) => plan.id === id)!);
  return {
    facts: order[0] && factsOf(order[0]),
    shown: order.map(({ plan }) => plan.name),
    obstacles: obstacles.map(({ message }) => message),
    notOffered: notOffered.map(({ id, message }) => `${id}: ${message}`),
  };
}
