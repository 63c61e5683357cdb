import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import type { Block, Cell, Section, TableRow } from "../../report-model.ts";
import { capitalised, choosePlans } from "../chosen-plans.ts";
import { enumerate, formatCount } from "../format.ts";
import { inputName } from "../input-names.ts";
import { planNumbers } from "./shared-findings.ts";

type Timeline = NonNullable<PlanEntry["timeline"]>;
type Step = Timeline["steps"][number];
type Interval = Timeline["intervals"][number];

/** The way through treatment: conflicts first, then steps with days where they can be known, each with the intervals before it. */
export function timelineSection(document: PlanDocument): Section {
  const { sideBySide } = choosePlans(document);
  const ways = distinctWays(sideBySide);
  return {
    id: "timeline",
    title: "Timeline",
    blocks: ways.flatMap(({ timeline, plans }) => [
      ...(ways.length > 1 ? [{ kind: "subheading" as const, text: `With plan ${planNumbers(plans, sideBySide.length)}` }] : []),
      ...conflicts(timeline),
      stepsTable(timeline),
      ...stretches(timeline),
    ]),
  };
}

/** Plans of which nothing but the follow-up may differ share their way. */
function distinctWays(plans: readonly PlanEntry[]): { timeline: Timeline; plans: number[] }[] {
  const found = new Map<string, { timeline: Timeline; plans: number[] }>();
  for (const [n, { timeline }] of plans.entries()) {
    if (timeline === undefined) continue;
    const key = JSON.stringify(timeline);
    const entry = found.get(key);
    if (entry === undefined) found.set(key, { timeline, plans: [n + 1] });
    else entry.plans.push(n + 1);
  }
  return [...found.values()];
}

function conflicts({ conflicts: all }: Timeline): Block[] {
  if (all.length === 0) return [];
  const tones = { warning: "bad", caution: "caution", info: "unknown" } as const;
  return [
    {
      kind: "list",
      items: all.map(
        ({ because, code, severity }): Cell => ({ text: `${capitalised(because)} (${code}).`, tone: tones[severity] }),
      ),
    },
  ];
}

function stepsTable(timeline: Timeline): Block {
  return {
    kind: "table",
    caption: "Steps in their order, and what each waits for",
    columns: [
      { label: { text: "Step" }, share: 1.3 },
      { label: { text: "Day" }, share: 1.1 },
      { label: { text: "Waits for" }, share: 2.4 },
      { label: { text: "Source, verification; cautions" }, share: 2.6 },
    ],
    rows: timeline.steps.map((step): TableRow => {
      const before = timeline.intervals.filter(({ to }) => to === step.id);
      const bases = [...new Set(before.flatMap(basisText))];
      return {
        label: { text: capitalised(step.what) },
        cells: [
          dayCell(step),
          { text: before.length > 0 ? before.map((interval) => waitText(interval, timeline)).join("; ") : "–" },
          { text: bases.length > 0 ? bases.join("; ") : "–" },
        ],
      };
    }),
  };
}

function dayCell({ isFixed, earliestOn, latestOn, missing }: Step): Cell {
  if (earliestOn === undefined)
    return { text: missing.length > 0 ? `unknown — needs ${enumerate(missing.map(inputName))}` : "not known", tone: "unknown" };
  if (isFixed) return { text: earliestOn };
  return { text: `from ${earliestOn}${latestOn === undefined ? "" : ` to ${latestOn}`}` };
}

/** "28 to 56 days after the last chemotherapy: …" */
function waitText({ from, atLeastDays, atMostDays, because }: Interval, { steps }: Timeline): string {
  const earlier = steps.find(({ id }) => id === from)?.what ?? from;
  const days =
    atMostDays === undefined
      ? atLeastDays === 0
        ? "after"
        : `at least ${formatCount(atLeastDays, "day")} after`
      : `${atLeastDays} to ${formatCount(atMostDays, "day")} after`;
  return `${days} ${earlier}: ${because}`;
}

function basisText({ source, verification, cautions }: Interval): string[] {
  return [...cautions, ...(source === undefined ? [] : [`${source}${verification === undefined ? "" : ` (${verification})`}`])];
}

function stretches({ stretches: all, steps }: Timeline): Block[] {
  if (all.length === 0) return [];
  return [
    {
      kind: "list",
      items: all.map(({ after, what, inWords, source, verification }) => {
        const earlier = steps.find(({ id }) => id === after)?.what ?? after;
        return { text: `${capitalised(what)} after ${earlier}: ${inWords} (${source}; ${verification}).` };
      }),
    },
  ];
}
