import type { TreeKind } from "@cantlie/anatomy";
import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import type { Block, Cell } from "../report-model.ts";
import { anyBranchText, branchText, segmentsText } from "./anatomy-names.ts";
import { formatMl, formatMm } from "./format.ts";
import { isBelowWanted, wantedMarginMm } from "./policy-changes.ts";
import { labelFor } from "./reviewed-label.ts";

type Lesion = PlanDocument["anatomy"]["lesions"][number];

/** One row per lesion: size, place, what it touches, and its margin in `plan`. */
export function lesionTable(document: PlanDocument, plan: PlanEntry | undefined): Block {
  const { lesions } = document.anatomy;
  if (lesions.length === 0) return { kind: "paragraph", text: "No lesion is labelled." };
  return {
    kind: "table",
    caption: plan ? "Lesions, and their margins in the leading plan" : "Lesions",
    columns: [
      { label: { text: "Lesion" } },
      { label: labelFor(document, "Largest\u00a0Ø", "diameter"), isNumeric: true },
      { label: labelFor(document, "Axial\u00a0Ø", "diameter"), isNumeric: true },
      { label: labelFor(document, "Volume", "volume"), isNumeric: true },
      { label: labelFor(document, "Segment", "segments") },
      { label: labelFor(document, "Nearest vessels", "contact"), share: 3 },
      ...(plan ? [{ label: labelFor(document, "Margin in this plan", "margin"), share: 2 }] : []),
    ],
    rows: lesions.map((lesion) => ({
      label: { text: lesion.status === "visible" ? lesion.id : `${lesion.id} (${lesion.status})` },
      cells: [
        { text: formatMm(lesion.largestDiameterMm) },
        { text: formatMm(lesion.axialDiameterMm) },
        { text: formatMl(lesion.volumeMl) },
        { text: segmentsText(lesion.segments) },
        nearestVessels(document, lesion),
        ...(plan ? [marginCell(document, plan, lesion.id)] : []),
      ],
    })),
  };
}

/** Vessels farther than this play no part in how a lesion is resected: twice the margin that is usually wanted. */
export const NEAR_MM = 20;

function nearestVessels(document: PlanDocument, lesion: Lesion): Cell {
  const { nearest } = lesion;
  const kinds = [
    { name: "portal", tree: "portal" },
    { name: "hepatic", tree: "hepatic" },
    { name: "cava", tree: undefined },
  ] as const;
  const known = kinds.flatMap(({ name, tree }) => {
    const found = nearest[name];
    return found ? [{ ...found, text: structureText(document, found.branch, tree) }] : [];
  });
  if (known.length === 0) return { text: "unknown — needs vessel labels", tone: "unknown" };
  const near = known.filter(({ distanceMm }) => distanceMm <= NEAR_MM).sort((a, b) => a.distanceMm - b.distanceMm);
  if (near.length === 0) return { text: `none within ${NEAR_MM}\u00a0mm` };
  const text = near.map(({ distanceMm, contactMm, text: name }) => {
    if (contactMm !== undefined) return `touches ${name} over ${formatMm(contactMm)}`;
    return distanceMm === 0 ? `touches ${name}` : `${name} ${formatMm(distanceMm)}`;
  });
  return near[0]!.contactMm !== undefined || near[0]!.distanceMm === 0
    ? { text: text.join("; "), tone: "caution" }
    : { text: text.join("; ") };
}

function structureText(document: PlanDocument, branch: string | undefined, tree: TreeKind | undefined): string {
  if (!tree) return "cava";
  if (branch) return branchText(document, tree, branch);
  return tree === "portal" ? "a portal branch" : "a hepatic vein";
}

export const NOT_REMOVED: Cell = { text: "not removed", tone: "bad" };
export const NOT_DECIDED: Cell = { text: "nothing decided: resect, ablate or watch", tone: "bad" };

/** How a plan treats a lesion and how near what remains comes to it. */
export function marginCell(document: PlanDocument, plan: PlanEntry, lesion: string): Cell {
  const margin = plan.margins.find((entry) => entry.lesion === lesion);
  if (!margin) return { text: "unknown", tone: "unknown" };
  if (margin.kind === "not-removed") return plan.undecided?.includes(lesion) ? NOT_DECIDED : NOT_REMOVED;
  if (margin.kind === "surveilled") return { text: "watched", tone: "caution" };
  const parts: string[] = [];
  const isClose = isBelowWanted(document, margin.parenchymalMm);
  if (margin.parenchymalMm !== undefined)
    parts.push(`${formatMm(margin.parenchymalMm)}${isClose ? `, below the wanted ${wantedMarginMm(document)}` : ""}`);
  if (margin.vascularMm !== undefined && margin.vascularMm > NEAR_MM) parts.push(`no kept vessel within ${NEAR_MM}\u00a0mm`);
  else if (margin.vascularMm !== undefined)
    parts.push(`${formatMm(margin.vascularMm)} to ${margin.vessel ? anyBranchText(document, margin.vessel) : "a kept vessel"}`);
  const treated = margin.kind === "ablation" ? "ablated, " : "";
  const distance = parts.length > 0 ? parts.join("; ") : "no liver remains beside it";
  if (!margin.predictable) return { text: `${treated}${distance}; R0 not predictable`, tone: "caution" };
  return { text: `${treated}${distance}`, ...(isClose && { tone: "caution" as const }) };
}
