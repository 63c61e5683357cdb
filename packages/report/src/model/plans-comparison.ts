import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import type { Block, Cell, Label, TableRow } from "../report-model.ts";
import { branchTexts, segmentsText } from "./anatomy-names.ts";
import { enumerate, formatCm2, formatMl, formatPercent } from "./format.ts";
import { marginCell } from "./lesion-table.ts";
import { remainingLesions } from "./limits.ts";
import { INTERVAL_NAME } from "./method-notes.ts";
import { operationText } from "./operation-text.ts";
import { labelFor } from "./reviewed-label.ts";
import { sensitivitySentence, WEIGHS_MOST } from "./sensitivity-sentence.ts";
import { judgeBodyWeightShare, judgeEstimatedShare, judgeRemnant } from "./sufficiency.ts";
import { knownCell } from "./unknown.ts";
import { vesselList } from "./vessel-list.ts";

/** The plans against each other, a column each, by their numbers from `first` on. */
export function plansComparison(document: PlanDocument, plans: readonly PlanEntry[], first: number): Block {
  return {
    kind: "table",
    caption: "Plans side by side, after the last stage",
    columns: [{ label: { text: "" }, share: 1.3 }, ...plans.map((_, n) => ({ label: { text: `Plan ${first + n}` }, share: 1 }))],
    rows: [
      ...operationRows(document, plans),
      ...volumeRows(document, plans),
      ...remnantRows(document, plans),
      ...cutRows(document, plans),
    ],
  };
}

/** One row, from what it says of each plan. */
type RowMaker = (label: Label, cell: (plan: PlanEntry) => Cell | string) => TableRow;

function rowsOf(plans: readonly PlanEntry[]): RowMaker {
  return (label, cell) => ({
    label,
    cells: plans.map((plan) => {
      const made = cell(plan);
      return typeof made === "string" ? { text: made } : made;
    }),
  });
}

function operationRows(document: PlanDocument, plans: readonly PlanEntry[]): TableRow[] {
  const row = rowsOf(plans);
  return [
    row({ text: "Resects" }, (plan) => operationsText(document, plan)),
    row(labelFor(document, "Clears the disease", "volume"), clearsCell),
  ];
}

function volumeRows(document: PlanDocument, plans: readonly PlanEntry[]): TableRow[] {
  const row = rowsOf(plans);
  const volume = (text: string, field: "noInflowMl" | "noOutflowMl" | "noBileMl" | "devitalisedMl") =>
    row(labelFor(document, text, "lost"), (plan) => knownCell(plan, field, plan.volumes[field], formatMl));
  return [
    row(labelFor(document, "Resected", "volume"), (plan) => formatMl(plan.volumes.resectedMl)),
    row(labelFor(document, "of it without tumour", "volume"), (plan) => formatMl(plan.volumes.healthyResectedMl)),
    row(labelFor(document, "Remnant, tumour left included", "volume"), (plan) => formatMl(plan.volumes.remnantMl)),
    row(labelFor(document, "Tumour left", "volume"), (plan) => formatMl(plan.volumes.tumourLeftMl)),
    ...(plans.some((plan) => plan.volumes.ablatedMl > 0)
      ? [row(labelFor(document, "Ablated", "volume"), (plan) => formatMl(plan.volumes.ablatedMl))]
      : []),
    volume("No portal inflow", "noInflowMl"),
    volume("No outflow", "noOutflowMl"),
    volume("No bile drainage", "noBileMl"),
    volume("Liver left without inflow or bile", "devitalisedMl"),
    ...(plans.some((plan) => plan.volumes.occludedMl !== undefined)
      ? [
          row(labelFor(document, "Occluded between the stages", "lost"), (plan) =>
            plan.volumes.occludedMl === undefined ? "–" : formatMl(plan.volumes.occludedMl),
          ),
        ]
      : []),
  ];
}

function remnantRows(document: PlanDocument, plans: readonly PlanEntry[]): TableRow[] {
  const row = rowsOf(plans);
  return [
    row(labelFor(document, "Functional remnant, congested liver counted as lost", "functional"), (plan) =>
      knownCell(plan, "functionalRemnantFullCongestionMl", plan.volumes.functionalRemnantFullCongestionMl, formatMl),
    ),
    ...(plans.some(hasOwnFactor)
      ? [
          row(labelFor(document, "Functional remnant, congested liver counted as the policy says", "functional"), (plan) =>
            knownCell(plan, "functionalRemnantMl", plan.volumes.functionalRemnantMl, formatMl),
          ),
        ]
      : []),
    row(labelFor(document, "Functional remnant, congested liver counted as working", "functional"), (plan) =>
      knownCell(plan, "functionalRemnantIgnoringCongestionMl", plan.volumes.functionalRemnantIgnoringCongestionMl, formatMl),
    ),
    row(labelFor(document, INTERVAL_NAME, "interval"), (plan) =>
      knownCell(plan, "intervalMl", plan.volumes.intervalMl, ([low, high]) => `${formatMl(low)} to ${formatMl(high)}`),
    ),
    row(labelFor(document, "Remnant", "functional"), judgeRemnant),
    row(labelFor(document, "Share of the estimated liver", "sflr"), judgeEstimatedShare),
    row(labelFor(document, "Probability above the threshold", "probability"), (plan) =>
      knownCell(plan, "probabilityAboveThreshold", plan.ratios.probabilityAboveThreshold, (value) => formatPercent(value, 0)),
    ),
    ...(plans.some(({ sensitivity }) => sensitivity)
      ? [row(labelFor(document, WEIGHS_MOST, "interval"), (plan) => ({ text: sensitivitySentence(plan) ?? "unknown" }))]
      : []),
    row(labelFor(document, "Share of the measured liver", "flr"), (plan) =>
      knownCell(plan, "flrFraction", plan.ratios.flrFraction, formatPercent),
    ),
    row(labelFor(document, "Share of body weight", "bodyWeight"), judgeBodyWeightShare),
    row(labelFor(document, "Remaining segments", "remaining"), (plan) =>
      knownCell(plan, "remainingSegments", plan.remainingSegments, segmentsText),
    ),
    row(labelFor(document, "Living liver in separate pieces", "functional"), (plan) =>
      knownCell(plan, "islandsMl", plan.islandsMl, formatMl),
    ),
  ];
}

function cutRows(document: PlanDocument, plans: readonly PlanEntry[]): TableRow[] {
  const row = rowsOf(plans);
  return [
    row(labelFor(document, "Cuts, transection area", "cuts"), (plan) => `${plan.cuts}, ${formatCm2(plan.transectionAreaMm2)}`),
    row(labelFor(document, "Vessels divided", "lost"), (plan) => vesselList(plan.dividedVessels ?? plan.cutVessels)),
    row(labelFor(document, "Vessels touched, not divided", "lost"), (plan) => vesselList(plan.touchedVessels)),
    ...document.anatomy.lesions.map((lesion) =>
      row(labelFor(document, `Margin at ${lesion.id}`, "margin"), (plan) => marginCell(document, plan, lesion.id)),
    ),
  ];
}

/** True if the policy weighs congested liver otherwise than as wholly lost. */
function hasOwnFactor({ volumes }: PlanEntry): boolean {
  return volumes.functionalRemnantMl !== volumes.functionalRemnantFullCongestionMl;
}

function clearsCell(plan: PlanEntry): Cell {
  if (plan.clearsDisease) return { text: "yes", tone: "good" };
  const left = remainingLesions(plan).map((margin) => margin.lesion);
  return { text: left.length > 0 ? `no: ${enumerate(left)} left` : "no", tone: "bad" };
}

function operationsText(document: PlanDocument, { stages }: PlanEntry): string {
  if (stages.length === 1) return operationText(document, stages[0]!);
  return stages
    .map((stage, index) => {
      const occluded = branchTexts(document, stage.occlude);
      const then = occluded.length > 0 ? `; then occludes ${enumerate(occluded)}` : "";
      return `Stage ${index + 1}: ${operationText(document, stage)}${then}.`;
    })
    .join(" ");
}
