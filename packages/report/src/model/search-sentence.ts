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
  const best =
    search.bound === undefined
      ? ""
      : ` What was not looked at cannot do better than this, each by itself: ${boundText(search.bound)}.`;
  return `Not proven complete: the search ended at its limit of ${search.bounds} bounds, so a better plan may have been missed. ${sought}; of those looked at, ${left}.${best}`;
}

function boundText(bound: NonNullable<NonNullable<PlanDocument["search"]>["bound"]>): string {
  const parts = [
    bound.liverLostMl !== undefined && `${formatMl(bound.liverLostMl)} of liver lost`,
    bound.shortfallMl !== undefined && bound.shortfallMl > 0 && `${formatMl(bound.shortfallMl)} of remnant lacking`,
    bound.marginDeficitMm !== undefined && `margins together ${formatMm(bound.marginDeficitMm)} short of what is wanted`,
    bound.belowMinimum !== undefined && `${formatCount(bound.belowMinimum, "lesion")} below the least margin`,
    bound.ablated !== undefined && `${bound.ablated} ablated`,
    bound.surveilled !== undefined && `${bound.surveilled} watched`,
    bound.cuts !== undefined && formatCount(bound.cuts, "cut"),
    bound.cutAreaMm2 !== undefined && `${formatCm2(bound.cutAreaMm2)} of voxel faces cut`,
    bound.largestVesselMm !== undefined && `a thickest divided vessel of ${formatMm(bound.largestVesselMm)}`,
  ];
  return parts.filter((part) => part !== false).join(", ");
}
