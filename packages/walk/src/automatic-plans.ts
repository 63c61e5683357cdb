import type { Remnant, ThresholdPolicy } from "@cantlie/clinical";
import {
  type BranchReference,
  type CandidateNotOffered,
  type FinishedResections,
  findPlans,
  finishedResections,
  type Plan,
  type PreparedAnatomy,
  stagedPlans,
  standardPlans,
} from "@cantlie/planning";
import type { PlanDocument, Policy } from "@cantlie/workup";
import { candidateLimits, planOptions, searchLimits } from "./evaluation-settings.ts";
import type { PlansSought } from "./no-plan-because.ts";
import { plansForLesions } from "./plans-for-lesions.ts";
import { plansWithinGrowth } from "./plans-within-growth.ts";
import type { PolicyVessels } from "./resolve-policy-vessels.ts";
import { searchSection } from "./search-section.ts";
import { stagedLimits } from "./staged-limits.ts";
import { wantedRemnantMl } from "./wanted-remnant.ts";
import { watchingUncertainLesions } from "./watching-uncertain-lesions.ts";

/** What nobody drew: the found plans in their order, plans in two stages where they are needed, and every named operation that removes a lesion. */
export interface AutomaticPlans {
  readonly plans: readonly Plan[];
  readonly notOffered: readonly CandidateNotOffered[];
  /** the search's account of itself; absent where plans were not searched for */
  readonly search?: NonNullable<PlanDocument["search"]>;
  /** what kept the search from plans that treat every lesion or leave enough */
  readonly obstacles: PlansSought["obstacles"];
  /** resections of these plans that need not be drawn again */
  readonly finished: FinishedResections;
}

/** What plans are looked for with. */
export interface AutomaticPlanFacts {
  readonly policy: Policy;
  readonly vessels: PolicyVessels;
  readonly thresholds: ThresholdPolicy;
  /** the patient and the liver, before any operation */
  readonly body: Remnant;
  readonly occludedBefore: readonly BranchReference[];
}

export const NO_AUTOMATIC_PLANS: AutomaticPlans = { plans: [], notOffered: [], obstacles: [], finished: new Map() };

/** Searches, and where no operation in one stage clears the disease and leaves enough, plans in two. */
export function automaticPlans(prepared: PreparedAnatomy, facts: AutomaticPlanFacts): AutomaticPlans {
  const { policy, vessels, thresholds, body, occludedBefore } = facts;
  const search = searchLimits(policy, wantedRemnantMl(body, thresholds));
  const found = findPlans(prepared, {
    candidates: candidateLimits(policy, vessels),
    search,
    shown: policy.shownPlans.value,
    occludedBefore,
  });
  const standard = standardPlans(prepared, { ...planOptions(policy), candidates: found.made });
  const named = plansForLesions(standard.plans, found.made.candidates, prepared.anatomy);
  // a lesion that nothing here treats is no reason for two operations
  const isEnoughInOne = found.search.pareto.some(
    ({ objectives, left }) => objectives.shortfall === 0 && left.length <= found.search.impossible.length,
  );
  const limits = stagedLimits(search, body, occludedBefore);
  const staged = isEnoughInOne ? undefined : stagedPlans(found, limits);
  const inOneStage = plansWithinGrowth(found, limits);
  return {
    plans: [
      ...inOneStage.shown.map(({ plan }) => plan),
      ...(staged?.plans ?? []).map(({ plan }) => plan),
      ...named.plans.map((plan) => watchingUncertainLesions(plan, prepared.anatomy.lesions)),
    ],
    notOffered: [...found.notOffered, ...standard.notOffered, ...named.notOffered],
    search: searchSection(found.search, found.candidates),
    obstacles: [
      ...found.search.obstacles,
      ...(inOneStage.obstacle === undefined ? [] : [inOneStage.obstacle]),
      ...(staged?.because === undefined ? [] : [inTwoStages(staged.because)]),
    ],
    finished: finishedResections(found.made.candidates),
  };
}

function inTwoStages(because: string): PlansSought["obstacles"][number] {
  return { message: `no plan in two stages was found: ${because}`, loosenedBy: "a plan in two stages drawn by hand" };
}
