import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import type { ReportFigures } from "../../report-figures.ts";
import type { Block, Cell, Section, TableRow } from "../../report-model.ts";
import { choosePlans } from "../chosen-plans.ts";
import { flipText } from "../decision/sufficiency-sentence.ts";
import { formatMl, formatPercent } from "../format.ts";
import { labelFor } from "../reviewed-label.ts";
import { judgeRemnant, thresholdOnEstimate } from "../sufficiency.ts";
import { isAlternativeShare } from "./alternatives-section.ts";
import {
  bodyWeightShare,
  bodyWeightThreshold,
  borderlineFraction,
  DENOMINATORS,
  type Denominator,
  denominatorMl,
  estimateOf,
  isAtLeast,
  isBorderline,
  REMNANTS,
  type RemnantKind,
  remnantMl,
  shareOf,
} from "./denominators.ts";
import { findingsBlocks } from "./findings-blocks.ts";
import { planNumbers } from "./shared-findings.ts";

/** The remnant against its thresholds: denominators side by side, functional and plain, which choice turns the verdict, and the rules. */
export function sufficiencySection(document: PlanDocument, figures: ReportFigures): Section {
  const { sideBySide } = choosePlans(document);
  const [lead] = sideBySide;
  if (!lead) return { id: "sufficiency", title: "Sufficiency of the remnant", blocks: [] };
  const hasEstimate = DENOMINATORS.some((denominator) => estimateOf(lead, denominator) !== undefined);
  const blocks: Block[] = [
    ...(figures.remnant.length > 0 ? [{ kind: "figures" as const, figures: figures.remnant, perRow: 1 }] : []),
    ...(hasEstimate ? sharesBlocks(document, sideBySide) : []),
    { kind: "subheading", text: "Which choice would turn the verdict" },
    {
      kind: "list",
      items: verdicts(document, sideBySide),
    },
    ...findingsBlocks(document, sideBySide, {
      caption: "Rules on the remnant; how they came about stands in the shares above",
      isBrief: true,
      wanted: (finding, plan) =>
        (finding.rule.startsWith("FLR-") && !isAlternativeShare(plan, finding)) ||
        DENOMINATORS.some(({ rule }) => rule === finding.rule),
    }),
  ];
  return { id: "sufficiency", title: "Sufficiency of the remnant", blocks };
}

/** Each plan's verdict and what would turn it; plans of which the same is to be said together. */
function verdicts(document: PlanDocument, plans: readonly PlanEntry[]): Cell[] {
  const byText = new Map<string, { tone: Cell["tone"]; plans: number[] }>();
  for (const [n, plan] of plans.entries()) {
    const { text, tone } = judgeRemnant(plan);
    const said = `${text}. ${flipText(document, plan)}`;
    const entry = byText.get(said) ?? { tone, plans: [] };
    entry.plans.push(n + 1);
    byText.set(said, entry);
  }
  return [...byText].map(([said, { tone, plans: numbers }]) => ({
    text: `${numbers.length === 1 ? "Plan" : "Plans"} ${planNumbers(numbers)}: ${said}`,
    ...(tone && { tone }),
  }));
}

function sharesBlocks(document: PlanDocument, plans: readonly PlanEntry[]): Block[] {
  return [
    { kind: "paragraph", text: readingText(document, plans) },
    ...REMNANTS.map(
      ({ kind, words }): Block => sharesTable(document, plans, { kind, caption: `Share of each denominator, ${words}` }),
    ),
  ];
}

function readingText(document: PlanDocument, plans: readonly PlanEntry[]): string {
  const [threshold] = plans.flatMap((plan) => thresholdOnEstimate(plan) ?? []);
  const points = (100 * borderlineFraction(document)).toFixed(0);
  const wanted =
    threshold === undefined
      ? ""
      : ` The threshold of ${formatPercent(threshold, 0)} was derived on the Vauthey formula; beside it the same threshold is only held up for comparison.`;
  return `! marks what lies on the other side of a threshold than the verdict; borderline is within ±${points} points.${wanted} Least share of body weight: ${formatPercent(bodyWeightThreshold(document), 1)}.`;
}

function sharesTable(
  document: PlanDocument,
  plans: readonly PlanEntry[],
  { kind, caption }: { readonly kind: RemnantKind; readonly caption: string },
): Block {
  const [lead] = plans;
  const row = (denominator: Denominator): TableRow => {
    const ml = denominatorMl(document, lead!, denominator);
    return {
      label: { text: `${denominator.name}${ml === undefined ? "" : `, ${formatMl(ml)}`}` },
      cells: plans.map((plan) => shareCell(document, plan, { denominator, kind })),
    };
  };
  return {
    kind: "table",
    caption,
    columns: [
      { label: labelFor(document, "Denominator", "sflr"), share: 1.5 },
      ...plans.map((_, n) => ({ label: { text: `Plan ${n + 1}` }, isNumeric: true })),
    ],
    rows: [
      {
        label: { text: "Volume" },
        cells: plans.map((plan) => {
          const ml = remnantMl(plan, kind);
          return ml === undefined ? { text: "unknown", tone: "unknown" } : { text: formatMl(ml) };
        }),
      },
      ...DENOMINATORS.map(row),
      { label: { text: "Body weight" }, cells: plans.map((plan) => weightCell(document, plan, kind)) },
    ],
  };
}

function shareCell(
  document: PlanDocument,
  plan: PlanEntry,
  choice: { readonly denominator: Denominator; readonly kind: RemnantKind },
): Cell {
  const share = shareOf(document, plan, choice);
  if (share === undefined) return { text: "unknown", tone: "unknown" };
  const threshold = thresholdOnEstimate(plan);
  const isNear = threshold !== undefined && isBorderline(document, share, threshold);
  const turns = threshold !== undefined && isTurned(plan, isAtLeast(share, threshold));
  return { text: `${formatPercent(share)}${isNear ? " borderline" : ""}`, ...(turns && { tone: "caution" as const }) };
}

function weightCell(document: PlanDocument, plan: PlanEntry, kind: RemnantKind): Cell {
  const share = bodyWeightShare(plan, kind);
  if (share === undefined) return { text: "unknown", tone: "unknown" };
  const turns = isTurned(plan, isAtLeast(share, bodyWeightThreshold(document)));
  return { text: formatPercent(share, 2), ...(turns && { tone: "caution" as const }) };
}

function isTurned({ findings }: PlanEntry, isEnough: boolean): boolean {
  const group = findings.find(({ rule, kind }) => rule === "FLR-SUFFICIENCY" && kind === "known")?.group;
  return group !== undefined && group.startsWith("insufficient") === isEnough;
}
