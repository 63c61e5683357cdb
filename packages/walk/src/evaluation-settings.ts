import { DEFAULT_THRESHOLDS, type ThresholdPolicy } from "@cantlie/clinical";
import type { BranchReference, CandidateLimits, EvaluationSettings, SearchLimits, StandardPlanOptions } from "@cantlie/planning";
import type { PlanDocument, Policy } from "@cantlie/workup";
import type { PolicyVessels } from "./resolve-policy-vessels.ts";

/** The numbers of the policy that an evaluation depends on, with the portal branches that are occluded already. */
export function evaluationSettings(policy: Policy, occludedBefore: readonly BranchReference[]): EvaluationSettings {
  return {
    congestionFactor: policy.congestionFactor.value,
    borderErrorMm: { liver: policy.borderErrorMm.value, lesions: policy.borderErrorMm.value },
    executionErrorMm: policy.executionErrorMm.value,
    occludedBefore,
  };
}

/** The limits of the policy that named resections depend on. */
export function planOptions(policy: Policy): StandardPlanOptions {
  const { marginWantedMm, marginAutomaticMinimumMm, hilumClearanceMm } = policy;
  return {
    marginsMm: [...new Set([marginWantedMm.value, marginAutomaticMinimumMm.value])],
    hilumClearanceMm: hilumClearanceMm.value,
  };
}

/** The limits of the policy that candidates of the search depend on, with the vessels that must stay. */
export function candidateLimits(policy: Policy, { keep }: PolicyVessels): CandidateLimits {
  return {
    marginWantedMm: policy.marginWantedMm.value,
    marginAutomaticMinimumMm: policy.marginAutomaticMinimumMm.value,
    hilumClearanceMm: policy.hilumClearanceMm.value,
    ablation: policy.ablation.value,
    keepVessels: keep,
    keepSegments: policy.keepSegments.value,
  };
}

/** The limits of the policy that the search depends on. @param wantedMl see `wantedRemnantMl` */
export function searchLimits(policy: Policy, wantedMl: number | undefined): SearchLimits {
  return {
    marginWantedMm: policy.marginWantedMm.value,
    marginAutomaticMinimumMm: policy.marginAutomaticMinimumMm.value,
    maxCuts: policy.maxCuts.value,
    maxAblations: policy.ablation.value.mostZones,
    wantedRemnantMl: wantedMl,
    budget: policy.searchBudget.value,
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
