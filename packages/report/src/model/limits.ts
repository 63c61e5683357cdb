import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import type { Cell } from "../report-model.ts";
import { anyBranchText, segmentPhrase } from "./anatomy-names.ts";
import { capitalised } from "./chosen-plans.ts";
import { enumerate, formatMl, formatMm } from "./format.ts";
import { inputName } from "./input-names.ts";
import { NEAR_MM } from "./lesion-table.ts";
import { INTERVAL_NAME } from "./method-notes.ts";
import { isBelowWanted, wantedMarginMm } from "./policy-changes.ts";
import { remnantShortfalls } from "./sufficiency.ts";
import { isGivenOutside, missingText } from "./unknown.ts";

type Margin = PlanEntry["margins"][number];

/** A smaller volume than this is below what borders of labels can tell; 10 mL is also the least that a plan must not leave dead. */
const NOTEWORTHY_ML = 10;

/** What stands in the way of a plan, what it costs and what is not known of it, gravest first. */
export function limitsOfPlan(document: PlanDocument, plan: PlanEntry): Cell[] {
  return [
    ...lesionsLeft(document, plan),
    ...borderTouched(document),
    ...insufficiency(plan),
    ...thresholdsNotApplied(plan),
    ...closeMargins(document, plan),
    ...lostLiver(plan),
    ...ablations(plan),
    ...searchOpen(document),
    ...notKnown(document, plan),
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
    const status = lesion.status === "visible" ? "" : `${lesion.status}, `;
    return `${lesion.id} (${status}${formatMm(lesion.largestDiameterMm)}${place})`;
  };
  const isUndecided = ({ lesion }: Margin): boolean => plan.undecided?.includes(lesion) === true;
  const left = plan.margins.filter(
    (margin) => margin.kind === "not-removed" && !isUndecided(margin) && !isBenign(document, margin),
  );
  const undecided = plan.margins.filter(isUndecided);
  const watched = plan.margins.filter((margin) => margin.kind === "surveilled");
  return [
    ...(left.length > 0 ? [{ text: `Not removed: ${enumerate(left.map(text))}.`, tone: "bad" as const }] : []),
    ...(undecided.length > 0
      ? [
          {
            text: `Nothing decided on ${enumerate(undecided.map(text))}: resect, ablate or watch.`,
            tone: "bad" as const,
          },
        ]
      : []),
    ...(watched.length > 0 ? [{ text: `Only watched: ${enumerate(watched.map(text))}.`, tone: "caution" as const }] : []),
  ];
}

function isBenign({ anatomy }: PlanDocument, { lesion }: Margin): boolean {
  return anatomy.lesions.find(({ id }) => id === lesion)?.status === "benign";
}

function borderTouched({ anatomy, cautions }: PlanDocument): Cell[] {
  if (!anatomy.liverTouchesImageBorder && !cautions.some(({ code }) => code === "anatomy/liver-touches-border")) return [];
  return [
    { text: "The liver reaches the border of the image and is cut off there: all its volumes are too small.", tone: "bad" },
  ];
}

function insufficiency(plan: PlanEntry): Cell[] {
  return remnantShortfalls(plan).map(({ text, tone }) => ({ text: `Remnant: ${text}.`, tone }));
}

/** Thresholds that wait for something not stated: they may be stricter than those that were applied. */
function thresholdsNotApplied(plan: PlanEntry): Cell[] {
  const open = plan.findings.filter(({ rule, kind }) => rule === "FLR-THRESHOLDS" && kind === "unknown");
  const missing = [...new Set(open.flatMap((finding) => finding.missing ?? []))];
  const texts = missing.flatMap((path) => {
    const threshold = THRESHOLD_FOR[path];
    return threshold ? [`${capitalised(inputName(path))} is not stated: ${threshold} was not applied.`] : [];
  });
  return texts.length > 0 ? [{ text: texts.join(" "), tone: "unknown" }] : [];
}

const THRESHOLD_FOR: Readonly<Record<string, string>> = {
  chemotherapy: "the threshold after more than 12 weeks of it",
  "liver.steatosis": "the threshold for a fatty liver",
  "liver.fibrosis": "the threshold for fibrosis or cirrhosis",
};

function closeMargins(document: PlanDocument, plan: PlanEntry): Cell[] {
  const treated = plan.margins.filter((margin) => margin.kind === "resected" || margin.kind === "ablation");
  const cells: Cell[] = treated
    .filter((margin) => !margin.predictable)
    .map((margin) => ({ text: `R0 not predictable at ${marginText(document, margin)}.`, tone: "caution" }));
  const ranked = treated.filter((margin) => margin.predictable && leastMm(margin) !== undefined);
  const least = ranked.sort((a, b) => leastMm(a)! - leastMm(b)!)[0];
  if (least)
    cells.push({
      text: `Least ${cells.length > 0 ? "other " : ""}margin at ${marginText(document, least)}.`,
      ...(isBelowWanted(document, least.parenchymalMm) && { tone: "caution" as const }),
    });
  return cells;
}

function marginText(document: PlanDocument, margin: Margin): string {
  const parts: string[] = [];
  if (margin.parenchymalMm !== undefined)
    parts.push(
      `${formatMm(margin.parenchymalMm)} of liver${isBelowWanted(document, margin.parenchymalMm) ? ` (${wantedMarginMm(document)} wanted)` : ""}`,
    );
  if (margin.vascularMm !== undefined && margin.vascularMm <= NEAR_MM)
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
      ? [{ text: `${formatMl(islandsMl)} of living liver lies in separate pieces.`, tone: "caution" }]
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

/** What is known of zones is geometry only. */
function ablations({ margins }: PlanEntry): Cell[] {
  const lesions = margins.filter(({ kind }) => kind === "ablation").map(({ lesion }) => lesion);
  if (lesions.length === 0) return [];
  return [
    {
      text: `Ablated: ${enumerate(lesions)}. Zones are spheres around the lesion; central ducts and vessels that cool a zone are for a person to review.`,
      tone: "caution",
    },
  ];
}

function searchOpen({ search }: PlanDocument): Cell[] {
  if (search === undefined || search.complete) return [];
  return [
    {
      text: "The search for plans was stopped before it was complete: a better plan may have been missed (see Plans side by side).",
      tone: "caution",
    },
  ];
}

function notKnown(document: PlanDocument, plan: PlanEntry): Cell[] {
  if (plan.unknown.length === 0) return [];
  const missing = [...new Set(plan.unknown.flatMap((entry) => entry.missing))];
  const absent = missing.filter((path) => !isGivenOutside(document, path)).map(inputName);
  const text = [
    `Unknown: ${enumerate([...new Set(plan.unknown.map((entry) => fieldName(entry.field)))])}.`,
    ...(absent.length > 0 ? [`Missing: ${enumerate(absent)}.`] : []),
    ...missing.filter((path) => isGivenOutside(document, path)).map((path) => `The ${missingText(document, path)}.`),
  ].join(" ");
  return [{ text, tone: "unknown" }];
}

const FIELD_NAMES: Readonly<Record<string, string>> = {
  sFlrFraction: "share of the estimated liver",
  flrFraction: "share of the measured liver",
  flrBodyWeightFraction: "share of body weight",
  probabilityAboveThreshold: "probability above the threshold",
  noInflowMl: "lost inflow",
  noOutflowMl: "lost outflow",
  noBileMl: "lost bile drainage",
  devitalisedMl: "liver left without inflow or bile",
  functionalRemnantMl: "functional remnant",
  functionalRemnantFullCongestionMl: "functional remnant",
  functionalRemnantIgnoringCongestionMl: "functional remnant without congestion",
  "noInflowMl of the artery": "lost arterial inflow",
  intervalMl: INTERVAL_NAME,
  remainingSegments: "remaining segments",
};

/** What a reader would call a field of plan.json; fields without a name here are shown as they are. */
export function fieldName(field: string): string {
  const assumedSegment = /^segment 1 (\w+)$/.exec(field);
  if (assumedSegment) return `whether segment 1 keeps its ${assumedSegment[1] === "hepatic" ? "drainage" : "supply"}`;
  return FIELD_NAMES[field.split(".").at(-1)!] ?? field;
}

function notReviewed(document: PlanDocument): Cell[] {
  const { reviewed } = document;
  const open = (["liver", "lesions", "branches"] as const).filter((part) => !reviewed[part]);
  if (open.length === 0) return [];
  const names = open.map((part) => (part === "branches" ? "vessel branches" : part));
  return [{ text: `Nobody has confirmed the labels of ${enumerate(names)}; what rests on them is marked †.`, tone: "caution" }];
}
