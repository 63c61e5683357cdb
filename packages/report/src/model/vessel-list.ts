import type { PlanEntry } from "@cantlie/workup";
import { vesselText } from "./anatomy-names.ts";
import { formatMm } from "./format.ts";

/** The largest first; how many are listed before the rest is only counted. */
const LISTED_VESSELS = 3;

export function vesselList(vessels: PlanEntry["cutVessels"]): string {
  if (vessels.length === 0) return "none";
  const sorted = [...vessels].sort((a, b) => b.diameterMm - a.diameterMm);
  const listed = sorted
    .slice(0, LISTED_VESSELS)
    .map(({ tree, branch, name, diameterMm }) => `${vesselText(tree, branch, name)} Ø\u00a0${formatMm(diameterMm)}`);
  const rest = sorted.slice(LISTED_VESSELS);
  return rest.length > 0
    ? `${listed.join("; ")}; ${rest.length} more up to Ø\u00a0${formatMm(rest[0]!.diameterMm)}`
    : listed.join("; ");
}
