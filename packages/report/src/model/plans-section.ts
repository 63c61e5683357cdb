import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import type { ReportFigures } from "../report-figures.ts";
import type { ReportInput } from "../report-input.ts";
import type { Block, Cell, Section } from "../report-model.ts";
import { capitalised, choosePlans } from "./chosen-plans.ts";
import { formatMl, formatMm, formatPercent } from "./format.ts";
import { lesionsLeftOut } from "./left-out.ts";
import { leastMm, remainingLesions } from "./limits.ts";
import { plansComparison } from "./plans-comparison.ts";
import { labelFor } from "./reviewed-label.ts";
import { judgeEstimatedShare } from "./sufficiency.ts";
import { knownCell } from "./unknown.ts";

/** Columns of plans beside the row labels that an upright A4 page holds. */
const PLANS_PER_TABLE = 6;

const PICTURES_PER_ROW = 3;

/** The plans against each other: first those shown in full, then one row for each other. */
export function plansSection({ document }: ReportInput, figures: ReportFigures): Section {
  const { sideBySide, others } = choosePlans(document);
  const blocks: Block[] = [];
  if (figures.remnant.length > 0) blocks.push({ kind: "figures", figures: figures.remnant, perRow: 1 });
  if (figures.plans.length > 0) blocks.push({ kind: "figures", figures: figures.plans, perRow: PICTURES_PER_ROW });
  for (let first = 0; first < sideBySide.length; first += PLANS_PER_TABLE)
    blocks.push(plansComparison(document, sideBySide.slice(first, first + PLANS_PER_TABLE)));
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
      { label: labelFor(document, "Functional remnant, congested liver counted as lost", "functional"), isNumeric: true },
      { label: labelFor(document, "Lesions left", "margin") },
    ],
    rows: plan.stages.map((stage, index) => ({
      label: { text: String(index + 1) },
      cells: [
        { text: formatMl(stage.volumes.resectedMl) },
        { text: formatMl(stage.volumes.remnantMl) },
        knownCell(plan, "functionalRemnantFullCongestionMl", stage.volumes.functionalRemnantFullCongestionMl, formatMl),
        { text: left(stage).length > 0 ? left(stage).join(", ") : "none" },
      ],
    })),
  };
}

function otherPlans(document: PlanDocument, plans: readonly PlanEntry[]): Block {
  return {
    kind: "table",
    caption: "Other resections that were evaluated",
    columns: [
      { label: { text: "Plan" }, share: 2 },
      { label: labelFor(document, "Clears", "volume") },
      { label: labelFor(document, "Resected", "volume"), isNumeric: true },
      {
        label: labelFor(document, "Functional remnant, congested liver lost / working", "functional"),
        isNumeric: true,
        share: 1.4,
      },
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
      : knownCell(plan, "functionalRemnantFullCongestionMl", volumes.functionalRemnantFullCongestionMl, formatMl),
    { text: ratios.sFlrFraction === undefined ? "unknown" : formatPercent(ratios.sFlrFraction), tone: estimated.tone },
    knownCell(plan, "noInflowMl", volumes.noInflowMl, formatMl),
    knownCell(plan, "noOutflowMl", volumes.noOutflowMl, formatMl),
    { text: margins.length > 0 ? formatMm(Math.min(...margins)) : "–" },
  ];
}
