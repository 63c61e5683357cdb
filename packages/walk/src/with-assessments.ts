import type { PatientFile, PlanDocument } from "@cantlie/workup";
import { assessPlan } from "./assess-plan.ts";

/** The document with what the rules say of each plan; last, since they read what all steps before found. */
export function withAssessments(document: PlanDocument, patient: PatientFile | undefined): PlanDocument {
  const plans = document.plans.map((plan) => {
    const { subjects, ...judged } = assessPlan(plan, document, { patient });
    return { ...plan, findings: subjects.flatMap(({ findings }) => findings), ...judged };
  });
  return { ...document, plans };
}
