import { readFileSync } from "node:fs";

/** A curve as R's survfit gives it; null where R has none. */
export interface ReferenceCurve {
  readonly time: number[];
  readonly atRisk: number[];
  readonly events: number[];
  readonly censored: number[];
  readonly survival: number[];
  readonly standardError: (number | null)[];
  readonly low: (number | null)[];
  readonly high: (number | null)[];
  readonly median: number | null;
  readonly medianLow: number | null;
  readonly medianHigh: number | null;
}

export interface ReferenceLogRank {
  readonly observed: number[];
  readonly expected: number[];
  readonly chiSquare: number;
  readonly degreesOfFreedom: number;
  readonly p: number;
}

export interface ReferenceCox {
  readonly beta: number[];
  readonly standardError: number[];
  readonly p: number[];
  readonly logLikelihood: [number, number];
  readonly likelihoodRatioP: number;
}

export interface ReferenceSet {
  readonly name: string;
  readonly time: number[];
  readonly event: (0 | 1)[];
  /** from 1 on */
  readonly group: number[];
  readonly covariateNames: string[];
  readonly covariates: number[][];
  readonly curves: ReferenceCurve[];
  readonly logRank: ReferenceLogRank | null;
  readonly cox: ReferenceCox | null;
}

interface Reference {
  readonly provenance: string;
  readonly sets: ReferenceSet[];
  readonly cohort: Record<"overallSurvival" | "diseaseFreeSurvival", { logRank: ReferenceLogRank; cox: ReferenceCox }>;
  readonly chiSquareTails: { value: number; degreesOfFreedom: number; p: number }[];
}

/** What R says; made by scripts/survival-fixtures.R. */
export const REFERENCE = JSON.parse(readFileSync(new URL("../fixtures/survival.json", import.meta.url), "utf8")) as Reference;
