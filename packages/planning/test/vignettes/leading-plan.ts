import { type Kernels, voxelsToMl } from "@cantlie/volume";
import { evaluatePlans } from "../../../walk/src/evaluate-plans.ts";
import type { EvaluatedPlan } from "../../../walk/src/evaluated-plan.ts";
import { candidateLimits, evaluationSettings, searchLimits } from "../../../walk/src/evaluation-settings.ts";
import { orderPlans } from "../../../walk/src/order-plans.ts";
import { DEFAULT_POLICY } from "../../../workup/src/default-policy.ts";
import { type PreparedAnatomy, prepareEvaluation } from "../../src/prepared-anatomy.ts";
import { findPlans } from "../../src/search/find-plans.ts";
import { stagedPlans } from "../../src/staged/staged-plans.ts";
import { type PlanFacts, planFacts, wantedRemnantMl } from "./plan-facts.ts";
import type { PatientSketch } from "./vignette.ts";
import type { VignetteLiver } from "./vignette-liver.ts";

export interface LeadingPlan {
  /** undefined where no plan is found */
  readonly facts: PlanFacts | undefined;
  /** names of all plans shown, in their order */
  readonly shown: readonly string[];
  /** why there is no plan, or what the found ones leave */
  readonly obstacles: readonly string[];
  /** candidates that were tried and are not offered, with the reason */
  readonly notOffered: readonly string[];
}

/** Finds the plans of a vignette under the default policy as the walk does, and describes the one that is shown first. */
export function leadingPlan(liver: VignetteLiver, patient: PatientSketch, kernels: Kernels): LeadingPlan {
  const prepared = prepareEvaluation(liver.anatomy, kernels);
  const wantedMl = wantedRemnantMl(liver, patient);
  const search = searchLimits(DEFAULT_POLICY, wantedMl);
  const found = findPlans(prepared, {
    candidates: candidateLimits(DEFAULT_POLICY, { keep: [], reconstruct: [] }),
    search,
    shown: DEFAULT_POLICY.shownPlans.value,
  });
  const isEnough = found.search.pareto.some(({ objectives, left }) => objectives.shortfall === 0 && left.length === 0);
  const staged = isEnough
    ? []
    : stagedPlans(found, { ...search, leastAfterFirstMl: wantedMl, expectedGrowthMl: {}, occludedBefore: [] }).plans;
  const { evaluated } = evaluatePlans(
    prepared,
    [...found.shown, ...staged].map(({ plan }) => plan),
    {
      settings: evaluationSettings(DEFAULT_POLICY, []),
      kept: { vessels: [], segments: [] },
      marginWantedMm: DEFAULT_POLICY.marginWantedMm.value,
    },
  );
  const order = inOrder(liver, prepared, { evaluated, patient, wantedMl });
  const leading = evaluated.find(({ plan }) => plan.id === order[0]);
  return {
    facts: leading && planFacts(liver, prepared, { plan: leading.plan, evaluations: leading.stages, patient }),
    shown: order.map((id) => evaluated.find(({ plan }) => plan.id === id)!.plan.name),
    obstacles: found.search.obstacles.map((obstacle) => JSON.stringify(obstacle)),
    notOffered: found.notOffered.map(({ id, message }) => `${id}: ${message}`),
  };
}

function inOrder(
  liver: VignetteLiver,
  prepared: PreparedAnatomy,
  {
    evaluated,
    patient,
    wantedMl,
  }: { readonly evaluated: readonly EvaluatedPlan[]; readonly patient: PatientSketch; readonly wantedMl: number },
): string[] {
  const ranked = evaluated.map((one) => {
    const { verdict, stages } = planFacts(liver, prepared, { plan: one.plan, evaluations: one.stages, patient });
    const functionalMl = one.stages.at(-1)!.volumes.functionalRemnantFullCongestionMl!;
    return {
      evaluated: one,
      // after an occlusion the remnant has still to grow and to be measured
      isSufficient: stages > 1 ? undefined : verdict.startsWith("sufficient"),
      shortfallMl: stages > 1 ? 0 : Math.max(0, wantedMl - functionalMl),
    };
  });
  return orderPlans(ranked, {
    liverMl: voxelsToMl(liver.anatomy.grid, prepared.organVoxelCount),
    marginAutomaticMinimumMm: DEFAULT_POLICY.marginAutomaticMinimumMm.value,
  });
}
