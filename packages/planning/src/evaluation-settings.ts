import type { BranchReference } from "./plan.ts";

/** Limits of the policy that evaluation depends on. Planning is given numbers and looks none of them up. */
export interface EvaluationSettings {
  /** f: the share of undrained liver that does not work */
  readonly congestionFactor: number;
  /** standard deviation of a label's border as a reader draws it, mm; what voxels add, and how far errors are alike, stands in `uncertainty/error-model.ts` */
  readonly borderErrorMm: { readonly liver: number; readonly lesions: number };
  /** how far the knife may stray from the plan, as the team states it, mm */
  readonly executionErrorMm: number;
  /** portal branches that were blocked before this operation */
  readonly occludedBefore: readonly BranchReference[];
}

/**
 * f = 1 is the conservative end of the published range (clinical.md CONGESTION); 1 mm of border error is the policy's default
 *; no execution error is assumed unless a team states one.
 */
export const DEFAULT_EVALUATION_SETTINGS: EvaluationSettings = {
  congestionFactor: 1,
  borderErrorMm: { liver: 1, lesions: 1 },
  executionErrorMm: 0,
  occludedBefore: [],
};
