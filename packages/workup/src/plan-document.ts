import { z } from "zod";
import type { Frozen } from "./frozen.ts";
import { thresholds } from "./policy-file.ts";
import { resectionsFile } from "./resections-file.ts";

const finite = z.number();
const ml = finite.min(0);
const mm = finite.min(0);
const pointMm = z.tuple([finite, finite, finite]);
const segment = z.enum(["1", "2", "3", "4", "4a", "4b", "5", "6", "7", "8"]);
const tree = z.enum(["portal", "hepatic", "bile", "artery"]);

export const finding = z.strictObject({
  rule: z.string(),
  kind: z.enum(["known", "unknown", "not-applicable"]),
  value: finite.optional(),
  unit: z.string().optional(),
  group: z.string().optional(),
  severity: z.enum(["info", "caution", "warning"]),
  source: z.string(),
  verification: z.enum(["V1", "V2", "V3", "D"]),
  population: z.string().optional(),
  missing: z.array(z.string()).optional(),
  because: z.string().optional(),
  cautions: z.array(z.string()),
});

const caution = z.strictObject({
  code: z.string(),
  message: z.string(),
  details: z.record(z.string(), z.union([z.string(), finite, z.boolean()])),
});

const nearest = z.strictObject({ distanceMm: mm, contactMm: mm.optional(), branch: z.string().optional() });

const lesion = z.strictObject({
  id: z.string(),
  volumeMl: ml,
  largestDiameterMm: mm,
  axialDiameterMm: mm,
  centroidMm: pointMm,
  status: z.enum(["visible", "disappeared", "benign", "indeterminate"]),
  origin: z.string(),
  reviewedBy: z.string().optional(),
  segments: z.array(segment),
  nearest: z.strictObject({
    portal: nearest.optional(),
    hepatic: nearest.optional(),
    cava: nearest.optional(),
    hilum: nearest.optional(),
    capsule: nearest.optional(),
  }),
});

const branch = z.strictObject({
  id: z.string(),
  parent: z.string().optional(),
  name: z.string(),
  nameConfidence: finite.min(0).max(1),
  order: z.int().min(0),
  lengthMm: mm,
  meanRadiusMm: mm,
  atMm: pointMm,
  territoryMl: ml,
  ambiguousMl: ml,
  piece: z.int().min(0),
});

const vesselTree = z.strictObject({ rootsMm: z.array(pointMm), variants: z.array(z.string()), branches: z.array(branch) });

const anatomy = z.strictObject({
  liverVolumeMl: ml,
  tumourVolumeMl: ml,
  bloodFreeLiverVolumeMl: ml.optional(),
  liverTouchesImageBorder: z.boolean(),
  lesions: z.array(lesion),
  trees: z.strictObject({
    portal: vesselTree.optional(),
    hepatic: vesselTree.optional(),
    bile: vesselTree.optional(),
    artery: vesselTree.optional(),
  }),
  couinaud: z
    .strictObject({
      source: z.enum(["imported", "portal", "landmarks"]),
      completedMl: ml,
      segments: z.partialRecord(segment, z.strictObject({ volumeMl: ml })),
    })
    .optional(),
});

const volumes = z.strictObject({
  resectedMl: ml,
  remnantMl: ml,
  tumourLeftMl: ml,
  ablatedMl: ml,
  /** ablated liver that is no lesion; absent where nothing is ablated */
  healthyAblatedMl: ml.optional(),
  noInflowMl: ml.optional(),
  noOutflowMl: ml.optional(),
  noBileMl: ml.optional(),
  functionalRemnantMl: ml.optional(),
  functionalRemnantIgnoringCongestionMl: ml.optional(),
  functionalRemnantFullCongestionMl: ml.optional(),
  healthyResectedMl: ml,
  devitalisedMl: ml.optional(),
  intervalMl: z.tuple([ml, ml]).optional(),
  occludedMl: ml.optional(),
});

const margin = z.strictObject({
  lesion: z.string(),
  treatedBy: z.string(),
  kind: z.enum(["resected", "ablation", "surveilled", "not-removed"]),
  parenchymalMm: mm.optional(),
  parenchymalAtMm: pointMm.optional(),
  vascularMm: mm.optional(),
  vascularAtMm: pointMm.optional(),
  vessel: z.string().optional(),
  predictable: z.boolean(),
});

const vessel = z.strictObject({ tree, branch: z.string(), name: z.string(), diameterMm: mm, atMm: pointMm });

const drawnStage = resectionsFile.shape.plans.element.shape.stages.element;
const stage = z.strictObject({
  resections: drawnStage.shape.resections,
  keep: drawnStage.shape.keep.unwrap(),
  /** trunks at the cut that an automatic plan takes with the specimen */
  take: drawnStage.shape.keep,
  reconstruct: drawnStage.shape.reconstruct.unwrap(),
  ablations: drawnStage.shape.ablations.unwrap(),
  surveil: drawnStage.shape.surveil.unwrap(),
  occlude: drawnStage.shape.occlude.unwrap(),
  /** how it is done; absent where nobody said so */
  occlusion: z.strictObject({ kind: z.enum(["PVE", "PVL", "LVD", "ALPPS"]), segment4: z.boolean() }).optional(),
  /** liver that was not drawn and that an automatic plan takes since it would lose inflow or bile */
  absorbedMl: ml.optional(),
  volumes,
  margins: z.array(margin),
});

const ratios = z.strictObject({
  flrFraction: finite.min(0).optional(),
  sFlrFraction: finite.min(0).optional(),
  sFlrFormula: z.string().optional(),
  flrBodyWeightFraction: finite.min(0).optional(),
  probabilityAboveThreshold: finite.min(0).max(1).optional(),
  thresholdFraction: finite.min(0).max(1).optional(),
});

const plan = z.strictObject({
  id: z.string(),
  name: z.string(),
  newWorldName: z.string().optional(),
  origin: z.enum(["search", "standard", "drawn"]),
  family: z.enum(["resection", "ablation-based", "two-stage"]),
  why: z.string(),
  givesUp: z.string(),
  stages: z.array(stage).min(1),
  volumes,
  ratios,
  margins: z.array(margin),
  cutVessels: z.array(vessel),
  /** what is divided for these cuts, each vessel at its origin */
  dividedVessels: z.array(vessel).optional(),
  touchedVessels: z.array(vessel),
  transectionAreaMm2: finite.min(0),
  cuts: z.int().min(0),
  remainingSegments: z.array(segment).optional(),
  islandsMl: ml.optional(),
  clearsDisease: z.boolean(),
  unknown: z.array(z.strictObject({ field: z.string(), missing: z.array(z.string()) })),
  findings: z.array(finding),
});

/** `plan.json`: everything that the walk found. A quantity that cannot be known is absent and stands in `unknown`. */
export const planDocument = z.strictObject({
  schemaVersion: z.literal(1),
  intendedUse: z.string(),
  software: z.strictObject({ name: z.string(), version: z.string() }),
  inputs: z.array(z.strictObject({ role: z.string(), sha256: z.string().regex(/^[0-9a-f]{64}$/) })),
  cautions: z.array(caution),
  /** least remnants that the findings compare with; absent in files of older versions, which kept none */
  thresholds: thresholds.optional(),
  reviewed: z.strictObject({ liver: z.boolean(), lesions: z.boolean(), branches: z.boolean() }),
  anatomy,
  /** limits that differ from the defaults, each with its reason; the value as JSON text */
  policyChanges: z.array(z.strictObject({ name: z.string(), value: z.string(), reason: z.string() })).optional(),
  plans: z.array(plan),
  /** automatic plans that this anatomy does not allow, each with the reason */
  notOffered: z.array(z.strictObject({ id: z.string(), name: z.string(), code: z.string(), message: z.string() })),
  order: z.array(z.string()),
  noPlanBecause: z.string().optional(),
});

export type PlanDocument = Frozen<z.infer<typeof planDocument>>;
export type PlanEntry = PlanDocument["plans"][number];
export type DocumentFinding = PlanEntry["findings"][number];
