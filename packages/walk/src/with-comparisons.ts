import type { PlanEntry } from "@cantlie/workup";
import { comparePlans } from "./compare-plans.ts";

/**
 * Plans with what sets each apart from its neighbour: of the found ones from the one shown before it (the first from the second), of
 * the drawn ones from the leading found one. What it has less than its neighbour is told in `givesUp` as well.
 *
 * @param order ids as shown
 */
export function withComparisons(plans: readonly PlanEntry[], order: readonly string[]): PlanEntry[] {
  const byId = new Map(plans.map((plan) => [plan.id, plan]));
  const found = order.filter((id) => byId.get(id)?.origin === "search");
  const neighbour = ({ id, origin }: PlanEntry): PlanEntry | undefined => {
    if (origin === "drawn") return byId.get(found[0] ?? "");
    const rank = found.indexOf(id);
    return rank < 0 ? undefined : byId.get(found[rank === 0 ? 1 : rank - 1] ?? "");
  };
  return plans.map((plan) => {
    const other = neighbour(plan);
    if (other === undefined) return plan;
    const { gains, losses, others } = comparePlans(plan, other);
    const lost = losses.length > 0 ? [`against "${other.name}": ${losses.join(", ")}`] : [];
    return {
      ...plan,
      givesUp: [plan.givesUp, ...lost].filter(Boolean).join("; "),
      comparedTo: { plan: other.id, words: [...gains, ...others] },
    };
  });
}
