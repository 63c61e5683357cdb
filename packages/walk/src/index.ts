export { type Assessment, assessPatient, assessPlan } from "./assess-plan.ts";
export type { DrawnMasks } from "./drawn-plans.ts";
export type { AssessedPlan } from "./facts/assessed-case.ts";
export { bodyFacts } from "./facts/body-facts.ts";
export type { PreviousWorkUp } from "./growth.ts";
export { onOrganGrid } from "./on-organ-grid.ts";
export { patientCautions } from "./patient-cautions.ts";
export { WALK_STAGES, type WalkStage } from "./stages.ts";
export { type Walked, type WalkInput, type WalkTools, walk } from "./walk.ts";
