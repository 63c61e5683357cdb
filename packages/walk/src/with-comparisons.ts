import { type ComparedPlan, comparePlans } from "@cantlie/planning";
import type { PlanEntry } from "@cantlie/workup";
import { type EvaluatedPlan, finalStage } from "./evaluated-plan.ts";

/**
 * Entries of plan.json with what sets each plan apart from its neighbour: a found one from the one shown before it (the first from the
 * second), a drawn one from the leading found one. What it has less than its neighbour is told in `givesUp` as well.
 *
 * @param plans one per entry, in the same order
 * @param shown.order ids as shown
 * @param shown.marginWantedMm margins at least this wide are alike
 */
export function withComparisons(
  entries: readonly PlanEntry[],
  plans: readonly EvaluatedPlan[],
  { order, marginWantedMm }: { readonly order: readonly string[]; readonly marginWantedMm: number },
): PlanEntry[] {
  const byId = new Map(plans.map((evaluated) => [evaluated.plan.id, evaluated]));
  const found = order.filter((id) => byId.get(id)?.plan.origin === "search");
  /** position in `found` of the plan that it is compared with; none there where it has none */
  const neighbour = ({ id, origin }: PlanEntry): number => {
    if (origin === "drawn") return 0;
    const rank = found.indexOf(id);
    return rank === 0 ? 1 : rank < 0 ? found.length : rank - 1;
  };
  return entries.map((entry, n) => {
    const rank = neighbour(entry);
    const other = byId.get(found[rank] ?? "");
    if (other === undefined) return entry;
    const { words, givesUp } = comparePlans(comparedPlan(plans[n]!), comparedPlan(other), { marginWantedMm });
    const lost = givesUp.length > 0 ? [`against plan ${rank + 1}: ${givesUp.join(", ")}`] : [];
    return {
      ...entry,
      givesUp: [entry.givesUp, ...lost].filter(Boolean).join("; "),
      comparedTo: { plan: other.plan.id, words: words.filter((phrase) => !givesUp.includes(phrase)) },
    };
  });
}

function comparedPlan(evaluated: EvaluatedPlan): ComparedPlan {
  return { ...finalStage(evaluated), stages: evaluated.stages.length };
}
