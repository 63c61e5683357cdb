import { chiSquareTail } from "./chi-square-tail.ts";
import { dot, invertPositiveDefinite, times } from "./cholesky.ts";
import { type EfronLikelihood, efronLikelihood } from "./efron-likelihood.ts";
import { NORMAL_975 } from "./kaplan-meier.ts";
import { type CovariateObservation, checkObservations } from "./observation.ts";

/** What one covariate does to the hazard, the others held. */
export interface CoxCoefficient {
  readonly covariate: string;
  /** logarithm of the hazard ratio per unit of the covariate */
  readonly logHazardRatio: number;
  readonly standardError: number;
  readonly hazardRatio: number;
  /** 95 %, of the hazard ratio */
  readonly interval: readonly [low: number, high: number];
  /** Wald test */
  readonly p: number;
}

/** A fitted model, or why there is none. */
export type CoxRegression =
  | {
      readonly kind: "fitted";
      readonly coefficients: readonly CoxCoefficient[];
      readonly patients: number;
      readonly events: number;
      /** of the model without covariates, and of the fitted one */
      readonly logLikelihood: readonly [without: number, fitted: number];
      /** likelihood ratio test against the model without covariates */
      readonly p: number;
    }
  | { readonly kind: "refused"; readonly because: string };

/** Newton's steps double the right digits; a likelihood that has a maximum is there in fewer than ten. */
const MOST_STEPS = 30;
/** Step in every coefficient, per standard deviation of its covariate, at which the maximum counts as reached. */
const LEAST_STEP = 1e-9;
/** A hazard ratio of e^15, three million, per standard deviation: no such thing is measured, the covariate parts events from the rest. */
const LARGEST_STANDARDISED = 15;

/**
 * Cox's proportional hazards (J R Stat Soc B 1972;34:187) with Efron's likelihood for ties, by Newton's method with halved
 * steps. Refused, with the covariate's name, where the likelihood has no maximum.
 *
 * @throws RangeError if a time is negative or a number not finite, there is no patient, or the covariates are not as many as names
 */
export function coxRegression(patients: readonly CovariateObservation[], names: readonly string[]): CoxRegression {
  checkPatients(patients, names);
  if (!patients.some(({ event }) => event)) return refused("no patient had the event");
  const scales = names.map((_, n) => scaleOf(patients.map(({ covariates }) => covariates[n]!)));
  const constant = scales.findIndex(({ deviation }) => deviation === 0);
  if (constant >= 0) return refused(`${names[constant]} is the same in all patients`);
  const standardised = patients.map((patient) => ({
    ...patient,
    covariates: patient.covariates.map((value, n) => (value - scales[n]!.mean) / scales[n]!.deviation),
  }));
  const maximum = climb(standardised, names);
  if ("because" in maximum) return refused(maximum.because);
  const { start, end, beta, inverse } = maximum;
  return {
    kind: "fitted",
    coefficients: names.map((covariate, n) =>
      coefficient(covariate, beta[n]! / scales[n]!.deviation, Math.sqrt(inverse[n]![n]!) / scales[n]!.deviation),
    ),
    patients: patients.length,
    events: patients.filter(({ event }) => event).length,
    logLikelihood: [start, end],
    // rounding may put the fitted likelihood a last bit below where it began
    p: chiSquareTail(Math.max(0, 2 * (end - start)), names.length),
  };
}

function coefficient(covariate: string, logHazardRatio: number, standardError: number): CoxCoefficient {
  const at = (errors: number) => Math.exp(logHazardRatio + errors * standardError);
  return {
    covariate,
    logHazardRatio,
    standardError,
    hazardRatio: at(0),
    interval: [at(-NORMAL_975), at(NORMAL_975)],
    p: chiSquareTail((logHazardRatio / standardError) ** 2, 1),
  };
}

interface Maximum {
  readonly start: number;
  readonly end: number;
  readonly beta: readonly number[];
  readonly inverse: readonly (readonly number[])[];
}

function climb(patients: readonly CovariateObservation[], names: readonly string[]): Maximum | { because: string } {
  let beta = names.map(() => 0);
  let here = efronLikelihood(patients, beta);
  let direction: readonly number[] = [];
  const start = here.logLikelihood;
  for (let step = 0; step < MOST_STEPS; step++) {
    const solved = invertPositiveDefinite(here.information);
    if ("dependentRow" in solved) return { because: whySingular(names[solved.dependentRow]!, step) };
    direction = times(solved.inverse, here.score);
    if (direction.every((each) => Math.abs(each) < LEAST_STEP))
      return { start, end: here.logLikelihood, beta, inverse: solved.inverse };
    [beta, here] = halvedStep(patients, { beta, direction, here });
    const parting = beta.findIndex((each) => Math.abs(each) > LARGEST_STANDARDISED);
    if (parting >= 0) return { because: whySeparated(names[parting]!) };
  }
  // the likelihood still rises: most with the covariate whose coefficient moves fastest
  const fastest = direction.reduce((most, each, n) => (Math.abs(each) > Math.abs(direction[most]!) ? n : most), 0);
  return { because: whySeparated(names[fastest]!) };
}

/** Goes along `direction`, by half as much until the likelihood is no lower than before. */
function halvedStep(
  patients: readonly CovariateObservation[],
  from: { readonly beta: readonly number[]; readonly direction: readonly number[]; readonly here: EfronLikelihood },
): [number[], EfronLikelihood] {
  for (let fraction = 1; ; fraction /= 2) {
    const beta = from.beta.map((each, n) => each + fraction * from.direction[n]!);
    const there = efronLikelihood(patients, beta);
    // below the smallest step only rounding can be in the way
    const isSmallest = from.direction.every((each) => Math.abs(fraction * each) < LEAST_STEP);
    if (there.logLikelihood >= from.here.logLikelihood || isSmallest) return [beta, there];
  }
}

function whySingular(name: string, step: number): string {
  // at the start nothing but the covariates themselves can make the information singular
  return step === 0 ? `${name} says nothing among those at risk that the covariates before it do not` : whySeparated(name);
}

function whySeparated(name: string): string {
  return `${name} parts the patients with the event from the others, so that its hazard ratio has no estimate`;
}

function scaleOf(values: readonly number[]): { mean: number; deviation: number } {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  // values that are all alike must not get a deviation from the rounding of their mean
  if (values.every((value) => value === values[0])) return { mean, deviation: 0 };
  const deviations = values.map((value) => value - mean);
  return { mean, deviation: Math.sqrt(dot(deviations, deviations) / values.length) };
}

function checkPatients(patients: readonly CovariateObservation[], names: readonly string[]): void {
  checkObservations(patients);
  if (names.length === 0) throw new RangeError("names is empty, expected at least one covariate");
  for (const [n, { covariates }] of patients.entries())
    if (covariates.length !== names.length || !covariates.every(Number.isFinite))
      throw new RangeError(`patients[${n}].covariates is [${covariates.join(", ")}], expected ${names.length} finite numbers`);
}

function refused(because: string): CoxRegression {
  return { kind: "refused", because };
}
