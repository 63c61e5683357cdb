import type { PlanDocument, PlanEntry } from "@cantlie/workup";

/** How the document's plans are spread over the report. */
export interface ChosenPlans {
  /** the one that the first screen is about: the first in the document's order, or as given if all are drawn */
  readonly lead: PlanEntry | undefined;
  /** shown in full, lead first */
  readonly sideBySide: readonly PlanEntry[];
  /** one row each */
  readonly others: readonly PlanEntry[];
}

/** Of standard plans where none was found, and of drawn ones beside them: more is no comparison any more. */
const SIDE_BY_SIDE = 5;

/** The found plans, or without any the first five in the document's order, and every drawn one after them up to five. */
export function choosePlans(document: PlanDocument): ChosenPlans {
  const plans = document.plans.map((plan) => ({ ...plan, name: capitalised(plan.name) }));
  const byId = new Map(plans.map((plan) => [plan.id, plan]));
  const isDrawnOnly = plans.every(({ origin }) => origin === "drawn");
  const listed = isDrawnOnly ? [] : document.order.map((id) => byId.get(id)).filter((plan) => plan !== undefined);
  const ordered = [...listed, ...plans.filter((plan) => !listed.includes(plan))];
  const found = ordered.filter(({ origin }) => origin === "search");
  const first = found.length > 0 ? found : ordered.slice(0, SIDE_BY_SIDE);
  const drawn = ordered.filter((plan) => plan.origin === "drawn" && !first.includes(plan)).slice(0, SIDE_BY_SIDE);
  const sideBySide = [...first, ...drawn];
  return { lead: ordered[0], sideBySide, others: ordered.filter((plan) => !sideBySide.includes(plan)) };
}

/** As at the beginning of a line. */
export function capitalised(name: string): string {
  return name.charAt(0).toUpperCase() + name.slice(1);
}
