import type { PlanDocument, PlanEntry } from "@cantlie/workup";

/** The found plans of a work-up, in their order. */
export function shownPlans({ plans, order }: PlanDocument): PlanEntry[] {
  return order.flatMap((id) => plans.find((plan) => plan.id === id && plan.origin === "search") ?? []);
}
