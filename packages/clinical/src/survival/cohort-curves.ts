import derived from "./cohort-curves.json" with { type: "json" };

/** A Kaplan–Meier curve of one group of the open cohort for one endpoint. */
export interface CohortCurve {
  readonly endpoint: "overall survival" | "disease-free survival";
  /** by clinical risk score: all whether or not it is known, 0 to 2, 3 to 5 */
  readonly group: "all" | "low" | "high";
  readonly patients: number;
  readonly events: number;
  /** after each event, earliest first: month, share without the event, and its 95 % band, absent where nobody is left */
  readonly steps: readonly (
    | readonly [months: number, survivalFraction: number]
    | readonly [months: number, survivalFraction: number, low: number, high: number]
  )[];
  /** end of the longest follow-up; nothing is known after it */
  readonly lastMonths: number;
  /** still followed at each of `atRiskMonths` */
  readonly atRisk: readonly number[];
  /** absent where the curve, or its band, does not come down to one half */
  readonly medianMonths?: number;
  readonly medianLowMonths?: number;
  readonly medianHighMonths?: number;
}

/** Whether the two groups by risk score differ. */
export interface CohortComparison {
  readonly endpoint: CohortCurve["endpoint"];
  readonly chiSquare: number;
  readonly p: number;
}

/** What became of the patients of one open collection: observed in them, and no probability of anybody else. */
export interface CohortCurves {
  /** to be printed wherever a curve is shown */
  readonly attribution: string;
  readonly population: string;
  readonly era: string;
  readonly endpoints: Readonly<Record<CohortCurve["endpoint"], string>>;
  readonly patients: number;
  /** patients without a clinical risk score, who are in "all" only */
  readonly withoutScore: number;
  /** median time that patients were followed, by the reversed curve */
  readonly medianFollowUpMonths: number;
  readonly atRiskMonths: readonly number[];
  readonly curves: readonly CohortCurve[];
  /** log-rank tests, low against high */
  readonly comparisons: readonly CohortComparison[];
}

/** Curves of the open cohort, made by scripts/derive-cohort-curves.ts. */
// JSON has no tuples and no unions of strings; the test makes the same table again by the types
export const COHORT_CURVES = derived as unknown as CohortCurves;
