import type { Lesion } from "@cantlie/anatomy";
import { compareShownOrder, type LesionMargin, type PlanVolumes, shownOrderKey } from "@cantlie/planning";
import { type EvaluatedPlan, finalStage, isUncertain } from "./evaluated-plan.ts";

/** A plan as the order sees it. */
export interface RankedPlan {
  readonly evaluated: EvaluatedPlan;
  /** verdict of FLR-SUFFICIENCY; undefined where it lacks an input */
  readonly isSufficient: boolean | undefined;
  /** what the functional remnant lacks of what is wanted, mL; 0 if nothing, undefined where it cannot be computed */
  readonly shortfallMl: number | undefined;
}

export interface OrderFacts {
  /** the organ */
  readonly liverMl: number;
  readonly marginAutomaticMinimumMm: number;
  readonly lesions: readonly Pick<Lesion, "id" | "status">[];
}

/**
 * Ids in the order shown: found plans, then standard and drawn ones, each group by `shownOrderKey` of planning. Equal plans stay in the
 * order given.
 */
export function orderPlans(plans: readonly RankedPlan[], facts: OrderFacts): string[] {
  return plans
    .map((plan) => ({ plan: plan.evaluated.plan, key: keyOf(plan, facts) }))
    .sort((a, b) => groupOf(a.plan) - groupOf(b.plan) || compareShownOrder(a.key, b.key))
    .map(({ plan }) => plan.id);
}

function groupOf({ origin }: EvaluatedPlan["plan"]): number {
  return origin === "search" ? 0 : 1;
}

function keyOf({ evaluated, isSufficient, shortfallMl }: RankedPlan, facts: OrderFacts): readonly number[] {
  const { volumes, margins: all, clearsDisease, surveilled } = finalStage(evaluated);
  const lesionOf = new Map(facts.lesions.map((lesion) => [lesion.id, lesion]));
  // a benign lesion is neither left nor too narrowly cut, whatever happens to it
  const margins = all.filter(({ lesion }) => lesionOf.get(lesion)?.status !== "benign");
  const isLeft = ({ kind, lesion }: LesionMargin): boolean =>
    kind === "not-removed" || (kind === "surveilled" && !isUncertain(lesionOf.get(lesion)!));
  const undrainedMl = undrainedRemnantMl(volumes);
  const isBelow = (mm: number | undefined): boolean => mm !== undefined && mm < facts.marginAutomaticMinimumMm;
  return shownOrderKey({
    clearsDisease,
    lesionsLeft: margins.filter(isLeft).length,
    isSufficient,
    shortfallMl: shortfallMl ?? 0,
    lesionsWatched: surveilled.length,
    lesionsBelowMinimum: margins.filter(({ liverMm }) => isBelow(liverMm)).length,
    lesionsAblated: margins.filter(({ kind }) => kind === "ablation").length,
    stages: evaluated.stages.length,
    undrainedMl,
    liverLostMl: volumes.healthyResectedMl + (volumes.healthyAblatedMl ?? 0) + (volumes.devitalisedMl ?? 0) + undrainedMl,
    liverMl: facts.liverMl,
    marginDeficitMm: evaluated.marginDeficitMm,
  });
}

/** Liver that would work but for its drainage; where inflow is not known, all that lost its outflow. */
function undrainedRemnantMl(volumes: PlanVolumes): number {
  const { functionalRemnantIgnoringCongestionMl: drainedMl, functionalRemnantFullCongestionMl: flrMl } = volumes;
  return drainedMl === undefined || flrMl === undefined ? (volumes.noOutflowMl ?? 0) : drainedMl - flrMl;
}
