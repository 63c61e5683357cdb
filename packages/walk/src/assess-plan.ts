import {
  type AnyFinding,
  assessChemotherapy,
  assessDifficulty,
  assessDifficultyOfAblation,
  assessFollowUp,
  assessFunction,
  assessGrowth,
  assessOtherPrimary,
  assessPostoperative,
  assessPrognosis,
  assessResectability,
  assessRisk,
  assessSynchronous,
  assessVolumes,
  orderOfOperations,
  type ThresholdPolicy,
} from "@cantlie/clinical";
import { assessOperation, type OperationRecord } from "@cantlie/pathway";
import type { DocumentFinding, PatientFile, PlanDocument, PlanEntry } from "@cantlie/workup";
import { completeThresholds } from "./evaluation-settings.ts";
import type { AssessedCase, AssessedPlan } from "./facts/assessed-case.ts";
import { bodyFacts } from "./facts/body-facts.ts";
import { chemotherapyFacts } from "./facts/chemotherapy-facts.ts";
import { liverFunctionFacts } from "./facts/liver-function-facts.ts";
import { marginOfPathologyMm } from "./facts/margin-of-pathology.ts";
import { metastaticDiseaseFacts } from "./facts/metastatic-disease-facts.ts";
import { mainOperation } from "./facts/operations.ts";
import { perioperativeRiskFacts } from "./facts/perioperative-risk-facts.ts";
import { plannedDiseaseFacts } from "./facts/planned-disease-facts.ts";
import { plannedOperationFacts } from "./facts/planned-operation-facts.ts";
import { postoperativeFacts } from "./facts/postoperative-facts.ts";
import { NO_OPERATION, remnantFacts } from "./facts/remnant-facts.ts";
import { synchronousDiseaseFacts } from "./facts/synchronous-disease-facts.ts";
import { judgedSuitability } from "./judged-suitability.ts";
import { plannedTimeline } from "./planned-timeline.ts";

/** What the rules say of one plan, or of a patient without one. */
export interface Assessment {
  /** each rule once, by subject in a fixed order; a subject that nobody asks about is empty */
  readonly subjects: readonly { readonly subject: string; readonly findings: readonly DocumentFinding[] }[];
  /** absent where the verdict does not apply: children, and livers without a metastasis */
  readonly suitability?: NonNullable<PlanEntry["suitability"]>;
  /** absent unless the disease is synchronous, colorectal, and the primary in place */
  readonly orderOfOperations?: NonNullable<PlanEntry["orderOfOperations"]>;
  /** absent without a plan that operates once or twice */
  readonly timeline?: NonNullable<PlanEntry["timeline"]>;
}

/**
 * What the rules say of a plan of plan.json for this patient, by the thresholds that the plan was made with.
 *
 * @param record of an operation that was done: its days stand in place of the patient file's
 */
export function assessPlan(
  plan: AssessedPlan,
  { anatomy, reviewed, scan, thresholds = {} }: Pick<PlanDocument, "anatomy" | "reviewed" | "scan" | "thresholds">,
  { patient, record }: { readonly patient?: PatientFile | undefined; readonly record?: OperationRecord | undefined },
): Assessment {
  return assess(
    { patient, imaged: { anatomy, reviewed, ...(scan && { scan }) }, plan },
    { thresholds: completeThresholds(thresholds), record },
  );
}

/** What the rules say of a patient without a plan; those that need one are unknown. */
export function assessPatient(patient: PatientFile, record?: OperationRecord): Assessment {
  return assess({ patient }, { thresholds: completeThresholds({}), record });
}

interface Basis {
  readonly thresholds: ThresholdPolicy;
  readonly record: OperationRecord | undefined;
}

function assess(assessed: AssessedCase, basis: Basis): Assessment {
  const { findings, ...judged } = judgedSuitability(assessed, basis.thresholds);
  const disease = synchronousDiseaseFacts(assessed);
  const isColorectal = disease.primarySite === "colon" || disease.primarySite === "rectum";
  const timeline = plannedTimeline(assessed);
  return {
    subjects: [
      { subject: "suitability", findings },
      ...SUBJECTS.map(({ subject, rules }) => ({ subject, findings: rules(assessed, basis) })),
    ],
    ...judged,
    ...(isColorectal &&
      disease.isSynchronous === true &&
      disease.primaryInPlace === true && { orderOfOperations: orderOfOperations(disease) }),
    ...(timeline && { timeline }),
  };
}

/** The subjects after suitability in the order in which they are told, each with its rules. */
const SUBJECTS: readonly {
  readonly subject: string;
  readonly rules: (assessed: AssessedCase, basis: Basis) => readonly AnyFinding[];
}[] = [
  { subject: "resectability", rules: (assessed) => assessResectability(plannedDiseaseFacts(assessed)) },
  {
    subject: "volumes and remnant",
    rules: ({ patient, imaged, plan }, { thresholds }) =>
      assessVolumes(remnantFacts(plan ?? NO_OPERATION, imaged?.anatomy, patient), thresholds),
  },
  { subject: "growth", rules: growth },
  { subject: "liver function", rules: liverFunction },
  { subject: "risk of the operation", rules: (assessed) => assessRisk(perioperativeRiskFacts(assessed)) },
  { subject: "difficulty and route", rules: difficulty },
  { subject: "chemotherapy", rules: (assessed) => assessChemotherapy(chemotherapyFacts(assessed)) },
  { subject: "bowel and liver", rules: (assessed) => assessSynchronous(synchronousDiseaseFacts(assessed)) },
  { subject: "other primaries", rules: (assessed) => assessOtherPrimary(plannedDiseaseFacts(assessed)) },
  {
    subject: "prognosis",
    rules: (assessed, { record }) =>
      assessPrognosis({ ...metastaticDiseaseFacts(assessed), marginMm: marginOfPathologyMm(record?.pathology) }),
  },
  { subject: "after the operation", rules: postoperative },
  { subject: "follow-up and recovery", rules: () => assessFollowUp() },
];

/** Nothing is asked of growth where neither plan nor patient has to do with an occlusion. */
function growth({ patient, plan }: AssessedCase): readonly AnyFinding[] {
  const occludes = plan?.stages.some(({ occlude }) => occlude.length > 0) === true;
  const isToldWithoutPlan = plan === undefined && patient?.history?.portalOcclusion !== undefined;
  if (plan?.measuredGrowth === undefined && !occludes && !isToldWithoutPlan) return [];
  const planned = plan?.stages.find(({ occlusion }) => occlusion !== undefined)?.occlusion?.kind;
  return assessGrowth({ ...bodyFacts(patient), ...(plan?.measuredGrowth ?? { missing: NOT_MEASURED }) }, planned);
}

const NOT_MEASURED = ["a work-up before the occlusion and one after it (--previous)"];

function liverFunction(assessed: AssessedCase): readonly AnyFinding[] {
  const findings = assessFunction(liverFunctionFacts(assessed));
  if (assessed.plan === undefined) return findings;
  return findings.map((finding) =>
    finding.rule === "FUN-HBS-2.69" && finding.kind === "known"
      ? { ...finding, cautions: [...finding.cautions, ONE_REMNANT] }
      : finding,
  );
}

const ONE_REMNANT = "the file gives the share of one remnant: whether that is what this plan leaves it does not say";

/** A plan that neither resects nor ablates has no operation that could be hard. */
function difficulty(assessed: AssessedCase): readonly AnyFinding[] {
  const { plan } = assessed;
  if (plan !== undefined && mainOperation(plan) === undefined)
    return plan.stages.some(({ ablations }) => ablations.length > 0) ? assessDifficultyOfAblation() : [];
  return assessDifficulty(plannedOperationFacts(assessed));
}

function postoperative({ patient }: AssessedCase, { record }: Basis): readonly AnyFinding[] {
  const told = postoperativeFacts(patient);
  if (record?.postoperative === undefined) return assessPostoperative(told);
  return assessOperation({
    ...record,
    inrBefore: record.inrBefore ?? told.inrBefore,
    bilirubinBeforeUmolPerL: record.bilirubinBeforeUmolPerL ?? told.bilirubinBeforeUmolPerL,
  });
}
