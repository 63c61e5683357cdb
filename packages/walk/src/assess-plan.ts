import { assessVolumes } from "@cantlie/clinical";
import type { DocumentFinding, PatientFile, PlanDocument } from "@cantlie/workup";
import { type PlanNumbers, remnantFacts } from "./remnant-facts.ts";

/** What the rules say of a plan of plan.json for this patient. */
export function assessPlan(
  plan: PlanNumbers,
  anatomy: PlanDocument["anatomy"],
  patient: PatientFile | undefined,
): DocumentFinding[] {
  return assessVolumes(remnantFacts(plan, anatomy, patient));
}
