export { InputError, type InputErrorCode, type RefusedField } from "./input-error.ts";
export { INTENDED_USE } from "./intended-use.ts";
export { jsonSchemas } from "./json-schemas.ts";
export { type LesionNotesFile, lesionNotesFile } from "./lesion-notes-file.ts";
export { parseInput } from "./parse-input.ts";
export { type PatientFile, patientFile } from "./patient-file.ts";
export { type DocumentFinding, type PlanDocument, type PlanEntry, planDocument } from "./plan-document.ts";
export { DEFAULT_POLICY, type Policy, policyChanges, policyFrom } from "./policy-file.ts";
export { type ResectionsFile, resectionsFile } from "./resections-file.ts";
