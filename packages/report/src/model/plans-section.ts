import type { TreeKind } from "@cantlie/anatomy";
import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import type { ReportFigures } from "../report-figures.ts";
import type { ReportInput } from "../report-input.ts";
import type { Block, Cell, Label, Section, TableRow } from "../report-model.ts";
import { branchText, segmentsText, vesselText } from "./anatomy-names.ts";
import { capitalised, choosePlans } from "./chosen-plans.ts";
import { enumerate, formatCm2, formatMl, formatMm, formatPercent } from "./format.ts";
import { lesionsLeftOut, shortWhy } from "./left-out.ts";
import { marginCell } from "./lesion-table.ts";
import { leastMm, remainingLesions } from "./limits.ts";
import { resectionTexts } from "./resection-text.ts";
import { labelFor } from "./reviewed-label.ts";
import { judgeBodyWeightShare, judgeEstimatedShare, judgeRemnant } from "./sufficiency.ts";
import { knownOr } from "./unknown.ts";

/** Columns of plans beside the row labels that an upright A4 page holds. */
const PLANS_PER_TABLE = 6;

const PICTURES_PER_ROW = 5;

/** The plans against each other: first those shown in full, then one row for each other. */
export function plansSection({ document }: ReportInput, figures: ReportFigures): Section {
  const { sideBySide, others } = choosePlans(document);
  const blocks: Block[] = [];
  if (figures.remnant.length > 0) blocks.push({ kind: "figures", figures: figures.remnant, perRow: 1 });
  if (figures.plans.length > 0) blocks.push({ kind: "figures", figures: figures.plans, perRow: PICTURES_PER_ROW });
  for (let first = 0; first < sideBySide.length; first += PLANS_PER_TABLE)
    blocks.push(comparison(document, sideBySide.slice(first, first + PLANS_PER_TABLE)));
  blocks.push(...lesionsLeftOut(sideBySide));
  for (const plan of sideBySide) if (plan.stages.length > 1) blocks.push(stageTable(document, plan));
  if (others.length > 0) blocks.push(otherPlans(document, others));
  if (document.notOffered.length > 0)
    blocks.push(
      { kind: "subheading", text: "Not possible on this liver" },
      { kind: "list", items: document.notOffered.map(({ name, message }) => ({ text: `${capitalised(name)}: ${message}` })) },
    );
  return { id: "plans", title: "Plans side by side", blocks };
}

function comparison(document: PlanDocument, plans: readonly PlanEntry[]): Block {
  const row = (label: Label, cell: (plan: PlanEntry) => Cell | string): TableRow => ({
    label,
    cells: plans.map((plan) => {
      const made = cell(plan);
      return typeof made === "string" ? { text: made } : made;
    }),
  });
  const volume = (text: string, field: "noInflowMl" | "noOutflowMl" | "noBileMl" | "devitalisedMl") =>
    row(labelFor(document, text, "lost"), (plan) => known(plan, field, plan.volumes[field], formatMl));
  return {
    kind: "table",
    caption: "Plans side by side, after the last stage",
    columns: [{ label: { text: "" } }, ...plans.map((plan) => ({ label: { text: plan.name }, share: 1 }))],
    rows: [
      row({ text: "Why it is here" }, (plan) => shortWhy(plan) || "–"),
      row({ text: "What it gives up" }, (plan) => plan.givesUp || "–"),
      row({ text: "Resects" }, (plan) => operationText(document, plan)),
      row(labelFor(document, "Clears the disease", "volume"), clearsCell),
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
      volume("Left dead", "devitalisedMl"),
      ...(plans.some((plan) => plan.volumes.occludedMl !== undefined)
        ? [
            row(labelFor(document, "Occluded between the stages", "lost"), (plan) =>
              plan.volumes.occludedMl === undefined ? "–" : formatMl(plan.volumes.occludedMl),
            ),
          ]
        : []),
      row(labelFor(document, "Functional remnant, f = 1", "functional"), (plan) =>
        known(plan, "functionalRemnantFullCongestionMl", plan.volumes.functionalRemnantFullCongestionMl, formatMl),
      ),
      ...(plans.some(hasOwnFactor)
        ? [
            row(labelFor(document, "Functional remnant, f of the policy", "functional"), (plan) =>
              known(plan, "functionalRemnantMl", plan.volumes.functionalRemnantMl, formatMl),
            ),
          ]
        : []),
      row(labelFor(document, "Functional remnant, f = 0", "functional"), (plan) =>
        known(plan, "functionalRemnantIgnoringCongestionMl", plan.volumes.functionalRemnantIgnoringCongestionMl, formatMl),
      ),
      row(labelFor(document, "90 % interval", "interval"), (plan) =>
        known(plan, "intervalMl", plan.volumes.intervalMl, ([low, high]) => `${formatMl(low)} to ${formatMl(high)}`),
      ),
      row(labelFor(document, "Remnant", "functional"), judgeRemnant),
      row(labelFor(document, "Share of the estimated liver", "sflr"), judgeEstimatedShare),
      row(labelFor(document, "Probability above the threshold", "probability"), (plan) =>
        known(plan, "probabilityAboveThreshold", plan.ratios.probabilityAboveThreshold, (value) => formatPercent(value, 0)),
      ),
      row(labelFor(document, "Share of the measured liver", "flr"), (plan) =>
        known(plan, "flrFraction", plan.ratios.flrFraction, formatPercent),
      ),
      row(labelFor(document, "Share of body weight", "bodyWeight"), judgeBodyWeightShare),
      row(labelFor(document, "Remaining segments", "remaining"), (plan) =>
        known(plan, "remainingSegments", plan.remainingSegments, segmentsText),
      ),
      row(labelFor(document, "Working liver apart from the rest", "functional"), (plan) =>
        known(plan, "islandsMl", plan.islandsMl, formatMl),
      ),
      row(labelFor(document, "Cuts, transection area", "cuts"), (plan) => `${plan.cuts}, ${formatCm2(plan.transectionAreaMm2)}`),
      row(labelFor(document, "Vessels cut", "lost"), (plan) => vesselList(plan.cutVessels)),
      row(labelFor(document, "Vessels touched, not cut", "lost"), (plan) => vesselList(plan.touchedVessels)),
      ...document.anatomy.lesions.map((lesion) =>
        row(labelFor(document, `Margin at ${lesion.id}`, "margin"), (plan) => marginCell(document, plan, lesion.id)),
      ),
    ],
  };
}

/** What each operation of a staged plan does; the comparison shows the state after the last. */
function stageTable(document: PlanDocument, plan: PlanEntry): Block {
  const left = (stage: PlanEntry["stages"][number]) =>
    stage.margins.filter(({ kind }) => kind === "not-removed" || kind === "surveilled").map(({ lesion }) => lesion);
  return {
    kind: "table",
    caption: `Stages of the plan ${plan.name}`,
    columns: [
      { label: { text: "Stage" } },
      { label: labelFor(document, "Resected", "volume"), isNumeric: true },
      { label: labelFor(document, "Remnant, tumour left included", "volume"), isNumeric: true },
      { label: labelFor(document, "Functional remnant, f = 1", "functional"), isNumeric: true },
      { label: labelFor(document, "Lesions left", "margin") },
    ],
    rows: plan.stages.map((stage, index) => ({
      label: { text: String(index + 1) },
      cells: [
        { text: formatMl(stage.volumes.resectedMl) },
        { text: formatMl(stage.volumes.remnantMl) },
        known(plan, "functionalRemnantFullCongestionMl", stage.volumes.functionalRemnantFullCongestionMl, formatMl),
        { text: left(stage).length > 0 ? left(stage).join(", ") : "none" },
      ],
    })),
  };
}

/** True if the policy weighs congested liver otherwise than as wholly lost. */
function hasOwnFactor({ volumes }: PlanEntry): boolean {
  return volumes.functionalRemnantMl !== volumes.functionalRemnantFullCongestionMl;
}

function known<T>(plan: PlanEntry, field: string, value: T | undefined, format: (value: T) => string): Cell {
  const text = knownOr(plan, field, value, format);
  return value === undefined ? { text, tone: "unknown" } : { text };
}

function clearsCell(plan: PlanEntry): Cell {
  if (plan.clearsDisease) return { text: "yes", tone: "good" };
  const left = remainingLesions(plan).map((margin) => margin.lesion);
  return { text: left.length > 0 ? `no: ${enumerate(left)} left` : "no", tone: "bad" };
}

function operationText(document: PlanDocument, plan: PlanEntry): string {
  const named = ({ tree, branch }: { tree: TreeKind; branch: string }) => branchText(document, tree, branch);
  const stages = plan.stages.map((stage) => {
    const parts = [
      ...resectionTexts(document, stage.resections),
      ...stage.ablations.map((ablation) => `ablation of ${ablation.lesion}`),
      ...listed("keeps", stage.keep.map(named)),
      ...listed("takes", (stage.take ?? []).map(named)),
      ...listed("rebuilds", stage.reconstruct.map(named)),
      ...listed("then occludes", stage.occlude.map(named)),
    ];
    return parts.length > 0 ? parts.join("; ") : "nothing";
  });
  if (stages.length === 1) return stages[0]!;
  return stages.map((text, index) => `Stage ${index + 1}: ${text}.`).join(" ");
}

/** Of vessels that an operation keeps or takes; how many are named before the rest is only counted. */
const NAMED_VESSELS = 5;

function listed(verb: string, vessels: readonly string[]): string[] {
  if (vessels.length === 0) return [];
  const rest = vessels.length - NAMED_VESSELS;
  const names = rest > 1 ? [...vessels.slice(0, NAMED_VESSELS), `${rest} more`] : vessels;
  return [`${verb} ${enumerate(names)}`];
}

/** The largest first; how many are listed before the rest is only counted. */
const LISTED_VESSELS = 3;

function vesselList(vessels: PlanEntry["cutVessels"]): string {
  if (vessels.length === 0) return "none";
  const sorted = [...vessels].sort((a, b) => b.diameterMm - a.diameterMm);
  const listed = sorted
    .slice(0, LISTED_VESSELS)
    .map(({ tree, branch, name, diameterMm }) => `${vesselText(tree, branch, name)} ${formatMm(diameterMm)}`);
  const rest = sorted.slice(LISTED_VESSELS);
  return rest.length > 0 ? `${listed.join("; ")}; ${rest.length} more up to ${formatMm(rest[0]!.diameterMm)}` : listed.join("; ");
}

function otherPlans(document: PlanDocument, plans: readonly PlanEntry[]): Block {
  return {
    kind: "table",
    caption: "Other resections that were evaluated",
    columns: [
      { label: { text: "Plan" }, share: 1 },
      { label: labelFor(document, "Clears", "volume") },
      { label: labelFor(document, "Resected", "volume"), isNumeric: true },
      { label: labelFor(document, "Remnant f = 1 / 0", "functional"), isNumeric: true },
      { label: labelFor(document, "Of estimate", "sflr"), isNumeric: true },
      { label: labelFor(document, "No inflow", "lost"), isNumeric: true },
      { label: labelFor(document, "No outflow", "lost"), isNumeric: true },
      { label: labelFor(document, "Least margin", "margin"), isNumeric: true },
    ],
    rows: plans.map((plan) => ({ label: { text: plan.name }, cells: otherPlanCells(plan) })),
  };
}

function otherPlanCells(plan: PlanEntry): Cell[] {
  const { volumes, ratios } = plan;
  const margins = plan.margins.map(leastMm).filter((value) => value !== undefined);
  const both =
    volumes.functionalRemnantFullCongestionMl !== undefined && volumes.functionalRemnantIgnoringCongestionMl !== undefined;
  const estimated = judgeEstimatedShare(plan);
  const left = remainingLesions(plan).length;
  return [
    plan.clearsDisease ? { text: "yes", tone: "good" } : { text: left > 0 ? `no, ${left} left` : "no", tone: "bad" },
    { text: formatMl(volumes.resectedMl) },
    both
      ? {
          text: `${formatMl(volumes.functionalRemnantFullCongestionMl!)} / ${formatMl(volumes.functionalRemnantIgnoringCongestionMl!)}`,
        }
      : known(plan, "functionalRemnantFullCongestionMl", volumes.functionalRemnantFullCongestionMl, formatMl),
    { text: ratios.sFlrFraction === undefined ? "unknown" : formatPercent(ratios.sFlrFraction), tone: estimated.tone },
    known(plan, "noInflowMl", volumes.noInflowMl, formatMl),
    known(plan, "noOutflowMl", volumes.noOutflowMl, formatMl),
    { text: margins.length > 0 ? formatMm(Math.min(...margins)) : "–" },
  ];
}
