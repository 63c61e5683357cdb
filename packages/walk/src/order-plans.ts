import type { EvaluatedPlan } from "./evaluated-plan.ts";
import { finalStage } from "./evaluated-plan.ts";

/** A plan as the order sees it. */
export interface RankedPlan {
  readonly evaluated: EvaluatedPlan;
  /** verdict of FLR-SUFFICIENCY; undefined where it lacks an input */
  readonly isSufficient: boolean | undefined;
  /** what the functional remnant lacks of the strictest threshold, mL; 0 if nothing, undefined where it cannot be computed */
  readonly shortfallMl: number | undefined;
}

/**
 * Ids in the order shown: clearance, sufficiency, margin deficit, number of stages, then liver lost, which is
 * what is removed, ablated or left without supply. Among plans that leave too little, the one that lacks least comes first: a plan
 * just below its threshold is nearer to an operation than one far below with a wider margin. Among plans that do not clear the
 * disease and leave enough, the one that leaves fewest lesions. Equal plans stay in the order given.
 */
export function orderPlans(plans: readonly RankedPlan[]): string[] {
  const key = ({ evaluated, isSufficient, shortfallMl }: RankedPlan): readonly number[] => {
    const { clearsDisease, margins, volumes } = finalStage(evaluated);
    return [
      clearsDisease ? 0 : 1,
      isSufficient === true ? 0 : isSufficient === undefined ? 1 : 2,
      isSufficient === false ? (shortfallMl ?? 0) : 0,
      clearsDisease ? 0 : margins.filter(({ kind }) => kind === "not-removed" || kind === "surveilled").length,
      toHalfMm(evaluated.marginDeficitMm),
      evaluated.stages.length,
      volumes.healthyResectedMl + (volumes.healthyAblatedMl ?? 0) + (volumes.devitalisedMl ?? 0) + (volumes.noOutflowMl ?? 0),
    ];
  };
  return plans
    .map((plan) => ({ id: plan.evaluated.plan.id, key: key(plan) }))
    .sort((a, b) => compare(a.key, b.key))
    .map(({ id }) => id);
}

/** Deficits that differ by less than half a millimetre are the same: no image tells them apart. */
function toHalfMm(deficitMm: number): number {
  return Math.round(deficitMm * 2) / 2;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let n = 0; n < a.length; n++) if (a[n] !== b[n]) return a[n]! - b[n]!;
  return 0;
}
