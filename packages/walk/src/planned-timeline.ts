import { dateTimeline, makeTimeline } from "@cantlie/pathway";
import type { PlanEntry } from "@cantlie/workup";
import type { AssessedCase } from "./facts/assessed-case.ts";
import { pathwayFacts } from "./facts/pathway-facts.ts";

type TimelineEntry = NonNullable<PlanEntry["timeline"]>;

/** `timeline` of plan.json: steps with the days that follow from those that are known; undefined where no way can be drawn. */
export function plannedTimeline(assessed: AssessedCase): TimelineEntry | undefined {
  const pathway = pathwayFacts(assessed);
  if (pathway === undefined) return undefined;
  const { intervals, stretches, followUp, ...timeline } = makeTimeline(pathway.facts);
  const dated = dateTimeline({ intervals, stretches, followUp, ...timeline }, pathway.days);
  const dayOf = new Map(dated.visits.map(({ month, on }) => [month, on]));
  return {
    steps: dated.steps.map(({ id, what, isFixed, earliestOn, latestOn, missing }) => ({
      id,
      what,
      isFixed,
      ...(earliestOn !== undefined && { earliestOn }),
      ...(latestOn !== undefined && { latestOn }),
      missing,
    })),
    intervals,
    stretches,
    followUp: {
      ...followUp,
      visits: followUp.visits.map(({ month, what }) => {
        const on = dayOf.get(month);
        return { month, what, ...(on !== undefined && { on }) };
      }),
    },
    conflicts: dated.conflicts,
  };
}
