import type { PlanDocument } from "@cantlie/workup";
import { formatCm2, formatCount, formatMl, formatMm } from "./format.ts";

/** How far the search went, in one or two sentences; undefined where plans were not searched for. */
export function searchSentence({ search }: Pick<PlanDocument, "search">): string | undefined {
  if (search === undefined) return undefined;
  const candidates = search.candidates.reduce((sum, { count }) => sum + count, 0);
  const kinds = search.candidates.map(({ kind, count }) => `${kind} ${count}`).join(", ");
  const sought = `Searched: combinations of ${formatCount(candidates, "candidate")} (${kinds})`;
  const left = `${formatCount(search.paretoPlans, "plan")} ${search.paretoPlans === 1 ? "is" : "are"} beaten by no other in everything that is compared`;
  if (search.complete) return `${sought}; each was looked at or ruled out, and ${left}.`;
  const bound = search.bound && boundText(search.bound);
  const best = !bound ? "" : ` What was not looked at cannot do better than this, each by itself: ${bound}.`;
  const proven = (search.proven ?? []).map((aim) => PROVEN[aim] ?? aim);
  const sure = proven.length > 0 ? ` Proven all the same, that no plan is better: ${proven.join(", ")}.` : "";
  return `Not proven complete: the search was stopped after ${search.bounds} bounds, so a better plan may have been missed.${sure} ${sought}; of those looked at, ${left}.${best}`;
}

/** What the best plan by an aim is best at. */
const PROVEN: Readonly<Record<string, string>> = {
  leads: "the leading plan, in the shown order",
  "least-liver": "the least liver lost",
  "widest-margins": "the widest margins",
  "fewest-cuts": "the fewest cuts",
  "smallest-vessel": "the smallest vessels divided",
  "resection-only": "the best plan without ablation",
};

/** Only what is above nothing bounds anything. */
function boundText(bound: NonNullable<NonNullable<PlanDocument["search"]>["bound"]>): string {
  const part = (value: number | undefined, text: (value: number) => string): string[] =>
    value === undefined || value === 0 ? [] : [text(value)];
  return [
    ...part(bound.liverLostMl, (ml) => `${formatMl(ml)} of liver lost`),
    ...part(bound.undrainedMl, (ml) => `${formatMl(ml)} left undrained`),
    ...part(bound.shortfallMl, (ml) => `${formatMl(ml)} of remnant lacking`),
    ...part(bound.marginDeficitMm, (mm) => `margins together ${formatMm(mm)} short of what is wanted`),
    ...part(bound.belowMinimum, (count) => `${formatCount(count, "lesion")} below the least margin`),
    ...part(bound.ablated, (count) => `${count} ablated`),
    ...part(bound.surveilled, (count) => `${count} watched`),
    ...part(bound.cuts, (count) => formatCount(count, "cut")),
    ...part(bound.cutAreaMm2, (area) => `${formatCm2(area)} of voxel faces cut`),
    ...part(bound.largestVesselMm, (mm) => `a thickest divided vessel of ${formatMm(mm)}`),
  ].join(", ");
}
