export type PlatoModel = "GAME" | "Fong" | "mCS";

interface AtTime {
  readonly years: number;
  readonly intercept: number;
  /** log odds, in the order of the score's items */
  readonly terms: readonly number[];
}

/**
 * Coefficients of the recalibrated scores at 0.5, 1, 2 and 3 years. GAME: KRAS, CEA, nodes, tumour burden of zone 2, of zone 3,
 * extrahepatic disease. Fong: nodes, interval, number, size, CEA. mCS: RAS, nodes, size.
 */
export const PLATO_COEFFICIENTS: Readonly<Record<PlatoModel, readonly AtTime[]>> = {
  GAME: [
    { years: 0.5, intercept: -2.2698, terms: [0.3281, 0.2676, 0.6581, 0.2165, 1.4392, 0.8799] },
    { years: 1, intercept: -1.3878, terms: [0.2255, 0.3401, 0.7891, 0.4788, 1.4248, 0.7408] },
    { years: 2, intercept: -0.7997, terms: [0.3599, 0.3588, 0.7028, 0.3424, 1.4856, 1.0371] },
    { years: 3, intercept: -0.5858, terms: [0.388, 0.2063, 0.6862, 0.4537, 1.593, 1.0428] },
  ],
  Fong: [
    { years: 0.5, intercept: -2.4674, terms: [0.5193, 0.7504, 0.7139, 0.0677, -0.1351] },
    { years: 1, intercept: -1.3617, terms: [0.6639, 0.497, 0.7321, 0.1261, -0.1354] },
    { years: 2, intercept: -0.5731, terms: [0.615, 0.2825, 0.6512, 0.0996, -0.0917] },
    { years: 3, intercept: -0.3897, terms: [0.596, 0.3703, 0.6678, 0.1161, -0.0854] },
  ],
  mCS: [
    { years: 0.5, intercept: -1.5807, terms: [0.2153, 0.6054, 0.127] },
    { years: 1, intercept: -0.6323, terms: [0.0909, 0.7303, 0.17] },
    { years: 2, intercept: -0.1098, terms: [0.2067, 0.6546, 0.1486] },
    { years: 3, intercept: 0.1435, terms: [0.1911, 0.6476, 0.1449] },
  ],
};
