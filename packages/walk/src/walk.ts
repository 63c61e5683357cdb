import { buildAnatomy, type LiverAnatomy, type LiverLabels, type SupplyVessels } from "@cantlie/anatomy";
import { flrSufficiency, type Remnant, type ThresholdPolicy } from "@cantlie/clinical";
import { organUncertainty, prepareEvaluation, type StageEvaluation } from "@cantlie/planning";
import type { ImageVolume, Kernels } from "@cantlie/volume";
import {
  INTENDED_USE,
  type LesionNotesFile,
  type PatientFile,
  type PlanDocument,
  type Policy,
  policyChanges,
  type ResectionsFile,
} from "@cantlie/workup";
import { anatomySection } from "./anatomy-section.ts";
import { automaticPlans, NO_AUTOMATIC_PLANS } from "./automatic-plans.ts";
import { beforeGrowth } from "./before-growth.ts";
import { metastasesDiffer } from "./compare-with-images.ts";
import { type DrawnMasks, drawnPlans, refuseSharedIds } from "./drawn-plans.ts";
import { evaluatePlans } from "./evaluate-plans.ts";
import { type EvaluatedPlan, finalStage } from "./evaluated-plan.ts";
import { evaluationSettings, thresholdPolicy } from "./evaluation-settings.ts";
import { NO_OPERATION, remnantFacts } from "./facts/remnant-facts.ts";
import type { PreviousWorkUp } from "./growth.ts";
import { noPlanBecause } from "./no-plan-because.ts";
import { occludedBranches } from "./occluded-branches.ts";
import { orderPlans } from "./order-plans.ts";
import { patientCautions } from "./patient-cautions.ts";
import { planEntry } from "./plan-entry.ts";
import { resolvePolicyVessels } from "./resolve-policy-vessels.ts";
import { undecidedCautions } from "./undecided-cautions.ts";
import { wantedRemnantMl } from "./wanted-remnant.ts";
import { withAssessments } from "./with-assessments.ts";
import { withComparisons } from "./with-comparisons.ts";
import { withGrowth } from "./with-growth.ts";

/** Everything that the walk may see of the world. */
export interface WalkInput {
  readonly labels: LiverLabels;
  /** the scan on the labels' grid; for checks of the body's sides only, as all measures come from the labels */
  readonly image?: ImageVolume;
  /** what the headers of a CT say of it */
  readonly scan?: NonNullable<PlanDocument["scan"]>;
  readonly patient?: PatientFile;
  readonly policy: Policy;
  /** plans drawn by a person, with the masks that they name */
  readonly drawn?: { readonly file: ResectionsFile; readonly masks: DrawnMasks };
  /** false: only the drawn plans */
  readonly search: boolean;
  readonly lesionNotes?: LesionNotesFile["lesions"];
  /** an earlier work-up of the same patient, to measure growth against */
  readonly previous?: PreviousWorkUp;
  readonly inputs: PlanDocument["inputs"];
  /** doubts that arose in reading */
  readonly cautions: PlanDocument["cautions"];
  readonly software: PlanDocument["software"];
}

export interface WalkTools {
  readonly kernels: Kernels;
  /** how the vessel trees are traced, for a host with threads; default one after the other */
  readonly supplyVessels?: SupplyVessels;
  /** told what begins, and how much of the walk is done (0..1) */
  readonly progress: (fraction: number, step: string) => void;
}

export interface Walked {
  /** `plan.json` */
  readonly document: PlanDocument;
  readonly anatomy: LiverAnatomy;
  /** by plan id: what the plan does after its last stage */
  readonly evaluations: ReadonlyMap<string, StageEvaluation>;
}

/**
 * The walk: from the labels of one scan to evaluated plans and what the rules say of them. The same function for the command
 * line, a server's job and a browser's worker; the stages are told in `stages.ts`.
 *
 * @throws AnatomyError if no plan may rest on the labels
 * @throws PlanError if a drawn plan does not fit the anatomy
 * @throws InputError if a drawn plan has the id of another, or the policy names a vessel that this liver does not have
 * @throws WalkError if the patient's file or the previous work-up does not fit the images
 */
export function walk(input: WalkInput, { kernels, supplyVessels, progress }: WalkTools): Walked {
  const { labels, image, patient, policy, lesionNotes } = input;

  // lesions, trees, territories, segments
  const anatomy = buildAnatomy(labels, {
    kernels,
    territoryMethod: "geodesic",
    ...(image && { image }),
    ...(lesionNotes && { lesionNotes }),
    ...(supplyVessels && { supplyVessels }),
    progress: (step) => progress(ANATOMY_STEPS[step].fraction, ANATOMY_STEPS[step].text),
  });

  // plans
  progress(0.6, "plans");
  const vessels = resolvePolicyVessels(policy, anatomy);
  const occludedBefore = occludedBranches(patient, anatomy);
  const thresholds = thresholdPolicy(policy);
  const anatomyPart = anatomySection(anatomy);
  const prepared = prepareEvaluation(anatomy, kernels, {
    reachMm: marginReachMm(policy),
    reconstruct: vessels.reconstruct,
  });
  const body = remnantFacts(NO_OPERATION, anatomyPart, patient);
  const automatic = input.search
    ? automaticPlans(prepared, { policy, vessels, thresholds, body, occludedBefore })
    : NO_AUTOMATIC_PLANS;
  const drawn = input.drawn ? drawnPlans(input.drawn.file, anatomy, input.drawn.masks) : [];
  refuseSharedIds(drawn, automatic.plans);

  // evaluate
  progress(0.7, "evaluation");
  const limits = {
    settings: evaluationSettings(policy, occludedBefore),
    marginWantedMm: policy.marginWantedMm.value,
    kept: { vessels: vessels.keep, segments: policy.keepSegments.value },
    finished: automatic.finished,
  };
  const { evaluated: plans, notOffered: notAllowed } = evaluatePlans(prepared, [...automatic.plans, ...drawn], limits);

  // assess
  progress(0.9, "assessment");
  const factsOf = (plan: EvaluatedPlan): Remnant => remnantFacts(finalStage(plan), anatomyPart, patient);
  const entries = plans.map((plan) => planEntry(plan, { remnant: factsOf(plan), thresholds, anatomy }));
  const wantedMl = wantedRemnantMl(body, thresholds);
  const notOffered = [...automatic.notOffered, ...notAllowed];
  const ranked = plans.map((plan) => ({
    evaluated: plan,
    isSufficient: isSufficient(factsOf(plan), thresholds),
    shortfallMl: shortfallMl(factsOf(plan), wantedMl),
  }));
  const order = orderPlans(ranked.map(beforeGrowth), {
    liverMl: anatomyPart.liverVolumeMl,
    marginAutomaticMinimumMm: policy.marginAutomaticMinimumMm.value,
    lesions: anatomy.lesions,
  });
  const because = noPlanBecause(ranked, {
    anatomy,
    policy,
    search: input.search,
    notOffered,
    obstacles: automatic.obstacles,
    wantedMl,
    isOccluded: occludedBefore.length > 0,
  });

  const evaluated: PlanDocument = {
    schemaVersion: 1,
    intendedUse: INTENDED_USE,
    software: input.software,
    inputs: input.inputs,
    ...(input.scan && { scan: input.scan }),
    cautions: [
      ...input.cautions,
      ...patientCautions(patient),
      ...metastasesDiffer(patient, anatomy.lesions),
      ...anatomy.cautions,
      ...undecidedCautions(plans, anatomy.lesions),
    ],
    // masks without a state of their own count as confirmed by who gives them; names of branches are found here and nobody saw them
    thresholds,
    reviewed: { liver: true, lesions: labels.lesions !== undefined, branches: false },
    anatomy: { ...anatomyPart, ...organUncertainty(prepared, limits.settings) },
    policyChanges: policyChanges(policy),
    plans: withComparisons(entries, plans, { order, marginWantedMm: policy.marginWantedMm.value }),
    ...(automatic.search && { search: automatic.search }),
    notOffered,
    order,
    ...(because !== undefined && { noPlanBecause: because }),
  };
  const document = withAssessments(withGrowth(evaluated, { previous: input.previous, patient, thresholds }), patient);
  return { document, anatomy, evaluations: new Map(plans.map((plan) => [plan.plan.id, finalStage(plan)])) };
}

/** Margins are looked for along tissue at least as far as they are wanted, and a wedge's width beyond. */
function marginReachMm({ marginWantedMm, ablation }: Policy): number {
  return Math.max(20, 2 * marginWantedMm.value, 2 * ablation.value.marginMm);
}

/** Measured shares of the walk on a 512×512×129 scan, rounded: a bar that creeps evenly is easier to trust. */
const ANATOMY_STEPS = {
  frame: { fraction: 0, text: "framing the liver" },
  vessels: { fraction: 0.05, text: "vessel trees and territories" },
  segments: { fraction: 0.4, text: "Couinaud segments" },
  lesions: { fraction: 0.45, text: "lesions" },
  capsule: { fraction: 0.55, text: "accessible capsule" },
} as const;

/** The verdict of FLR-SUFFICIENCY; undefined where it lacks an input or does not apply. */
function isSufficient(remnant: Remnant, thresholds: ThresholdPolicy): boolean | undefined {
  const verdict = flrSufficiency(remnant, thresholds);
  if (verdict.kind !== "known") return undefined;
  return verdict.group?.startsWith("sufficient") ?? false;
}

/** What a remnant lacks of what is wanted; undefined where either is not known. */
function shortfallMl({ flrMl }: Remnant, wantedMl: number | undefined): number | undefined {
  return wantedMl === undefined || flrMl === undefined ? undefined : Math.max(0, wantedMl - flrMl);
}
