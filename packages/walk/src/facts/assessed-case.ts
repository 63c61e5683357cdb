import type { PatientFile, PlanDocument, PlanEntry } from "@cantlie/workup";

/** A plan as the rules are told of it: its numbers, without what they said of it before. */
export type AssessedPlan = Omit<PlanEntry, "findings" | "suitability" | "orderOfOperations" | "timeline">;

/** All that an assessment may look at; what is absent is not known. */
export interface AssessedCase {
  readonly patient?: PatientFile | undefined;
  /** what was found in the images; absent for a patient's file alone */
  readonly imaged?: Pick<PlanDocument, "anatomy" | "reviewed" | "scan"> | undefined;
  readonly plan?: AssessedPlan | undefined;
}
