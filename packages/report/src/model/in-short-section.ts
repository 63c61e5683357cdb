import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import { legendFigure } from "../figures/legend-figure.ts";
import type { ReportFigures } from "../report-figures.ts";
import type { ReportInput } from "../report-input.ts";
import type { Block, Fact, Section, Tone } from "../report-model.ts";
import { segmentsText } from "./anatomy-names.ts";
import { choosePlans } from "./chosen-plans.ts";
import { enumerate, formatCount, formatMl, formatMm, formatPercent } from "./format.ts";
import { lesionTable } from "./lesion-table.ts";
import { limitsOfPlan, remainingLesions } from "./limits.ts";
import { labelFor } from "./reviewed-label.ts";
import { judgeBodyWeightShare, judgeEstimatedShare, judgeRemnant } from "./sufficiency.ts";
import { knownOr } from "./unknown.ts";

/** The first screen: what a surgeon asks in five minutes. */
export function inShortSection(input: ReportInput, figures: ReportFigures): Section {
  const { document } = input;
  const { lead } = choosePlans(document);
  const blocks: Block[] = [
    verdict(document, lead),
    {
      kind: "columns",
      wide: [
        { kind: "subheading", text: "What limits it" },
        { kind: "list", items: lead ? limitsOfPlan(document, lead) : [{ text: "No plan was evaluated." }] },
        lesionTable(document, lead),
        { kind: "subheading", text: "Remnant and scan" },
        { kind: "facts", facts: [...(lead ? remnantFacts(document, lead) : []), ...scanFacts(input)] },
        { kind: "figures", figures: [legendFigure()], perRow: 1 },
      ],
      narrow: [{ kind: "figures", figures: figures.overview, perRow: 1 }],
    },
  ];
  return { id: "in-short", title: "In short", blocks };
}

/** The remnant on which sufficiency is judged: congested liver counted as lost. */
const FULL_CONGESTION = "functionalRemnantFullCongestionMl";

function verdict(document: PlanDocument, lead: PlanEntry | undefined): Block {
  if (!lead)
    return {
      kind: "verdict",
      tone: "unknown",
      title: "No plan",
      sentences: [document.noPlanBecause ?? "No plan was evaluated."],
    };
  const left = remainingLesions(lead);
  const judged = judgeRemnant(lead);
  const estimated = judgeEstimatedShare(lead);
  const weight = judgeBodyWeightShare(lead);
  const remnant = knownOr(lead, FULL_CONGESTION, lead.volumes[FULL_CONGESTION], formatMl);
  const clears = lead.clearsDisease
    ? `Clears the disease: ${clearedText(lead)}.`
    : `Does not clear the disease: ${left.length > 0 ? `${enumerate(left.map((margin) => margin.lesion))} ${left.length === 1 ? "remains" : "remain"}` : "see the limits below"}.`;
  return {
    kind: "verdict",
    tone: worst(lead.clearsDisease ? "good" : "bad", judged.tone, document.noPlanBecause ? "bad" : "good"),
    title: planTitle(lead),
    sentences: [
      ...(document.noPlanBecause
        ? [`No plan meets the policy: ${withStop(document.noPlanBecause)} The plan shown comes nearest.`]
        : []),
      clears,
      `Remnant ${judged.text}: functional ${remnant}; share of the estimated liver ${estimated.text}; share of body weight ${weight.text}.`,
    ],
  };
}

function clearedText(plan: PlanEntry): string {
  const count = (kind: "resected" | "ablation") => plan.margins.filter((margin) => margin.kind === kind).length;
  const parts = [
    ...(count("resected") > 0 ? [`${formatCount(count("resected"), "lesion")} resected`] : []),
    ...(count("ablation") > 0 ? [`${count("ablation")} ablated`] : []),
  ];
  return parts.length > 0 ? enumerate(parts) : "no lesion is known";
}

function planTitle(plan: PlanEntry): string {
  const stages = plan.stages.length > 1 ? ` in ${plan.stages.length} stages` : "";
  return `${plan.name}${plan.newWorldName ? ` (${plan.newWorldName})` : ""}${stages}`;
}

/** A tone is as bad as its worst part. What is unknown is no reason for alarm, but none for calm either. */
function worst(...tones: readonly Tone[]): Tone {
  return (["bad", "caution", "unknown", "good"] as const).find((tone) => tones.includes(tone))!;
}

function withStop(sentence: string): string {
  return /[.!?]$/.test(sentence) ? sentence : `${sentence}.`;
}

function remnantFacts(document: PlanDocument, lead: PlanEntry): Fact[] {
  const { volumes } = lead;
  return [
    {
      label: labelFor(document, "Functional remnant, f = 1", "functional"),
      value: knownOr(lead, FULL_CONGESTION, volumes[FULL_CONGESTION], formatMl),
    },
    {
      label: labelFor(document, "the same, f = 0", "functional"),
      value: knownOr(lead, "functionalRemnantIgnoringCongestionMl", volumes.functionalRemnantIgnoringCongestionMl, formatMl),
    },
    {
      label: labelFor(document, "90 % interval", "interval"),
      value: knownOr(lead, "intervalMl", volumes.intervalMl, ([low, high]) => `${formatMl(low)} to ${formatMl(high)}`),
    },
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
