import { VOXEL_STATE } from "./evaluation.ts";
import type { EvaluationSettings } from "./evaluation-settings.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { areaBetweenMm2, type StateBorders } from "./state-borders.ts";
import type { StateRuns } from "./state-runs.ts";

/** Half-width of a 90 % interval in standard deviations of a normal distribution. */
export const Z_OF_90_PERCENT = 1.6449;

/**
 * Standard deviation of the functional remnant, mL, at the settings' congestion factor.
 *
 * A label's border moves as a whole, so the volume changes by the area that the remnant shares with that border times the
 * shift: the liver's border (capsule) and that of lesions left behind, each with its own standard deviation. Where the remnant
 * borders on tissue that lost its supply, the border between two territories may lie anywhere in the ambiguous band, taken as
 * uniform over its mean width. Borders of undrained liver count by the share of it that works. The parts are independent of each other.
 */
export function standardDeviationMl(
  prepared: PreparedAnatomy,
  states: StateRuns,
  borders: StateBorders,
  settings: EvaluationSettings,
): number {
  const { functional, tumour, noInflow, noBile, occluded, noOutflow } = VOXEL_STATE;
  const { voxels, areaMm2 } = prepared.capsule;
  const undrainedShare = 1 - settings.congestionFactor;
  let capsuleMm2 = 0;
  for (let n = 0, run = 0; n < voxels.length; n++) {
    const voxel = voxels[n]!;
    while (states.first[run]! + states.length[run]! <= voxel) run++;
    if (states.state[run] === functional) capsuleMm2 += areaMm2[n]!;
    if (states.state[run] === noOutflow) capsuleMm2 += undrainedShare * areaMm2[n]!;
  }
  const livingBesideMm2 = (state: number): number =>
    areaBetweenMm2(borders, functional, state) + undrainedShare * areaBetweenMm2(borders, noOutflow, state);
  const widthOf = (...kinds: readonly ("portal" | "artery" | "hepatic" | "bile")[]): number =>
    Math.max(0, ...kinds.map((kind) => prepared.ambiguousBands[kind]?.widthMm ?? 0));
  const uniform = (widthMm: number): number => widthMm / Math.sqrt(12);
  const partsMm3 = [
    capsuleMm2 * settings.borderErrorMm.liver,
    livingBesideMm2(tumour) * settings.borderErrorMm.lesions,
    (livingBesideMm2(noInflow) + livingBesideMm2(occluded)) * uniform(widthOf("portal", "artery")),
    livingBesideMm2(noBile) * uniform(widthOf("bile", "portal")),
    areaBetweenMm2(borders, functional, noOutflow) * uniform(widthOf("hepatic")) * settings.congestionFactor,
  ];
  return Math.hypot(...partsMm3) / 1000;
}

/**
 * Probability that a volume measured as `valueMl` truly reaches `thresholdMl`: about the measurement only, not about the choice
 * of a formula for the threshold.
 */
export function probabilityAtLeast(valueMl: number, standardDeviationMl: number, thresholdMl: number): number {
  if (!(standardDeviationMl >= 0)) throw new RangeError(`standardDeviationMl is ${standardDeviationMl}, expected 0 or more`);
  if (standardDeviationMl === 0) return valueMl >= thresholdMl ? 1 : 0;
  return normalCumulative((valueMl - thresholdMl) / standardDeviationMl);
}

/** Abramowitz and Stegun 26.2.17; absolute error below 7.5e-8. */
function normalCumulative(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
  return z >= 0 ? 1 - tail : tail;
}
