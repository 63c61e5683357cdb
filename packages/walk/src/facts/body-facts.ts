import type { Body } from "@cantlie/clinical";
import type { PatientFile } from "@cantlie/workup";

/** What the clinical rules need of the patient's file. */
export function bodyFacts(patient: PatientFile | undefined): Body {
  return {
    ageYears: patient?.ageYears,
    sex: patient?.sex,
    heightCm: patient?.heightCm,
    weightKg: patient?.weightKg,
    fibrosis: patient?.liver?.fibrosis,
  };
}
