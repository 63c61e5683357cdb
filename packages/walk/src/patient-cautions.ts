import { checkPatientDates, checkPatientNumbers } from "@cantlie/clinical";
import type { PatientFile, PlanDocument } from "@cantlie/workup";

/** Values that can be but seldom are: they are asked again, not refused. */
export function patientCautions(patient: PatientFile = { schemaVersion: 1 }): PlanDocument["cautions"] {
  const numbers = checkPatientNumbers(patient).map(({ value, ...verdict }) => ({ ...verdict, details: { value } }));
  const days = checkPatientDates(patient).map((verdict) => ({ ...verdict, details: {} }));
  return [...numbers, ...days]
    .filter(({ verdict }) => verdict === "unusual")
    .map(({ path, problem, details }) => ({
      code: "patient/unusual",
      message: `${path}: ${problem}`,
      details: { path, ...details },
    }));
}
