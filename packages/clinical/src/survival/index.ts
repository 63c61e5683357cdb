export { chiSquareTail } from "./chi-square-tail.ts";
export { COHORT_CURVES, type CohortComparison, type CohortCurve, type CohortCurves } from "./cohort-curves.ts";
export { type CoxCoefficient, type CoxRegression, coxRegression } from "./cox-regression.ts";
export {
  kaplanMeier,
  type MedianSurvival,
  medianSurvival,
  type SurvivalCurve,
  type SurvivalStep,
  survivalAt,
} from "./kaplan-meier.ts";
export { type LogRank, logRankTest } from "./log-rank.ts";
export { type CovariateObservation, numberAtRisk, type Observation } from "./observation.ts";
