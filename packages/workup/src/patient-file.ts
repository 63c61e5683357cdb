import { z } from "zod";
import type { Frozen } from "./frozen.ts";

/** A calendar day, `2026-03-10`. */
const day = z.iso.date();
const fraction = z.number().min(0).max(1);
const mutation = z.enum(["mutant", "wild", "unknown"]);
const severity = z.enum(["none", "mild", "moderate", "severe"]);

const reserve = z.strictObject({
  ecog: z.int().min(0).max(4).optional(),
  asa: z.int().min(1).max(5).optional(),
  frailty: z.int().min(1).max(9).optional(),
  cpet: z.strictObject({ anaerobicThresholdMlPerKgMin: z.number().optional(), veVco2: z.number().optional() }).optional(),
  symptoms: z.array(z.string()).optional(),
  comorbidities: z.array(z.string()).optional(),
});

const primary = z.strictObject({
  site: z.enum(["colon", "rectum", "breast", "stomach", "oesophagus", "lung", "skin", "other"]).optional(),
  side: z.enum(["left", "right"]).optional(),
  histology: z.string().optional(),
  tStage: z.enum(["Tis", "T0", "T1", "T2", "T3", "T4", "T4a", "T4b", "TX"]).optional(),
  nodePositive: z.boolean().optional(),
  inPlace: z.boolean().optional(),
  /** what it does to the patient; empty if nothing */
  symptoms: z.array(z.enum(["obstruction", "bleeding", "perforation"])).optional(),
  /** radiotherapy of a rectal primary */
  rectalRadiotherapy: z.enum(["none", "planned", "done"]).optional(),
  /** the operation that it needs */
  operationExtent: z.enum(["minor", "major"]).optional(),
  /** whether it is to be resected together with the liver */
  simultaneousResection: z.boolean().optional(),
  diagnosedOn: day.optional(),
  resectedOn: day.optional(),
});

const metastases = z.strictObject({
  firstSeenOn: day.optional(),
  diseaseFreeIntervalMonths: z.number().optional(),
  count: z.int().min(0).optional(),
  largestMm: z.number().optional(),
  extrahepatic: z
    .array(
      z.strictObject({
        site: z.enum(["lung", "bone", "peritoneum", "node", "other"]),
        lesions: z.int().min(1).optional(),
        resectable: z.boolean().optional(),
      }),
    )
    .optional(),
});

const biology = z.strictObject({
  kras: mutation.optional(),
  nras: mutation.optional(),
  braf: mutation.optional(),
  msi: z.enum(["high", "stable", "unknown"]).optional(),
  ceaUgPerL: z.number().optional(),
  /** highest before treatment */
  ceaPeakUgPerL: z.number().optional(),
});

const chemotherapyLine = z.strictObject({
  regimen: z.string(),
  cycles: z.int().min(0).optional(),
  weeks: z.number().min(0).optional(),
  lastOn: day.optional(),
  bevacizumab: z.boolean().optional(),
  /** last dose of bevacizumab, where it ended before the others */
  bevacizumabLastOn: day.optional(),
  response: z.enum(["complete", "partial", "stable", "progression", "unknown"]).optional(),
  /** how a person read the lesions' look on CT */
  morphologicResponse: z.enum(["optimal", "incomplete", "none"]).optional(),
});

/** Target lesions on the scan before treatment and on today's, for RECIST 1.1. */
const recist = z.strictObject({
  targets: z.array(z.strictObject({ organ: z.string(), isNode: z.boolean(), baselineMm: z.number(), currentMm: z.number() })),
  /** the smallest sum of any scan since treatment began, the one before it included */
  nadirSumMm: z.number().optional(),
  newLesions: z.boolean().optional(),
  nonTargetProgression: z.boolean().optional(),
  nonTargetsGone: z.boolean().optional(),
});

const laboratory = z.strictObject({
  takenOn: day.optional(),
  bilirubinUmolPerL: z.number().optional(),
  albuminGPerL: z.number().optional(),
  inr: z.number().optional(),
  platelets1e9PerL: z.number().optional(),
  creatinineUmolPerL: z.number().optional(),
  sodiumMmolPerL: z.number().optional(),
  astUPerL: z.number().optional(),
  astUpperLimitUPerL: z.number().optional(),
  altUPerL: z.number().optional(),
  ggtUPerL: z.number().optional(),
});

const liver = z.strictObject({
  steatosis: severity.optional(),
  fibrosis: z.enum(["none", "mild", "moderate", "severe", "cirrhosis"]).optional(),
  ascites: severity.optional(),
  encephalopathy: z.enum(["none", "I", "II", "III", "IV"]).optional(),
  /** what a biopsy or a radiologist says of injury by chemotherapy */
  chemotherapyInjury: z.enum(["none", "sinusoidal", "steatohepatitis"]).optional(),
  icgR15Fraction: fraction.optional(),
  limaxUgPerKgH: z.number().optional(),
  mebrofenin: z.strictObject({ totalPercentPerMin: z.number(), flrShareFraction: fraction }).optional(),
});

const history = z.strictObject({
  openLiverResection: z.boolean().optional(),
  liverAblation: z.boolean().optional(),
  portalOcclusion: z
    .strictObject({
      kind: z.enum(["PVE", "PVL", "LVD", "ALPPS"]),
      on: day,
      branches: z.array(z.string()).optional(),
      segment4: z.boolean().optional(),
    })
    .optional(),
});

const imaging = z.strictObject({
  ctOn: day.nullish(),
  ctPhase: z.enum(["portal-venous", "arterial", "native", "other"]).optional(),
  ctSliceMm: z.number().optional(),
  mriOn: day.nullish(),
  petOn: day.nullish(),
  petMetabolicVolumeMl: z.number().optional(),
});

const planning = z.strictObject({
  /** the day that the patient is judged on: intervals and ages of scans count to it */
  on: day.optional(),
  /** the day wished for the operation */
  operationOn: day.optional(),
});

/** Results and measures of one day after an operation. */
export const postoperativeDay = z.strictObject({
  day: z.int().min(0),
  inr: z.number().optional(),
  inrUpperLimit: z.number().optional(),
  prothrombinPercent: z.number().optional(),
  bilirubinUmolPerL: z.number().optional(),
  bilirubinUpperLimitUmolPerL: z.number().optional(),
  drainBilirubinUmolPerL: z.number().optional(),
  haemoglobinGPerL: z.number().optional(),
  transfusionUnits: z.int().min(0).optional(),
  management: z.enum(["none", "conservative", "invasive"]).optional(),
  /** whether the invasive measure was another laparotomy */
  relaparotomy: z.boolean().optional(),
  /** plasma or factors were needed to keep the INR normal */
  clottingFactorsGiven: z.boolean().optional(),
  /** a collection of bile or biliary peritonitis was treated */
  bileCollectionTreated: z.boolean().optional(),
  /** drain haemoglobin over 30 g/L, a haematoma, or active bleeding on images */
  bleedingSeen: z.boolean().optional(),
});

/**
 * `patient.json`: what is known of the patient beside the images. Every field is optional; what a rule needs and is not
 * here is named in the finding that lacks it. Plausible ranges are judged by the guardrails of `@cantlie/clinical`.
 */
export const patientFile = z.strictObject({
  schemaVersion: z.literal(1),
  ageYears: z.number().optional(),
  sex: z.enum(["male", "female"]).optional(),
  heightCm: z.number().optional(),
  weightKg: z.number().optional(),
  reserve: reserve.optional(),
  primary: primary.optional(),
  metastases: metastases.optional(),
  biology: biology.optional(),
  chemotherapy: z.array(chemotherapyLine).optional(),
  recist: recist.optional(),
  laboratory: laboratory.optional(),
  liver: liver.optional(),
  history: history.optional(),
  imaging: imaging.optional(),
  planning: planning.optional(),
  postoperative: z.array(postoperativeDay).optional(),
});

export type PatientFile = Frozen<z.infer<typeof patientFile>>;
