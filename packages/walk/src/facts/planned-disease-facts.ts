import { estimatedLiverVolumeMl, type PlannedDisease, type PlannedLesion } from "@cantlie/clinical";
import type { AssessedCase, AssessedPlan } from "./assessed-case.ts";
import { type LeastMargins, leastMargins } from "./least-margins.ts";
import { type ImagedLesion, lesionsInImages, segmentsHolding } from "./lesions-in-images.ts";
import { metastaticDiseaseFacts } from "./metastatic-disease-facts.ts";
import { isMajor, operationsOf } from "./operations.ts";
import { remnantFacts } from "./remnant-facts.ts";
import { allHepaticVeinsInvolved, bothPortalVeinsInvolved } from "./vessel-involvement.ts";

/** The disease, and what the plan does about it. */
export function plannedDiseaseFacts(assessed: AssessedCase): PlannedDisease {
  const { patient, plan } = assessed;
  const { primary, metastases, biology } = patient ?? {};
  return {
    ...metastaticDiseaseFacts(assessed),
    extrahepatic: metastases?.extrahepatic,
    braf: biology?.braf,
    ecog: patient?.reserve?.ecog,
    ceaPeakUgPerL: biology?.ceaPeakUgPerL,
    petMetabolicVolumeMl: patient?.imaging?.petMetabolicVolumeMl,
    chemotherapy: patient?.chemotherapy,
    diagnosedOn: primary?.diagnosedOn,
    firstSeenOn: metastases?.firstSeenOn,
    primaryResectedOn: primary?.resectedOn,
    // what was resected is not in place any more
    primaryInPlace: primary?.inPlace ?? (primary?.resectedOn === undefined ? undefined : false),
    planningOn: patient?.planning?.on,
    simultaneousBowel: primary?.simultaneousResection,
    bowelOperation: primary?.operationExtent,
    ...burden(assessed),
    ...(plan && numbersOf(plan, assessed)),
  };
}

type Burden = Pick<
  PlannedDisease,
  "tumourFraction" | "segmentsWithDisease" | "bothPortalVeinsInvolved" | "allHepaticVeinsInvolved" | "lesions"
>;

function burden(assessed: AssessedCase): Burden {
  const lesions = lesionsInImages(assessed);
  if (lesions === undefined) return {};
  const { liverVolumeMl, tumourVolumeMl, couinaud } = assessed.imaged!.anatomy;
  return {
    tumourFraction: tumourVolumeMl / liverVolumeMl,
    segmentsWithDisease: couinaud && new Set(lesions.flatMap(segmentsHolding).map((segment) => segment.charAt(0))).size,
    bothPortalVeinsInvolved: bothPortalVeinsInvolved(assessed),
    allHepaticVeinsInvolved: allHepaticVeinsInvolved(assessed),
    lesions: lesions.map(plannedLesion),
  };
}

/** An ablation zone has to cover the lesion in every direction, so its size is the largest in space. */
function plannedLesion({ id, largestDiameterMm, nearest }: ImagedLesion): PlannedLesion {
  return {
    id,
    largestMm: largestDiameterMm,
    capsuleDistanceMm: nearest.capsule?.distanceMm,
    hilumDistanceMm: nearest.hilum?.distanceMm,
  };
}

type Numbers = LeastMargins &
  Pick<
    PlannedDisease,
    | "clearsDisease"
    | "adjacentRemainingSegments"
    | "sFlrFraction"
    | "awaitsGrowth"
    | "stages"
    | "portalOcclusion"
    | "ablations"
    | "veinReconstructions"
    | "majorHepatectomy"
  >;

function numbersOf(plan: AssessedPlan, assessed: AssessedCase): Numbers {
  const remnant = remnantFacts(plan, assessed.imaged?.anatomy, assessed.patient);
  const estimatedMl = estimatedLiverVolumeMl(remnant)?.volumeMl;
  const operations = operationsOf(plan);
  const occludes = plan.stages.some(({ occlude }) => occlude.length > 0);
  const major = operations.map(isMajor);
  return {
    ...leastMargins(plan, assessed),
    clearsDisease: plan.unknown.some(({ field }) => field === "clearsDisease") ? undefined : plan.clearsDisease,
    adjacentRemainingSegments: remnant.adjacentRemainingSegments,
    sFlrFraction: remnant.flrMl === undefined || estimatedMl === undefined ? undefined : remnant.flrMl / estimatedMl,
    awaitsGrowth: occludes,
    stages: operations.length,
    portalOcclusion: occludes || assessed.patient?.history?.portalOcclusion !== undefined,
    ablations: plan.stages.reduce((sum, { ablations }) => sum + ablations.length, 0),
    veinReconstructions: plan.stages
      .flatMap(({ reconstruct }) => reconstruct)
      .filter(({ tree }) => tree === "hepatic" || tree === "portal").length,
    majorHepatectomy: major.includes(true) ? true : major.includes(undefined) ? undefined : false,
  };
}
