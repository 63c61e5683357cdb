import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import type { Figure } from "../figures/figure.ts";
import { legendFigure } from "../figures/legend-figure.ts";
import type { ReportFigures } from "../report-figures.ts";
import type { ReportInput } from "../report-input.ts";
import type { Block, Fact, Section } from "../report-model.ts";
import { segmentsText } from "./anatomy-names.ts";
import { choosePlans } from "./chosen-plans.ts";
import { enumerate, formatMl, formatMm, formatPercent } from "./format.ts";
import { lesionTable } from "./lesion-table.ts";
import { limitsOfPlan } from "./limits.ts";
import { INTERVAL_NAME } from "./method-notes.ts";
import { labelFor } from "./reviewed-label.ts";
import { sensitivitySentence, WEIGHS_MOST } from "./sensitivity-sentence.ts";
import { knownOr } from "./unknown.ts";

/** What limits the leading plan, its lesions and margins, remnant and scan, and the pictures that the first page has no room for. */
export function leadSection(input: ReportInput, figures: ReportFigures): Section {
  const { document } = input;
  const { lead } = choosePlans(document);
  const blocks: Block[] = [
    {
      kind: "columns",
      wide: [
        // next to the pictures that it explains, on paper below them
        { kind: "figures", figures: [legendFigure()], perRow: 1 },
        { kind: "subheading", text: "What limits it" },
        { kind: "list", items: lead ? limitsOfPlan(document, lead) : [{ text: "No plan was evaluated." }] },
        lesionTable(document, lead),
        { kind: "subheading", text: "Remnant and scan" },
        { kind: "facts", facts: [...(lead ? remnantFacts(document, lead) : []), ...scanFacts(input)] },
      ],
      narrow: [{ kind: "figures", figures: picturesOf(figures), perRow: 1 }],
    },
  ];
  return { id: "lead", title: lead ? "The leading plan" : "Lesions and scan", blocks };
}

/** From below, from the right, and the slice: the first page has the one from the front. */
function picturesOf({ overview, views }: ReportFigures): Figure[] {
  const [, below, ...slices] = overview;
  return [...(below ? [below] : []), ...views.slice(0, 1), ...slices];
}

/** The remnant on which sufficiency is judged: congested liver counted as lost. */
const FULL_CONGESTION = "functionalRemnantFullCongestionMl";

function remnantFacts(document: PlanDocument, lead: PlanEntry): Fact[] {
  const { volumes } = lead;
  const weighsMost = sensitivitySentence(lead);
  return [
    {
      label: labelFor(document, "Functional remnant, congested liver counted as lost", "functional"),
      value: knownOr(lead, FULL_CONGESTION, volumes[FULL_CONGESTION], formatMl),
    },
    {
      label: labelFor(document, "the same, counted as working", "functional"),
      value: knownOr(lead, "functionalRemnantIgnoringCongestionMl", volumes.functionalRemnantIgnoringCongestionMl, formatMl),
    },
    {
      label: labelFor(document, INTERVAL_NAME, "interval"),
      value: knownOr(lead, "intervalMl", volumes.intervalMl, ([low, high]) => `${formatMl(low)} to ${formatMl(high)}`),
    },
    ...(weighsMost === undefined ? [] : [{ label: labelFor(document, WEIGHS_MOST, "interval"), value: weighsMost }]),
    {
      label: labelFor(document, "Share of the measured liver", "flr"),
      value: knownOr(lead, "flrFraction", lead.ratios.flrFraction, formatPercent),
    },
    {
      label: labelFor(document, "Remaining segments", "remaining"),
      value: knownOr(lead, "remainingSegments", lead.remainingSegments, segmentsText),
    },
  ];
}

function scanFacts({ document, scan }: ReportInput): Fact[] {
  const { anatomy } = document;
  const variants = Object.values(anatomy.trees).flatMap((tree) => tree?.variants ?? []);
  const hasTree = Object.values(anatomy.trees).some((tree) => tree !== undefined);
  return [
    {
      label: labelFor(document, "Liver, of it tumour", "volume"),
      value: `${formatMl(anatomy.liverVolumeMl)}, ${formatMl(anatomy.tumourVolumeMl)}`,
    },
    ...(anatomy.bloodFreeLiverVolumeMl === undefined
      ? []
      : [{ label: labelFor(document, "Liver without its vessels", "volume"), value: formatMl(anatomy.bloodFreeLiverVolumeMl) }]),
    {
      label: labelFor(document, "Vessel variants", "branches"),
      value: hasTree ? (variants.length > 0 ? enumerate(variants) : "none found") : "unknown — needs vessel labels",
    },
    { label: { text: "Scan" }, value: `${scan.description}, ${scan.acquiredOn ?? "date unknown"}` },
    {
      label: { text: "Slice thickness" },
      value: `${scan.sliceThicknessMm === undefined ? "unknown" : formatMm(scan.sliceThicknessMm)}, voxels ${scan.spacingMm.map((mm) => mm.toFixed(2)).join(" × ")}\u00a0mm`,
    },
  ];
}
