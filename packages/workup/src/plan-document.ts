import { z } from "zod";
import { orderOfOperations, suitability, timeline } from "./assessment.ts";
import type { Frozen } from "./frozen.ts";
import { thresholds } from "./policy-file.ts";
import { resectionsFile } from "./resections-file.ts";

const finite = z.number();
const ml = finite.min(0);
const mm = finite.min(0);
const pointMm = z.tuple([finite, finite, finite]);
const segment = z.enum(["1", "2", "3", "4", "4a", "4b", "5", "6", "7", "8"]);
const tree = z.enum(["portal", "hepatic", "bile", "artery"]);

/** What became of one published group of patients; never what this patient is to expect. */
const groupOutcome = z.strictObject({
  group: z.string(),
  outcome: z.string(),
  basis: z.enum(["observed", "modelled"]),
  value: finite,
  unit: z.enum(["fraction", "months", "hours", "years"]),
  /** 95 % confidence, where it was read */
  interval: z.array(finite).length(2).optional(),
  patients: z.int().min(1).optional(),
  era: z.string().optional(),
  source: z.string(),
  verification: z.enum(["V1", "V2", "V3", "D"]),
  holdsPatient: z.boolean().optional(),
});

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
  /** what the rule expects over time, one standard deviation to either side, in the finding's unit */
  band: z.array(z.strictObject({ weeks: finite.min(0), low: finite, mean: finite, high: finite })).optional(),
  outcomes: z.array(groupOutcome).optional(),
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
  /** how much of the lesion lies in each of them; absent without a Couinaud map and in files of older versions */
  segmentParts: z.partialRecord(segment, z.strictObject({ lesionFraction: finite.min(0).max(1) })).optional(),
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
  /** standard deviations by the borders of the labels */
  liverVolumeSdMl: ml.optional(),
  tumourVolumeSdMl: ml.optional(),
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
  /** to liver that stays, walls of trunks, cava and pedicles apart; absent where that is farther than margins are looked for */
  liverMm: mm.optional(),
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
  reconstruct: drawnStage.shape.reconstruct.unwrap(),
  ablations: drawnStage.shape.ablations.unwrap(),
  surveil: drawnStage.shape.surveil.unwrap(),
  occlude: drawnStage.shape.occlude.unwrap(),
  /** how it is done; absent where nobody said so */
  occlusion: drawnStage.shape.occlusion,
  /** liver that was not drawn and that an automatic plan takes since it would lose inflow or bile */
  absorbedMl: ml.optional(),
  /** the cut was made smooth before it was measured: standard deviation of the Gaussian, mm */
  refitMm: drawnStage.shape.refitMm,
  volumes,
  /** what this operation alone takes of each segment, lesions in it included; absent without a Couinaud map and in files of older versions */
  resectedSegments: z.partialRecord(segment, z.strictObject({ volumeMl: ml, takenFraction: finite.min(0).max(1) })).optional(),
  margins: z.array(margin),
});

/** Standard deviation and its parts, which are independent of each other. */
const deviation = z.strictObject({
  sdMl: ml,
  byLiverBorderMl: ml,
  byLesionBorderMl: ml,
  byPortalTerritoryMl: ml,
  byHepaticTerritoryMl: ml,
});

/** By the name of a volume without its unit. */
const uncertainty = z.partialRecord(
  z.enum([
    "resected",
    "remnant",
    "functionalRemnant",
    "functionalRemnantFullCongestion",
    "functionalRemnantIgnoringCongestion",
    "noInflow",
    "noOutflow",
  ]),
  deviation,
);

/** What weighs most on whether the standardised remnant reaches its threshold, in percentage points of it. */
const sensitivity = z.strictObject({
  source: z.enum(["border", "territory", "formula"]),
  borderPoints: finite.min(0),
  territoryPoints: finite.min(0),
  formulaPoints: finite.min(0).optional(),
  /** whether it reaches as far as the threshold is away; absent without a threshold */
  mayChangeVerdict: z.boolean().optional(),
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
  /** what it has over its neighbour among the plans shown, in words that follow from the numbers of both; what it has less stands in `givesUp` */
  comparedTo: z.strictObject({ plan: z.string(), words: z.array(z.string()) }).optional(),
  /** lesions that could not be treated in the plan's way, and why */
  leftOut: z.array(z.strictObject({ lesion: z.string(), because: z.string() })).optional(),
  /** disappeared or indeterminate lesions for which the plan decides nothing: neither resected, ablated nor watched on purpose */
  undecided: z.array(z.string()).optional(),
  /** lesions that are left and watched by decision */
  surveilled: z.array(z.string()).optional(),
  stages: z.array(stage).min(1),
  volumes,
  uncertainty: uncertainty.optional(),
  ratios,
  sensitivity: sensitivity.optional(),
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
  /** of a plan in two stages: what its remnant lacks today of the strictest threshold, and that in points of the estimated volume */
  growthNeeded: z.strictObject({ volumeMl: ml, sFlrPoints: finite.min(0).optional() }).optional(),
  /** what was measured of the plan's remnant, or of other liver where that has no counterpart, before and after an occlusion */
  measuredGrowth: z
    .strictObject({
      technique: z.enum(["PVE", "PVL", "LVD", "ALPPS"]),
      previousFlrMl: ml,
      flrMl: ml,
      /** in words */
      measuredOn: z.string(),
      /** false where that is not what the plan leaves: shown, not judged */
      isRemnant: z.boolean(),
      /** from the occlusion to today's scan */
      weeks: finite.positive(),
      isFirstVolumetry: z.boolean(),
      missing: z.array(z.string()),
    })
    .partial()
    .optional(),
  unknown: z.array(z.strictObject({ field: z.string(), missing: z.array(z.string()) })),
  findings: z.array(finding),
  /** absent in files of older versions */
  suitability: suitability.optional(),
  /** absent unless the disease is synchronous, colorectal, and the primary in place */
  orderOfOperations: orderOfOperations.optional(),
  timeline: timeline.optional(),
});

/** How plans were searched for. */
const search = z.strictObject({
  /** whether every combination of candidates was looked at or ruled out; if not, better plans may exist within `bound` */
  complete: z.boolean(),
  /** whole plans that were evaluated, and partial ones that were bounded */
  evaluations: z.int().min(0),
  bounds: z.int().min(0),
  /** plans of which none is better than another in all that is compared */
  paretoPlans: z.int().min(0),
  /** aims for which no plan can beat the one that was found, such as "leads" for the first of the shown order; all where complete */
  proven: z.array(z.string()).optional(),
  /** of the combinations that were not looked at: less than this none can reach, in each for itself; only where not complete */
  bound: z
    .strictObject({
      shortfallMl: ml,
      surveilled: finite.min(0),
      ablated: finite.min(0),
      belowMinimum: finite.min(0),
      marginDeficitMm: mm,
      liverLostMl: ml,
      undrainedMl: ml,
      cuts: finite.min(0),
      cutAreaMm2: finite.min(0),
      largestVesselMm: mm,
    })
    .partial()
    .optional(),
  candidates: z.array(z.strictObject({ kind: z.string(), count: z.int().min(0) })),
});

const growth = z.strictObject({
  previousFlrMl: ml,
  flrMl: ml,
  /** from the occlusion to today's scan; absent where a date is not known */
  weeks: finite.positive().optional(),
  /** percentage points of the estimated liver volume; absent where the body is not known */
  dhPoints: finite.optional(),
  /** of `weeks`, which is that of today's scan */
  kgrPointsPerWeek: finite.optional(),
  /** what was measured in both work-ups, such as the remnant of a plan */
  measuredOn: z.string(),
});

/** Of a CT, as its DICOM headers tell it. */
const scan = z.strictObject({ acquiredOn: z.iso.date().optional(), sliceThicknessMm: mm.optional() });

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
  /** absent where the images came without headers, and in files of older versions */
  scan: scan.optional(),
  anatomy,
  /** limits that differ from the defaults, each with its reason; the value as JSON text */
  policyChanges: z.array(z.strictObject({ name: z.string(), value: z.string(), reason: z.string() })).optional(),
  plans: z.array(plan),
  /** absent where plans were not searched for */
  search: search.optional(),
  /** automatic plans that this anatomy does not allow, each with the reason */
  notOffered: z.array(z.strictObject({ id: z.string(), name: z.string(), code: z.string(), message: z.string() })),
  /** ids as shown: the found plans, then the standard and the drawn ones */
  order: z.array(z.string()),
  /** after an occlusion, with an earlier work-up */
  growth: growth.optional(),
  noPlanBecause: z.string().optional(),
});

export type PlanDocument = Frozen<z.infer<typeof planDocument>>;
export type PlanEntry = PlanDocument["plans"][number];
export type DocumentFinding = PlanEntry["findings"][number];
