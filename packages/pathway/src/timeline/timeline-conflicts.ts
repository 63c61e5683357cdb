import { daysBetween, daysLater } from "@cantlie/clinical";
import type { DatedStep, DatedVisit } from "./date-timeline.ts";
import type { Conflict, Interval, Timeline } from "./timeline.ts";

/** Every interval that the days break, each named with both days and the day that would keep it. */
export function conflictsOf(
  { intervals, followUp }: Timeline,
  { steps, visits }: { readonly steps: readonly DatedStep[]; readonly visits: readonly DatedVisit[] },
): Conflict[] {
  const byId = new Map(steps.map((step) => [step.id, step]));
  const broken = intervals.flatMap((interval) => {
    const [from, to] = [byId.get(interval.from)!, byId.get(interval.to)!];
    return from.earliestOn === undefined || to.earliestOn === undefined
      ? []
      : conflictOf(interval, { from, to, fromDay: from.earliestOn, toDay: to.earliestOn });
  });
  const place = new Map(steps.map(({ id }, n) => [id, n]));
  return [
    ...broken.sort((a, b) => place.get(a.steps.at(-1)!)! - place.get(b.steps.at(-1)!)!),
    ...visitsBeforeDischarge(byId.get(`${followUp.after}-discharge`), visits),
  ];
}

interface Ends {
  readonly from: DatedStep;
  readonly to: DatedStep;
  readonly fromDay: string;
  readonly toDay: string;
}

function conflictOf(interval: Interval, { from, to, fromDay, toDay }: Ends): Conflict[] {
  const { atLeastDays, atMostDays, floorDays, because } = interval;
  const days = daysBetween(fromDay, toDay);
  const steps = [from.id, to.id];
  const places = `${to.what} on ${toDay}`;
  const after = `${from.what} on ${fromDay}${from.isFixed ? "" : " at the earliest"}`;
  if (days < 0)
    return [
      { code: "timeline/out-of-order", steps, severity: "warning", because: `${places} stands before ${after}: ${because}` },
    ];
  if (days < atLeastDays)
    return [
      {
        code: "timeline/too-early",
        steps,
        severity: days < floorDays ? "warning" : "caution",
        because: `${places} is ${days} days after ${after}, wanted are ${atLeastDays}, which is from ${daysLater(fromDay, atLeastDays)} on: ${because}`,
      },
    ];
  if (atMostDays === undefined || days <= atMostDays) return [];
  const late = `${places} is ${days} days after ${after}, wanted are at most ${atMostDays}, which is until ${daysLater(fromDay, atMostDays)}: ${because}`;
  return to.isFixed
    ? [{ code: "timeline/too-late", steps, severity: "caution", because: late }]
    : [
        {
          code: "timeline/no-day-fits",
          steps,
          severity: "warning",
          because: `no earlier day keeps the other intervals; ${late}`,
        },
      ];
}

function visitsBeforeDischarge(discharge: DatedStep | undefined, visits: readonly DatedVisit[]): Conflict[] {
  const dischargedOn = discharge?.earliestOn;
  const early = dischargedOn === undefined ? [] : visits.filter(({ on }) => on < dischargedOn);
  if (discharge === undefined || early.length === 0) return [];
  return [
    {
      code: "timeline/out-of-order",
      steps: [discharge.id],
      severity: "warning",
      because: `follow-up on ${early.map(({ on }) => on).join(", ")} stands before discharge on ${dischargedOn}`,
    },
  ];
}
