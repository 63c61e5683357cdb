import type { EvaluatedPlan } from "./evaluated-plan.ts";
import { finalStage } from "./evaluated-plan.ts";

/** A plan as the order sees it: lexicographic, first difference decides. */
export interface RankedPlan {
  readonly evaluated: EvaluatedPlan;
  /** whether remnant and body weight rules hold; undefined where they lack an input */
  readonly isSufficient: boolean | undefined;
}

/**
 * Ids in the order shown (design section 4): clearance, sufficiency, margin deficit, number of stages, then liver lost, which is
 * what is removed or left without supply. Equal plans stay in the order given.
 */
export function orderPlans(plans: readonly RankedPlan[]): string[] {
  const key = (plan: RankedPlan): readonly number[] => {
    const last = finalStage(plan.evaluated);
    const { volumes } = last;
    return [
      last.clearsDisease ? 0 : 1,
      plan.isSufficient === true ? 0 : plan.isSufficient === undefined ? 1 : 2,
      roundToVoxel(plan.evaluated.marginDeficitMm),
      plan.evaluated.stages.length,
      volumes.healthyResectedMl + (volumes.devitalisedMl ?? 0) + (volumes.noOutflowMl ?? 0),
    ];
  };
  return plans
    .map((plan) => ({ id: plan.evaluated.plan.id, key: key(plan) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ id }) => id);
}

/** Deficits that differ by less than half a millimetre are the same: no image tells them apart. */
function roundToVoxel(deficitMm: number): number {
  return Math.round(deficitMm * 2) / 2;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let n = 0; n < a.length; n++) if (a[n] !== b[n]) return a[n]! - b[n]!;
  return 0;
}
