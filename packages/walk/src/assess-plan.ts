import { assessVolumes } from "@cantlie/clinical";
import type { DocumentFinding, PatientFile, PlanDocument } from "@cantlie/workup";
import { completeThresholds } from "./evaluation-settings.ts";
import { type PlanNumbers, remnantFacts } from "./remnant-facts.ts";

/** What the rules say of a plan of plan.json for this patient, by the thresholds that the plan was made with. */
export function assessPlan(
  plan: PlanNumbers,
  { anatomy, thresholds = {} }: Pick<PlanDocument, "anatomy" | "thresholds">,
  patient: PatientFile | undefined,
): DocumentFinding[] {
  return assessVolumes(remnantFacts(plan, anatomy, patient), completeThresholds(thresholds));
}
