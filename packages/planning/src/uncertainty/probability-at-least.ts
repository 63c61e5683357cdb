/** Half-width of a 90 % interval in standard deviations of a normal distribution. */
export const Z_OF_90_PERCENT = 1.6449;

/** 90 % interval of a volume, mL; it does not go below 0. */
export function interval90(valueMl: number, sdMl: number): readonly [number, number] {
  return [Math.max(0, valueMl - Z_OF_90_PERCENT * sdMl), valueMl + Z_OF_90_PERCENT * sdMl];
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
export function normalCumulative(z: number): number {
  const t = 1 / (1 + 0.2316419 * Math.abs(z));
  const polynomial = t * (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  const tail = (Math.exp((-z * z) / 2) / Math.sqrt(2 * Math.PI)) * polynomial;
  return z >= 0 ? 1 - tail : tail;
}
