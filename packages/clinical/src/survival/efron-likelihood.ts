import { dot, type Matrix } from "./cholesky.ts";
import type { CovariateObservation } from "./observation.ts";

/** The partial likelihood at one set of coefficients. */
export interface EfronLikelihood {
  readonly logLikelihood: number;
  /** first derivatives by the coefficients */
  readonly score: readonly number[];
  /** second derivatives, negated */
  readonly information: Matrix;
}

/** Sums of relative hazards over some patients: of 1, of each covariate, of each product of two. */
interface Sums {
  weight: number;
  readonly first: number[];
  readonly second: number[][];
}

/** Efron's partial likelihood (J Am Stat Assoc 1977;72:557): of those tied, the n-th leaves as if n − 1 of them on average had left. */
export function efronLikelihood(patients: readonly CovariateObservation[], beta: readonly number[]): EfronLikelihood {
  const size = beta.length;
  const latestFirst = [...patients].sort((a, b) => b.time - a.time);
  const atRisk = emptySums(size);
  let logLikelihood = 0;
  const score = new Array<number>(size).fill(0);
  const information = emptySums(size).second;
  for (let first = 0; first < latestFirst.length; ) {
    const tied = latestFirst.slice(first).filter(({ time }) => time === latestFirst[first]!.time);
    const events = tied.filter(({ event }) => event);
    const leaving = emptySums(size);
    for (const patient of tied) addPatient(atRisk, patient, beta);
    for (const patient of events) {
      addPatient(leaving, patient, beta);
      logLikelihood += dot(beta, patient.covariates);
      patient.covariates.forEach((value, a) => {
        score[a]! += value;
      });
    }
    for (let gone = 0; gone < events.length; gone++) {
      const share = gone / events.length;
      const weight = atRisk.weight - share * leaving.weight;
      const mean = atRisk.first.map((sum, a) => (sum - share * leaving.first[a]!) / weight);
      logLikelihood -= Math.log(weight);
      for (let a = 0; a < size; a++) {
        score[a]! -= mean[a]!;
        for (let b = 0; b < size; b++)
          information[a]![b]! += (atRisk.second[a]![b]! - share * leaving.second[a]![b]!) / weight - mean[a]! * mean[b]!;
      }
    }
    first += tied.length;
  }
  return { logLikelihood, score, information };
}

function emptySums(size: number): Sums {
  return {
    weight: 0,
    first: new Array<number>(size).fill(0),
    second: Array.from({ length: size }, () => new Array<number>(size).fill(0)),
  };
}

function addPatient(sums: Sums, { covariates }: CovariateObservation, beta: readonly number[]): void {
  const hazard = Math.exp(dot(beta, covariates));
  sums.weight += hazard;
  covariates.forEach((x, a) => {
    sums.first[a]! += hazard * x;
    covariates.forEach((y, b) => {
      sums.second[a]![b]! += hazard * x * y;
    });
  });
}
