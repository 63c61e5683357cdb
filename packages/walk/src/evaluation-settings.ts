import { DEFAULT_THRESHOLDS, type ThresholdPolicy } from "@cantlie/clinical";
import type { BranchReference, EvaluationSettings, StandardPlanOptions } from "@cantlie/planning";
import type { PlanDocument, Policy } from "@cantlie/workup";

/** The numbers of the policy that an evaluation depends on, with the portal branches that are occluded already. */
export function evaluationSettings(policy: Policy, occludedBefore: readonly BranchReference[]): EvaluationSettings {
  return {
    congestionFactor: policy.congestionFactor.value,
    borderErrorMm: { liver: policy.borderErrorMm.value, lesions: policy.borderErrorMm.value },
    executionErrorMm: policy.executionErrorMm.value,
    occludedBefore,
  };
}

/** The limits of the policy that automatic plans depend on. */
export function planOptions(policy: Policy): StandardPlanOptions {
  const { marginWantedMm, marginAutomaticMinimumMm, hilumClearanceMm } = policy;
  return {
    marginsMm: [...new Set([marginWantedMm.value, marginAutomaticMinimumMm.value])],
    hilumClearanceMm: hilumClearanceMm.value,
  };
}

/** Least remnants: those of the evidence, changed where the policy says so. */
export function thresholdPolicy(policy: Policy): ThresholdPolicy {
  return completeThresholds(policy.thresholds.value);
}

/** The thresholds of the evidence but for those that are given. */
export function completeThresholds(changes: NonNullable<PlanDocument["thresholds"]>): ThresholdPolicy {
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  return { ...DEFAULT_THRESHOLDS, ...Object.fromEntries(given) };
}
