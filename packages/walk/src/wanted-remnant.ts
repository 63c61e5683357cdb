import { flrOfBodyWeight, type Remnant, strictestThreshold, type ThresholdPolicy } from "@cantlie/clinical";

/**
 * The least functional remnant, mL, that the rules ask of this patient: the strictest threshold on volume or the share of body
 * weight, whichever is more. Undefined where no threshold on volume is known; then no plan is judged by its remnant.
 *
 * @param liver the patient and the liver; its remnant does not matter
 */
export function wantedRemnantMl(liver: Remnant, thresholds: ThresholdPolicy): number | undefined {
  // rules answer for a remnant: what they want of it does not depend on its size
  const whole: Remnant = { ...liver, flrMl: liver.totalLiverVolumeMl };
  const ofVolume = strictestThreshold(whole, thresholds)?.wantedMl;
  const appliesToBody = flrOfBodyWeight(whole, thresholds).kind === "known" && whole.weightKg !== undefined;
  const ofBody = appliesToBody ? thresholds.flrBodyWeightFraction * whole.weightKg! * 1000 : undefined;
  // body weight alone would pass over a threshold that applies and cannot be computed
  return ofVolume === undefined ? undefined : Math.max(ofVolume, ofBody ?? 0);
}
