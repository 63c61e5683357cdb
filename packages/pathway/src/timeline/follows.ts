import type { Interval, StepId } from "./timeline.ts";

/** `to` comes after `from`, on the same day at the earliest; no text that was read gives a number of days. */
export function follows(from: StepId, to: StepId, because: string): Interval {
  return { from, to, atLeastDays: 0, floorDays: 0, because, cautions: [] };
}
