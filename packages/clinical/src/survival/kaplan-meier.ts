import { type Observation, type TimePoint, timePoints } from "./observation.ts";

/** The curve from one time up to the next. */
export interface SurvivalStep extends TimePoint {
  /** share without the event after this time, 0..1 */
  readonly survivalFraction: number;
  /** Greenwood's standard error of that share; absent where nobody is left, of whom nothing is known */
  readonly standardError?: number;
  /** 95 % of the log(−log) kind, which stays within 0..1; absent before the first event and where nobody is left */
  readonly interval?: readonly [low: number, high: number];
}

/** A Kaplan–Meier curve: 1 before the first step, and unknown after the last. */
export interface SurvivalCurve {
  readonly patients: number;
  readonly events: number;
  /** one per time at which an observation ends, earliest first */
  readonly steps: readonly SurvivalStep[];
}

/** The half-width of a 95 % interval in standard errors: the normal distribution's 97.5 % point. */
export const NORMAL_975 = 1.959963984540054;

/**
 * The product-limit estimate (Kaplan and Meier, J Am Stat Assoc 1958;53:457) with Greenwood's variance and log(−log) bands
 * (Kalbfleisch and Prentice 1980).
 *
 * @throws RangeError if there is no observation, or a time is negative or no finite number
 */
export function kaplanMeier(observations: readonly Observation[]): SurvivalCurve {
  const points = timePoints(observations);
  let survivalFraction = 1;
  let greenwoodSum = 0;
  const steps = points.map((point): SurvivalStep => {
    const left = point.atRisk - point.events;
    survivalFraction *= left / point.atRisk;
    // with nobody left Greenwood's sum is infinite and the curve at 0: it has no band
    if (left === 0) return { ...point, survivalFraction };
    greenwoodSum += point.events / (point.atRisk * left);
    const standardError = survivalFraction * Math.sqrt(greenwoodSum);
    if (survivalFraction === 1) return { ...point, survivalFraction, standardError };
    return { ...point, survivalFraction, standardError, interval: logLogInterval(survivalFraction, greenwoodSum) };
  });
  return { patients: observations.length, events: points.reduce((sum, { events }) => sum + events, 0), steps };
}

function logLogInterval(survivalFraction: number, greenwoodSum: number): readonly [number, number] {
  const width = (NORMAL_975 * Math.sqrt(greenwoodSum)) / Math.log(survivalFraction);
  return [survivalFraction ** Math.exp(-width), survivalFraction ** Math.exp(width)];
}

/** The share without the event at `time`; undefined after the last observation, where nothing is known. */
export function survivalAt(
  { steps }: SurvivalCurve,
  time: number,
): Pick<SurvivalStep, "survivalFraction" | "interval"> | undefined {
  const last = steps.at(-1);
  if (last === undefined || time > last.time) return undefined;
  return steps.findLast((step) => step.time <= time) ?? { survivalFraction: 1 };
}

/** The median, and where the band's edges cross one half; what the curve never reaches is absent. */
export interface MedianSurvival {
  readonly median?: number;
  readonly low?: number;
  readonly high?: number;
}

/** The first time at which no more than half are without the event; the middle of the flat stretch where exactly half are. */
export function medianSurvival({ steps }: SurvivalCurve): MedianSurvival {
  const crossing = (of: (step: SurvivalStep) => number | undefined) => {
    const at = steps.findIndex((step) => (of(step) ?? 1) <= 0.5 + HALF_TOLERANCE);
    if (at < 0) return undefined;
    const value = of(steps[at]!)!;
    if (value < 0.5 - HALF_TOLERANCE) return steps[at]!.time;
    const next = steps.find((step) => (of(step) ?? 1) < 0.5 - HALF_TOLERANCE);
    return (steps[at]!.time + (next ?? steps.at(-1)!).time) / 2;
  };
  const median = crossing(({ survivalFraction }) => survivalFraction);
  const low = crossing(({ interval }) => interval?.[0]);
  const high = crossing(({ interval }) => interval?.[1]);
  return {
    ...(median === undefined ? {} : { median }),
    ...(low === undefined ? {} : { low }),
    ...(high === undefined ? {} : { high }),
  };
}

/** A product of fractions that is one half in exact arithmetic lies well within this of it. */
const HALF_TOLERANCE = 1e-9;
