import { daysLater, isCalendarDay, monthsLater } from "@cantlie/clinical";
import type { Conflict, FollowUpVisit, Interval, Step, StepId, Timeline } from "./timeline.ts";
import { conflictsOf } from "./timeline-conflicts.ts";

/** Days that are known or wished for. */
export interface PlannedDays {
  /** the day from which things can be planned; nothing without a day of its own is put before it */
  readonly startOn?: string | undefined;
  /** days of steps that have happened or are booked */
  readonly on?: Partial<Readonly<Record<StepId, string>>> | undefined;
}

export interface DatedStep extends Step {
  /** whether the day is known or booked, and does not give way */
  readonly isFixed: boolean;
  /** the day itself if fixed, else the first that keeps every interval; absent if it cannot be known */
  readonly earliestOn?: string;
  /** the last day that keeps the intervals if all else stands on its earliest; absent where nothing limits it */
  readonly latestOn?: string;
  /** paths in patient.json of what the day would need */
  readonly missing: readonly string[];
}

export interface DatedVisit extends FollowUpVisit {
  readonly on: string;
}

export interface DatedTimeline {
  readonly steps: readonly DatedStep[];
  /** empty while the last operation has no day */
  readonly visits: readonly DatedVisit[];
  /** in the order of the steps, those without days first */
  readonly conflicts: readonly Conflict[];
}

/**
 * Days for a timeline: the earliest that keep every interval, and every interval that the given days break.
 *
 * @throws RangeError if a day is no calendar day, or is given for a step that the timeline does not have or knows to be another
 */
export function dateTimeline(timeline: Timeline, { startOn, on = {} }: PlannedDays): DatedTimeline {
  checkDays(timeline, { startOn, on });
  const fixed = new Map<StepId, string>();
  for (const step of timeline.steps) {
    const day = step.on ?? on[step.id];
    if (day !== undefined) fixed.set(step.id, day);
  }
  const missing = missingDays(timeline, { fixed, startOn });
  const days = earliestDays(timeline, { fixed, startOn, missing });
  const steps = timeline.steps.map((step): DatedStep => {
    const earliestOn = days.get(step.id);
    const latestOn = fixed.get(step.id) ?? latestDay(step.id, timeline, days);
    return {
      ...step,
      isFixed: fixed.has(step.id),
      ...(earliestOn === undefined ? {} : { earliestOn }),
      ...(latestOn === undefined || earliestOn === undefined ? {} : { latestOn }),
      missing: missing.get(step.id)!,
    };
  });
  const operatedOn = days.get(timeline.followUp.after);
  const visits =
    operatedOn === undefined
      ? []
      : timeline.followUp.visits.map((visit) => ({ ...visit, on: monthsLater(operatedOn, visit.month) }));
  return { steps, visits, conflicts: [...timeline.conflicts, ...conflictsOf(timeline, { steps, visits })] };
}

function checkDays({ steps }: Timeline, { startOn, on }: Required<PlannedDays>): void {
  for (const [name, day] of [["startOn", startOn], ...Object.entries(on ?? {})] as const)
    if (day !== undefined && !isCalendarDay(day))
      throw new RangeError(`${name} is ${JSON.stringify(day)}, expected a calendar day such as "2026-03-10"`);
  for (const [id, day] of Object.entries(on ?? {})) {
    const step = steps.find((each) => each.id === id);
    if (step === undefined)
      throw new RangeError(`a day is given for ${id}, expected one of ${steps.map((each) => each.id).join(", ")}`);
    if (step.on !== undefined && step.on !== day)
      throw new RangeError(`${id} is given as ${day}, expected ${step.on} as the facts say`);
  }
}

type Days = ReadonlyMap<StepId, string>;

/** Paths of what each step's day would need: its own, and those of all that it waits for. */
function missingDays(
  { steps, intervals }: Timeline,
  { fixed, startOn }: { readonly fixed: Days; readonly startOn: string | undefined },
): Map<StepId, readonly string[]> {
  const missing = new Map<StepId, readonly string[]>();
  // a step stands after all that it waits for
  for (const { id, needs } of steps) {
    const before = intervals.filter(({ to }) => to === id);
    const own = needs !== undefined ? [needs] : before.length === 0 && startOn === undefined ? ["planning.on"] : [];
    const all = fixed.has(id) ? [] : [...own, ...before.flatMap(({ from }) => missing.get(from)!)];
    missing.set(id, [...new Set(all)]);
  }
  return missing;
}

/**
 * The least days that satisfy all intervals: each limit "at most n days after" is as well "the earlier one at least so late".
 * Repeated until nothing moves; fixed days never move, and what they break is a conflict.
 */
function earliestDays(
  { steps, intervals }: Timeline,
  {
    fixed,
    startOn,
    missing,
  }: { readonly fixed: Days; readonly startOn: string | undefined; readonly missing: ReadonlyMap<StepId, readonly string[]> },
): Days {
  const days = new Map<StepId, string>(fixed);
  const raise = (id: StepId, day: string): boolean => {
    const now = days.get(id);
    if (fixed.has(id) || missing.get(id)!.length > 0 || (now !== undefined && now >= day)) return false;
    days.set(id, day);
    return true;
  };
  if (startOn !== undefined) for (const { id } of steps) raise(id, startOn);
  // in a chain of n steps a day travels n − 1 intervals; what still moves after that goes round in a circle
  for (let round = 0, moved = true; moved && round < 2 * steps.length; round++) {
    moved = false;
    for (const { from, to, atLeastDays, atMostDays } of intervals) {
      const [fromDay, toDay] = [days.get(from), days.get(to)];
      if (fromDay !== undefined && raise(to, daysLater(fromDay, atLeastDays))) moved = true;
      if (toDay !== undefined && atMostDays !== undefined && raise(from, daysLater(toDay, -atMostDays))) moved = true;
    }
  }
  return days;
}

function latestDay(id: StepId, { intervals }: Timeline, days: Days): string | undefined {
  return intervals
    .filter((each): each is Interval & { atMostDays: number } => each.to === id && each.atMostDays !== undefined)
    .flatMap(({ from, atMostDays }) => {
      const fromDay = days.get(from);
      return fromDay === undefined ? [] : [daysLater(fromDay, atMostDays)];
    })
    .sort()[0];
}
