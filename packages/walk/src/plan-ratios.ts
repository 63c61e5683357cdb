import { estimatedLiverVolumeMl, type Remnant, strictestThreshold, type ThresholdPolicy } from "@cantlie/clinical";
import { probabilityAtLeast, type StageEvaluation } from "@cantlie/planning";
import type { PlanEntry } from "@cantlie/workup";

/** The `ratios` of a plan: fractions. What lacks an input is absent; the findings name what is missing. */
export function planRatios(evaluation: StageEvaluation, remnant: Remnant, thresholds: ThresholdPolicy): PlanEntry["ratios"] {
  const { flrMl, totalLiverVolumeMl, tumourVolumeMl, weightKg } = remnant;
  const estimated = estimatedLiverVolumeMl(remnant);
  const threshold = strictestThreshold(remnant, thresholds);
  const deviationMl = evaluation.uncertainty.functionalRemnantFullCongestion?.sdMl;
  return {
    ...(flrMl !== undefined &&
      totalLiverVolumeMl !== undefined &&
      tumourVolumeMl !== undefined && { flrFraction: flrMl / (totalLiverVolumeMl - tumourVolumeMl) }),
    ...(flrMl !== undefined && estimated && { sFlrFraction: flrMl / estimated.volumeMl, sFlrFormula: estimated.formula }),
    ...(flrMl !== undefined && weightKg !== undefined && { flrBodyWeightFraction: flrMl / (weightKg * 1000) }),
    ...(threshold && { thresholdFraction: threshold.fraction }),
    ...(threshold &&
      flrMl !== undefined &&
      deviationMl !== undefined && {
        probabilityAboveThreshold: probabilityAtLeast(flrMl, deviationMl, threshold.wantedMl),
      }),
  };
}
