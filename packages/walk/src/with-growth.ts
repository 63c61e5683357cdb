import { assessGrowth, type Body, estimatedLiverVolumeMl, type MeasuredGrowth, type ThresholdPolicy } from "@cantlie/clinical";
import type { PatientFile, PlanDocument, PlanEntry } from "@cantlie/workup";
import { type Growth, measureGrowth, type PreviousWorkUp } from "./growth.ts";
import { bodyFacts, remnantFacts } from "./remnant-facts.ts";
import { wantedRemnantMl } from "./wanted-remnant.ts";

/** What growth depends on beside the document. */
export interface GrowthInput {
  readonly previous?: PreviousWorkUp | undefined;
  readonly patient?: PatientFile | undefined;
  readonly thresholds: ThresholdPolicy;
}

/**
 * The document with what is known of growth: measured between an earlier work-up and this one, and of plans that occlude vessels what
 * they need and what is known of their technique. Plans that no occlusion concerns stay as they are.
 *
 * @throws WalkError where an earlier work-up is given that does not fit this one
 */
export function withGrowth(document: PlanDocument, { previous, patient, thresholds }: GrowthInput): PlanDocument {
  const growth = previous && measureGrowth(previous, document, patient);
  const isOccluded = patient?.history?.portalOcclusion !== undefined;
  const cautions = previous !== undefined && growth === undefined ? [NO_OCCLUSION] : [];
  const body = bodyFacts(patient);
  const plans = document.plans.map((plan) => {
    if (plan.stages.every(({ occlude }) => occlude.length === 0))
      return isOccluded && growth ? withFindings(plan, measuredOf(plan, growth, body)) : plan;
    const needed = growthNeeded(plan, document.anatomy, { patient, thresholds });
    return { ...withFindings(plan, measuredOf(plan, growth, body)), ...(needed && { growthNeeded: needed }) };
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

/** @param body of a patient whose growth was not measured */
function measuredOf({ id }: PlanEntry, growth: Growth | undefined, body: Body): MeasuredGrowth {
  return growth?.ofPlans.get(id) ?? growth?.otherwise ?? { ...body, missing: NOT_MEASURED };
}

const NOT_MEASURED = ["a work-up before the occlusion and one after it (--previous)"];

function withFindings(plan: PlanEntry, measured: MeasuredGrowth): PlanEntry {
  const planned = plan.stages.find(({ occlusion }) => occlusion !== undefined)?.occlusion?.kind;
  return { ...plan, findings: [...plan.findings, ...assessGrowth(measured, planned)] };
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
