import type { PlannedDisease } from "../resectability/planned-disease.ts";

/** What suitability is judged on: a disease with one plan, and the patient's reserve; absent is not known. No risk score is among it. */
export interface SuitabilityFacts extends PlannedDisease {
  /** group of FLR-SUFFICIENCY */
  readonly sufficiency?: "sufficient" | "sufficient, borderline" | "insufficient" | "insufficient, borderline" | undefined;
  readonly msi?: "high" | "stable" | "unknown" | undefined;
  readonly asa?: number | undefined;
  /** Clinical Frailty Scale */
  readonly frailty?: number | undefined;
  readonly anaerobicThresholdMlPerKgMin?: number | undefined;
  readonly veVco2?: number | undefined;
  readonly albuminGPerL?: number | undefined;
  readonly symptoms?: readonly string[] | undefined;
  readonly comorbidities?: readonly string[] | undefined;
  readonly openLiverResection?: boolean | undefined;
  readonly liverAblation?: boolean | undefined;
}
