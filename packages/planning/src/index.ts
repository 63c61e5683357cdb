export { type CutVessel, type LesionMargin, type PlanVolumes, type StageEvaluation, VOXEL_STATE } from "./evaluation.ts";
export type { Ablation, BezierPatch, BranchReference, LesionReference, Plan, Resection, Stage } from "./plan.ts";
