import type { RankedPlan } from "./order-plans.ts";

/**
 * How the order sees a plan: whether enough remains after a plan that waits for growth is not known before growth is measured. It comes
 * behind plans that leave enough today, and before those in one stage that do not.
 */
export function beforeGrowth(ranked: RankedPlan): RankedPlan {
  const waits = ranked.evaluated.plan.stages.some(({ occlude }) => occlude.length > 0);
  return waits && ranked.isSufficient === false ? { ...ranked, isSufficient: undefined } : ranked;
}
