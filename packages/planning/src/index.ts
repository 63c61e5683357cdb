export type { Candidate, CandidateLimits, CandidateNotOffered } from "./candidates/candidate.ts";
export type { CandidateSet } from "./candidates/candidate-set.ts";
export { finishedResections } from "./candidates/finished-resections.ts";
export { makeCandidates } from "./candidates/make-candidates.ts";
export { checkStage, REFERENCE_TOLERANCE_MM } from "./check-stage.ts";
export { CLOSED_RESECTION_LIMIT_ML, closedResection, DEAD_LIVER_LIMIT_ML } from "./closed-resection.ts";
export { decideVessels, type VesselDecision } from "./decide-vessels.ts";
export { drawnResection } from "./drawn-resection.ts";
export { evaluatePlan } from "./evaluate-plan.ts";
export { evaluateStage } from "./evaluate-stage.ts";
export {
  type CutVessel,
  type LesionMargin,
  type PlanVolumes,
  type StageEvaluation,
  type UncertainVolume,
  VOXEL_STATE,
  type VolumeDeviation,
} from "./evaluation.ts";
export { DEFAULT_EVALUATION_SETTINGS, type EvaluationSettings } from "./evaluation-settings.ts";
export { finishedResection } from "./finished-resection.ts";
export { keptVessels, TRUNK_AT_CUT_MM, type TrunkAtCut, takenVessels, trunksAtCut } from "./kept-vessels.ts";
export { type LostSupplies, type LostSupply, lostSupplies, lostSupply } from "./lost-supply.ts";
export { nameAfterEvaluation } from "./name-after-evaluation.ts";
export { nameOfResection } from "./name-resection.ts";
export type {
  Ablation,
  BranchReference,
  LesionReference,
  LesionWithMargin,
  Occlusion,
  Plan,
  Resection,
  ResectionFinish,
  ResectionShape,
  Stage,
} from "./plan.ts";
export { PlanError, type PlanErrorCode } from "./plan-error.ts";
export { type FinishedResections, planResection } from "./plan-resection.ts";
export { type PreparedAnatomy, type PrepareOptions, prepareEvaluation } from "./prepared-anatomy.ts";
export { NAMED_RESECTIONS, nameOfSegments, type ResectionName } from "./resection-names.ts";
export { intersectRuns, subtractRuns, uniteRuns, voxelsInBoth } from "./run-algebra.ts";
export { type ParetoSearch, searchParetoSet } from "./search/branch-and-bound.ts";
export type { ShownPlan, ShownReason } from "./search/choose-shown.ts";
export { type ComparedPlan, comparePlans, type PlanComparison, type PlanDifference } from "./search/compare-plans.ts";
export { type FindPlansLimits, type FoundPlans, findPlans, type PlanToShow } from "./search/find-plans.ts";
export { OBJECTIVE_STEPS, type Objectives } from "./search/objectives.ts";
export type { SearchLimits } from "./search/search-limits.ts";
export { compareShownOrder, type ShownOrderFacts, shownOrderKey } from "./search/shown-order.ts";
export {
  findPlansWithMargins,
  type MadeAgain,
  type PlanChange,
  recompute,
  type StalePlan,
  stalePlans,
} from "./search/what-if.ts";
export { type StagedLimits, type StagedPlan, type StagedPlans, stagedPlans } from "./staged/staged-plans.ts";
export { type StandardPlanOptions, type StandardPlans, standardPlans } from "./standard-plans.ts";
export { type StateRuns, stateOnGrid } from "./state-runs.ts";
export { organUncertainty } from "./uncertainty/organ-uncertainty.ts";
export { interval90, probabilityAtLeast, Z_OF_90_PERCENT } from "./uncertainty/probability-at-least.ts";
export type { UnknownField } from "./unknown-fields.ts";
export { maskOfRuns, runsOf, runsWithin, type VoxelRuns, voxelsInRuns } from "./voxel-runs.ts";
export { type WedgeShape, wedgeRuns } from "./wedge.ts";
export { WEDGE_REACH_MM } from "./wedge-openings.ts";
