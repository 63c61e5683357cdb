import { refusedPatientFields } from "@cantlie/clinical";
import { InputError, type PatientFile, parseInput, patientFile } from "@cantlie/workup";
import { readJson } from "./read-file.ts";

/**
 * Reads a patient.json: its form by the schema, its values by the guardrails.
 *
 * @throws InputError `patient/refused` naming every bad field
 */
export function readPatient(path: string): PatientFile {
  const patient = parseInput(patientFile, readJson(path), "patient/refused");
  const refused = refusedPatientFields(patient);
  if (refused.length > 0) throw new InputError("patient/refused", refused);
  return patient;
}
