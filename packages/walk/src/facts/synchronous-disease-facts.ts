import type { SynchronousDisease } from "@cantlie/clinical";
import type { AssessedCase } from "./assessed-case.ts";
import { plannedDiseaseFacts } from "./planned-disease-facts.ts";

/** What bears on the order of operations on bowel and liver. */
export function synchronousDiseaseFacts(assessed: AssessedCase): SynchronousDisease {
  const { primary } = assessed.patient ?? {};
  return {
    ...plannedDiseaseFacts(assessed),
    primarySymptoms: primary?.symptoms,
    rectalRadiotherapy: primary?.rectalRadiotherapy,
  };
}
