import { z } from "zod";
import { hospitalFile } from "./hospital-file.ts";
import { lesionNotesFile } from "./lesion-notes-file.ts";
import { operationRecordFile } from "./operation-record-file.ts";
import { patientFile } from "./patient-file.ts";
import { planDocument } from "./plan-document.ts";
import { policyFile } from "./policy-file.ts";
import { resectionsFile } from "./resections-file.ts";

/** JSON Schemas (2020-12) of the files that users and other programs exchange with the product, by file name. */
export function jsonSchemas(): Record<string, unknown> {
  return {
    "patient.schema.json": z.toJSONSchema(patientFile),
    "policy.schema.json": z.toJSONSchema(policyFile),
    "resections.schema.json": z.toJSONSchema(resectionsFile),
    "lesion-notes.schema.json": z.toJSONSchema(lesionNotesFile),
    "operation-record.schema.json": z.toJSONSchema(operationRecordFile),
    "hospital.schema.json": z.toJSONSchema(hospitalFile),
    "plan.schema.json": z.toJSONSchema(planDocument),
  };
}
