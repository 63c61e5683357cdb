import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import type { ReportFigures } from "../report-figures.ts";
import type { ReportInput } from "../report-input.ts";
import type { Block, Cell, Section } from "../report-model.ts";
import { capitalised, choosePlans } from "./chosen-plans.ts";
import { enumerate, formatMl, formatMm, formatPercent } from "./format.ts";
import { lesionsLeftOut } from "./left-out.ts";
import { leastMm, remainingLesions } from "./limits.ts";
import { planCards } from "./plan-cards.ts";
import { plansComparison } from "./plans-comparison.ts";
import { labelFor } from "./reviewed-label.ts";
import { searchSentence } from "./search-sentence.ts";
import { stageSteps } from "./stage-steps.ts";
import { judgeEstimatedShare } from "./sufficiency.ts";
import { knownCell } from "./unknown.ts";

/** Columns of plans beside the row labels that an upright A4 page holds. */
const PLANS_PER_TABLE = 5;

/** The plans against each other: first those shown in full, then one row for each other. */
export function plansSection({ document }: ReportInput, figures: ReportFigures): Section {
  const { sideBySide, others } = choosePlans(document);
  const sentence = searchSentence(document);
  const blocks: Block[] = [];
  if (sentence !== undefined) blocks.push(searchBlock(document, sentence));
  if (sideBySide.length > 0) blocks.push(planCards(document, sideBySide, figures.plans));
  for (const [n, plan] of sideBySide.entries()) if (plan.stages.length > 1) blocks.push(stageSteps(document, plan, n + 1));
  for (const plans of inTables(sideBySide)) blocks.push(plansComparison(document, plans, sideBySide.indexOf(plans[0]!) + 1));
  blocks.push(...lesionsLeftOut(sideBySide));
  if (others.length > 0) blocks.push(otherPlans(document, others));
  blocks.push(...notOffered(document));
  return { id: "plans", title: "Plans side by side", blocks };
}

/** Of what the liver or the policy does not allow: names told with one reason, and reasons told, before the rest is only counted. */
const MOST = { names: 3, reasons: 30 } as const;

/** What was tried and is not offered, each reason told once. */
function notOffered(document: PlanDocument): Block[] {
  const namesByReason = new Map<string, string[]>();
  for (const { name, message } of document.notOffered)
    namesByReason.set(message, [...(namesByReason.get(message) ?? []), capitalised(name)]);
  if (namesByReason.size === 0) return [];
  const items = [...namesByReason].map(([message, names]): Cell => {
    const rest = names.length - MOST.names;
    const told = rest > 1 ? [...names.slice(0, MOST.names), `${rest} more`] : names;
    return { text: `${enumerate(told)}: ${message}` };
  });
  const unsaid = items.length - MOST.reasons;
  const more = unsaid > 0 ? [{ text: `${unsaid} more, in plan.json under notOffered.` }] : [];
  return [
    { kind: "subheading", text: "Not possible on this liver, or not allowed by the policy" },
    { kind: "list", items: [...items.slice(0, MOST.reasons), ...more] },
  ];
}

/** That a search was not completed is a caution, not a side note. */
function searchBlock({ search }: PlanDocument, text: string): Block {
  return search?.complete ? { kind: "paragraph", text } : { kind: "list", items: [{ text, tone: "caution" }] };
}

/** As few tables as hold all plans, as even as can be. */
function inTables(plans: readonly PlanEntry[]): PlanEntry[][] {
  const tables = Math.ceil(plans.length / PLANS_PER_TABLE);
  const size = Math.ceil(plans.length / Math.max(1, tables));
  return Array.from({ length: tables }, (_, n) => plans.slice(n * size, (n + 1) * size));
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
