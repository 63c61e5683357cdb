export { checkStage, REFERENCE_TOLERANCE_MM } from "./check-stage.ts";
export { type AbsorbedResection, absorbDeadLiver, DEAD_LIVER_LIMIT_ML } from "./dead-liver.ts";
export { decideTrunks, type TrunkDecision } from "./decide-trunks.ts";
export { evaluatePlan } from "./evaluate-plan.ts";
export { evaluateStage } from "./evaluate-stage.ts";
export { type CutVessel, type LesionMargin, type PlanVolumes, type StageEvaluation, VOXEL_STATE } from "./evaluation.ts";
export { DEFAULT_EVALUATION_SETTINGS, type EvaluationSettings } from "./evaluation-settings.ts";
export { keepVessels, TRUNK_AT_CUT_MM, type TrunkAtCut, takeVessels, trunksAtCut } from "./kept-vessels.ts";
export { type LostSupply, lostSupply } from "./lost-supply.ts";
export { nameAfterEvaluation } from "./name-after-evaluation.ts";
export { nameOfResection } from "./name-resection.ts";
export type {
  Ablation,
  BranchReference,
  LesionReference,
  Occlusion,
  Plan,
  Resection,
  ResectionFinish,
  ResectionShape,
  Stage,
} from "./plan.ts";
export { PlanError, type PlanErrorCode } from "./plan-error.ts";
export { planResection } from "./plan-resection.ts";
export { type PreparedAnatomy, prepareEvaluation } from "./prepared-anatomy.ts";
export { resectionMask } from "./resection-mask.ts";
export { NAMED_RESECTIONS, nameOfSegments, type ResectionName } from "./resection-names.ts";
export { compareShownOrder, type ShownOrderFacts, shownOrderKey } from "./search/shown-order.ts";
export { type PlanNotOffered, type StandardPlanOptions, type StandardPlans, standardPlans } from "./standard-plans.ts";
export { probabilityAtLeast, Z_OF_90_PERCENT } from "./uncertainty.ts";
export type { UnknownField } from "./unknown-fields.ts";
export { wedgeMask } from "./wedge.ts";
export { WEDGE_REACH_MM } from "./wedge-openings.ts";
