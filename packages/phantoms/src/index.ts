export type { LesionRequest, PhantomLesion } from "./lesion-plan.ts";
export { makePhantom, type Phantom, type PhantomLabels, type PhantomOptions } from "./make-phantom.ts";
export type { GridOptions } from "./phantom-grid.ts";
export { nodeAt, type PhantomTree } from "./phantom-tree.ts";
export type { BranchTruth, LesionTruth, PhantomTruth, TreeTruth } from "./phantom-truth.ts";
export { type CuttablePhantom, cutByPlane, type PlaneCut } from "./plane-cut.ts";
export { SEGMENT_OF_BRANCH, type VesselVariants } from "./skeleton.ts";
export type { PhantomTerritory } from "./supply.ts";
