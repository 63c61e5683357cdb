import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import type { Cell } from "../report-model.ts";
import { anyBranchText, segmentPhrase } from "./anatomy-names.ts";
import { enumerate, formatMl, formatMm } from "./format.ts";
import { remnantShortfalls } from "./sufficiency.ts";
import { inputName } from "./unknown.ts";

type Margin = PlanEntry["margins"][number];

/** A smaller volume than this is below what borders of labels can tell; 10 mL is also the least that a plan must not leave dead. */
const NOTEWORTHY_ML = 10;

/** What stands in the way of a plan, what it costs and what is not known of it, gravest first. */
export function limitsOfPlan(document: PlanDocument, plan: PlanEntry): Cell[] {
  return [
    ...lesionsLeft(document, plan),
    ...borderTouched(document),
    ...insufficiency(plan),
    ...closeMargins(document, plan),
    ...lostLiver(plan),
    ...notKnown(plan),
    ...notReviewed(document),
  ];
}

/** Lesions that the plan neither removes nor ablates. */
export function remainingLesions(plan: PlanEntry): Margin[] {
  return plan.margins.filter((margin) => margin.kind === "not-removed" || margin.kind === "surveilled");
}

/** The least of a margin's two distances. */
export function leastMm(margin: Margin): number | undefined {
  const known = [margin.parenchymalMm, margin.vascularMm].filter((value) => value !== undefined);
  return known.length > 0 ? Math.min(...known) : undefined;
}

function lesionsLeft(document: PlanDocument, plan: PlanEntry): Cell[] {
  const text = (margin: Margin) => {
    const lesion = document.anatomy.lesions.find(({ id }) => id === margin.lesion);
    if (!lesion) return margin.lesion;
    const place = lesion.segments.length > 0 ? `, ${segmentPhrase(lesion.segments)}` : "";
    return `${lesion.id} (${formatMm(lesion.largestDiameterMm)}${place})`;
  };
  const left = plan.margins.filter((margin) => margin.kind === "not-removed");
  const watched = plan.margins.filter((margin) => margin.kind === "surveilled");
  return [
    ...(left.length > 0 ? [{ text: `Not removed: ${enumerate(left.map(text))}.`, tone: "bad" as const }] : []),
    ...(watched.length > 0 ? [{ text: `Only watched: ${enumerate(watched.map(text))}.`, tone: "caution" as const }] : []),
  ];
}

function borderTouched({ anatomy }: PlanDocument): Cell[] {
  if (!anatomy.liverTouchesImageBorder) return [];
  return [
    { text: "The liver reaches the border of the image: its volume and the remnant may be larger than told here.", tone: "bad" },
  ];
}

function insufficiency(plan: PlanEntry): Cell[] {
  return remnantShortfalls(plan).map(({ text, tone }) => ({ text: `Remnant: ${text}.`, tone }));
}

function closeMargins(document: PlanDocument, plan: PlanEntry): Cell[] {
  const treated = plan.margins.filter((margin) => margin.kind === "resected" || margin.kind === "ablation");
  const cells: Cell[] = treated
    .filter((margin) => !margin.predictable)
    .map((margin) => ({ text: `R0 not predictable at ${marginText(document, margin)}.`, tone: "caution" }));
  const ranked = treated.filter((margin) => margin.predictable && leastMm(margin) !== undefined);
  const least = ranked.sort((a, b) => leastMm(a)! - leastMm(b)!)[0];
  if (least) cells.push({ text: `Least other margin at ${marginText(document, least)}.` });
  return cells;
}

function marginText(document: PlanDocument, margin: Margin): string {
  const parts: string[] = [];
  if (margin.parenchymalMm !== undefined) parts.push(`${formatMm(margin.parenchymalMm)} of liver`);
  if (margin.vascularMm !== undefined)
    parts.push(`${formatMm(margin.vascularMm)} to the kept ${margin.vessel ? anyBranchText(document, margin.vessel) : "vessel"}`);
  return `${margin.lesion}: ${parts.length > 0 ? enumerate(parts) : "distance unknown"}`;
}

function lostLiver(plan: PlanEntry): Cell[] {
  const { noInflowMl, noOutflowMl, noBileMl, occludedMl } = plan.volumes;
  const { islandsMl } = plan;
  const lost = (volumeMl: number | undefined, what: string): Cell[] =>
    volumeMl !== undefined && volumeMl >= NOTEWORTHY_ML
      ? [{ text: `${formatMl(volumeMl)} of the remnant loses its ${what}.`, tone: "caution" }]
      : [];
  const islands: Cell[] =
    islandsMl !== undefined && islandsMl >= NOTEWORTHY_ML
      ? [{ text: `${formatMl(islandsMl)} of working liver lies apart from the rest.`, tone: "caution" }]
      : [];
  return [
    ...lost(noInflowMl, "portal inflow"),
    ...lost(noOutflowMl, "outflow"),
    ...lost(noBileMl, "bile drainage"),
    ...occluded(occludedMl),
    ...islands,
  ];
}

function occluded(volumeMl: number | undefined): Cell[] {
  if (volumeMl === undefined || volumeMl === 0) return [];
  return [
    {
      text: `${formatMl(volumeMl)} lose portal inflow by occlusion between the stages and are not counted as remnant.`,
      tone: "caution",
    },
  ];
}

function notKnown(plan: PlanEntry): Cell[] {
  const missing = [...new Set(plan.unknown.flatMap((entry) => entry.missing))];
  if (plan.unknown.length === 0) return [];
  const needs = missing.length > 0 ? ` Missing: ${enumerate(missing.map(inputName))}.` : "";
  return [{ text: `Unknown: ${enumerate(plan.unknown.map((entry) => fieldName(entry.field)))}.${needs}`, tone: "unknown" }];
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  sFlrFraction: "share of the estimated liver",
  flrFraction: "share of the measured liver",
  flrBodyWeightFraction: "share of body weight",
  probabilityAboveThreshold: "probability above the threshold",
  noInflowMl: "lost inflow",
  noOutflowMl: "lost outflow",
  noBileMl: "lost bile drainage",
  devitalisedMl: "liver left dead",
  functionalRemnantMl: "functional remnant",
  functionalRemnantFullCongestionMl: "functional remnant",
  functionalRemnantIgnoringCongestionMl: "functional remnant without congestion",
  "noInflowMl of the artery": "lost arterial inflow",
  intervalMl: "90 % interval",
  remainingSegments: "remaining segments",
};

/** What a reader would call a field of plan.json; fields without a name here are shown as they are. */
export function fieldName(field: string): string {
  const assumedSegment = /^segment 1 (\w+)$/.exec(field);
  if (assumedSegment) return `segment 1 in the ${assumedSegment[1]} tree`;
  return FIELD_NAMES[field.split(".").at(-1)!] ?? field;
}

function notReviewed(document: PlanDocument): Cell[] {
  const { reviewed } = document;
  const open = (["liver", "lesions", "branches"] as const).filter((part) => !reviewed[part]);
  if (open.length === 0) return [];
  const names = open.map((part) => (part === "branches" ? "vessel branches" : part));
  return [{ text: `Nobody has confirmed the labels of ${enumerate(names)}; what rests on them is marked †.`, tone: "caution" }];
}
