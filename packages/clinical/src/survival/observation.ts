/** How long one patient was followed, and whether the event (a death, a recurrence) ended it. */
export interface Observation {
  /** from the operation on, at least 0, in one unit for all that are compared */
  readonly time: number;
  /** false if the patient was lost from sight without it: censored */
  readonly event: boolean;
}

/** One patient with the values of all covariates. */
export interface CovariateObservation extends Observation {
  /** in the order of their names */
  readonly covariates: readonly number[];
}

/** All that happened at one time. */
export interface TimePoint {
  readonly time: number;
  /** still followed just before */
  readonly atRisk: number;
  readonly events: number;
  /** who is censored at the time of an event still counts as at risk of it */
  readonly censored: number;
}

/**
 * Every time at which somebody's observation ends, earliest first.
 *
 * @throws RangeError if there is no observation, or a time is negative or no finite number
 */
export function timePoints(observations: readonly Observation[]): TimePoint[] {
  checkObservations(observations);
  const sorted = [...observations].sort((a, b) => a.time - b.time);
  const points: TimePoint[] = [];
  for (let first = 0; first < sorted.length; ) {
    const { time } = sorted[first]!;
    let next = first;
    let events = 0;
    for (; next < sorted.length && sorted[next]!.time === time; next++) if (sorted[next]!.event) events++;
    points.push({ time, atRisk: sorted.length - first, events, censored: next - first - events });
    first = next;
  }
  return points;
}

/** How many are still followed just before `time`. */
export function numberAtRisk(observations: readonly Observation[], time: number): number {
  return observations.filter((each) => each.time >= time).length;
}

/** @throws RangeError as `timePoints` does */
export function checkObservations(observations: readonly Observation[]): void {
  if (observations.length === 0) throw new RangeError("observations is empty, expected at least one patient");
  for (const [n, { time }] of observations.entries())
    if (!Number.isFinite(time) || time < 0)
      throw new RangeError(`observations[${n}].time is ${time}, expected a finite number of at least 0`);
}
