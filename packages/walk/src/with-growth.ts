import { estimatedLiverVolumeMl, type MeasuredGrowth, type ThresholdPolicy } from "@cantlie/clinical";
import type { PatientFile, PlanDocument, PlanEntry } from "@cantlie/workup";
import { remnantFacts } from "./facts/remnant-facts.ts";
import { measureGrowth, type PreviousWorkUp } from "./growth.ts";
import { wantedRemnantMl } from "./wanted-remnant.ts";

/** What growth depends on beside the document. */
export interface GrowthInput {
  readonly previous?: PreviousWorkUp | undefined;
  readonly patient?: PatientFile | undefined;
  readonly thresholds: ThresholdPolicy;
}

/**
 * The document with what is known of growth: measured between an earlier work-up and this one, and of plans that occlude vessels what
 * they need. Plans that no occlusion concerns stay as they are.
 *
 * @throws WalkError where an earlier work-up is given that does not fit this one
 */
export function withGrowth(document: PlanDocument, { previous, patient, thresholds }: GrowthInput): PlanDocument {
  const growth = previous && measureGrowth(previous, document, patient);
  const isOccluded = patient?.history?.portalOcclusion !== undefined;
  const cautions = previous !== undefined && growth === undefined ? [NO_OCCLUSION] : [];
  const plans = document.plans.map((plan) => {
    const occludes = plan.stages.some(({ occlude }) => occlude.length > 0);
    const measured = growth && (isOccluded || occludes) ? (growth.ofPlans.get(plan.id) ?? growth.otherwise) : undefined;
    const needed = occludes ? growthNeeded(plan, document.anatomy, { patient, thresholds }) : undefined;
    return { ...plan, ...(measured && { measuredGrowth: withoutBody(measured) }), ...(needed && { growthNeeded: needed }) };
  });
  return {
    ...document,
    cautions: [...document.cautions, ...cautions],
    plans,
    ...(growth?.section && { growth: growth.section }),
  };
}

const NO_OCCLUSION: PlanDocument["cautions"][number] = {
  code: "walk/no-occlusion-told",
  message:
    "growth was not measured against the previous work-up: history.portalOcclusion tells of no occlusion; give it with its date and branches",
  details: {},
};

/** What was measured; the body stands in the patient's file. */
function withoutBody(measured: MeasuredGrowth): NonNullable<PlanEntry["measuredGrowth"]> {
  const { technique, previousFlrMl, flrMl, measuredOn, isRemnant, weeks, isFirstVolumetry, missing } = measured;
  const told = { technique, previousFlrMl, flrMl, measuredOn, isRemnant, weeks, isFirstVolumetry, missing };
  return Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined));
}

/** What today's remnant lacks of what is wanted; undefined where either is not known. */
function growthNeeded(
  plan: PlanEntry,
  anatomy: PlanDocument["anatomy"],
  { patient, thresholds }: { readonly patient: PatientFile | undefined; readonly thresholds: ThresholdPolicy },
): PlanEntry["growthNeeded"] {
  const remnant = remnantFacts(plan, anatomy, patient);
  const wantedMl = wantedRemnantMl(remnant, thresholds);
  if (wantedMl === undefined || remnant.flrMl === undefined) return undefined;
  const volumeMl = Math.max(0, wantedMl - remnant.flrMl);
  const estimatedMl = estimatedLiverVolumeMl(remnant)?.volumeMl;
  return { volumeMl, ...(estimatedMl !== undefined && { sFlrPoints: (100 * volumeMl) / estimatedMl }) };
}
