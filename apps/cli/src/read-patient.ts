import { refusedPatientFields } from "@cantlie/clinical";
import { InputError, type PatientFile, parseInput, patientFile } from "@cantlie/workup";
import { readJson } from "./read-file.ts";

/**
 * Reads a patient.json: its form by the schema, its values by the guardrails, its days against each other and today's.
 *
 * @throws InputError `patient/refused` naming every bad field
 */
export function readPatient(path: string): PatientFile {
  const json = readJson(path);
  const values = typeof json === "object" && json !== null ? refusedPatientFields(json, latestToday()) : [];
  try {
    const patient = parseInput(patientFile, json, "patient/refused");
    if (values.length === 0) return patient;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const { fields } = error.details;
    const others = values.filter((value) => !fields.some((field) => field.path === value.path));
    throw new InputError("patient/refused", [...fields, ...others]);
  }
  throw new InputError("patient/refused", values);
}

/** The calendar day where the day begins first (UTC+14): what is told of today is nowhere told of tomorrow. */
export function latestToday(): string {
  return new Date(Date.now() + 14 * 3600 * 1000).toISOString().slice(0, 10);
}
