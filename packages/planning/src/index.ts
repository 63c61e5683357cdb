export type { BezierPatch } from "@cantlie/geometry";
export { type CutVessel, type LesionMargin, type PlanVolumes, type StageEvaluation, VOXEL_STATE } from "./evaluation.ts";
export type { Ablation, BranchReference, LesionReference, Plan, Resection, Stage } from "./plan.ts";
