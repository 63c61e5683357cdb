import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import { choosePlans } from "../model/chosen-plans.ts";

/** What a leaflet may tell of: an operation, or honestly none. */
export type LeafletPlan =
  | { readonly kind: "operation"; readonly plan: PlanEntry }
  | { readonly kind: "none"; readonly because: "no plan" | "not enough liver" | "tumours left" | "seldom offered" };

/**
 * The plan that a leaflet is about. An operation is only described where the plan treats every tumour and is not one that is
 * usually not offered; a plan that somebody chose by its id may leave less liver than is wanted.
 *
 * @throws RangeError if `planId` is none of the document's
 */
export function leafletPlan(document: PlanDocument, planId?: string): LeafletPlan {
  const chosen = document.plans.find(({ id }) => id === planId);
  if (planId !== undefined && !chosen)
    throw new RangeError(`the leaflet's plan is ${planId}, expected one of ${document.plans.map(({ id }) => id).join(", ")}`);
  const plan = chosen ?? choosePlans(document).lead;
  if (!plan) return { kind: "none", because: "no plan" };
  if (!plan.clearsDisease) return { kind: "none", because: "tumours left" };
  if (plan.suitability?.outcome === "usually not offered — MDT decides") return { kind: "none", because: "seldom offered" };
  if (!chosen && document.noPlanBecause !== undefined) return { kind: "none", because: "not enough liver" };
  return { kind: "operation", plan };
}
