import { z } from "zod";
import type { Frozen } from "./frozen.ts";
import { postoperativeDay } from "./patient-file.ts";

/** A calendar day, `2026-03-10`. */
const day = z.iso.date();
const segment = z.int().min(1).max(8);

const vesselContact = z.strictObject({
  vessel: z.string().min(1),
  relation: z.enum(["apart", "touching", "invaded"]),
  distanceMm: z.number().optional(),
});

const ultrasoundLesion = z.strictObject({
  /** id in plan.json; absent for a lesion that nobody knew of */
  lesion: z.string().min(1).optional(),
  finding: z.enum(["seen", "not seen", "new"]),
  sizeMm: z.number().optional(),
  segment: segment.optional(),
  vessels: z.array(vesselContact).optional(),
  done: z.enum(["resected", "ablated", "left"]),
});

const resection = z.strictObject({
  extent: z.enum(["as planned", "more", "less", "other", "nothing resected"]),
  because: z.string().optional(),
  segments: z.array(segment).optional(),
  wedges: z.int().min(0).optional(),
  specimenMassG: z.number().optional(),
});

const haemostasis = z.strictObject({
  checked: z.boolean(),
  how: z.array(z.enum(["inspection", "clamp released", "venous pressure raised", "sealant", "sutures"])).optional(),
  bleeding: z.enum(["none", "stopped", "packed"]).optional(),
});

const bileLeakTest = z.strictObject({
  done: z.boolean(),
  how: z.enum(["inspection", "gauze", "saline", "air", "dye", "lipid emulsion", "fluorescence", "cholangiography"]).optional(),
  leak: z.enum(["none", "closed", "left"]).optional(),
});

const pathologyLesion = z.strictObject({
  lesion: z.string().min(1).optional(),
  sizeMm: z.number().optional(),
  marginMm: z.number().optional(),
  viableFraction: z.number().optional(),
});

const pathology = z.strictObject({
  reportedOn: day.optional(),
  status: z.enum(["R0", "R1 vascular", "R1 parenchymal", "R2"]).optional(),
  lesions: z.array(pathologyLesion).optional(),
  nodesExamined: z.int().min(0).optional(),
  nodesPositive: z.int().min(0).optional(),
  steatosis: z.enum(["none", "mild", "moderate", "severe"]).optional(),
  chemotherapyInjury: z.enum(["none", "sinusoidal", "steatohepatitis"]).optional(),
});

/**
 * `operation-record.json`: what was found and done in one operation, and what came after. Ranges and contradictions are judged by
 * `checkOperationRecord` of `@cantlie/pathway`.
 */
export const operationRecordFile = z.strictObject({
  schemaVersion: z.literal(1),
  operatedOn: day.optional(),
  dischargedOn: day.optional(),
  /** id of the plan in plan.json that was to be followed, and which of its operations this was */
  plan: z.string().min(1).optional(),
  stage: z.int().min(1).max(2).optional(),
  ultrasound: z
    .strictObject({ done: z.boolean(), contrast: z.boolean().optional(), lesions: z.array(ultrasoundLesion).optional() })
    .optional(),
  resection: resection.optional(),
  haemostasis: haemostasis.optional(),
  bileLeakTest: bileLeakTest.optional(),
  drain: z.strictObject({ placed: z.boolean(), removedOnDay: z.int().min(0).optional() }).optional(),
  bloodLossMl: z.number().optional(),
  inflowClampedMinutes: z.number().optional(),
  inrBefore: z.number().optional(),
  bilirubinBeforeUmolPerL: z.number().optional(),
  postoperative: z.array(postoperativeDay).optional(),
  pathology: pathology.optional(),
});

export type OperationRecordFile = Frozen<z.infer<typeof operationRecordFile>>;
