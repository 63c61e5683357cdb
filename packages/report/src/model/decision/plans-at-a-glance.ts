import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import type { Block, Cell, Label, TableRow } from "../../report-model.ts";
import { enumerate, formatCm2, formatMl, formatMm, formatPercent } from "../format.ts";
import { leastMm } from "../limits.ts";
import { isBelowWanted } from "../policy-changes.ts";
import { labelFor } from "../reviewed-label.ts";
import { judgeBodyWeightShare, judgeEstimatedShare, judgeRemnant, thresholdOnEstimate } from "../sufficiency.ts";
import { knownCell } from "../unknown.ts";
import { suitabilityOutcome } from "./suitability-items.ts";

/** Columns that a page holds beside the row labels; the rest stands with the evidence. */
const MOST_PLANS = 7;

/** The plans that the meeting chooses from, a column each, in as few words as a decision needs. */
export function plansAtAGlance(document: PlanDocument, plans: readonly PlanEntry[]): Block {
  const shown = plans.slice(0, MOST_PLANS);
  const more = plans.length - shown.length;
  const rows: TableRow[] = ROWS.map(({ label, cell }) => ({
    label: label(document, shown),
    cells: shown.map((plan) => cell(plan, document)),
  }));
  return {
    kind: "table",
    caption: `Plans side by side${more > 0 ? `; ${more} more with the evidence` : ""}`,
    columns: [
      { label: { text: "" }, share: 1.1 },
      ...shown.map((plan, n) => ({ label: { text: `${n + 1}. ${plan.name}` }, share: 1 })),
    ],
    rows,
  };
}

interface Row {
  readonly label: (document: PlanDocument, plans: readonly PlanEntry[]) => Label;
  readonly cell: (plan: PlanEntry, document: PlanDocument) => Cell;
}

const ROWS: readonly Row[] = [
  { label: (document) => labelFor(document, "Clears the disease", "volume"), cell: clears },
  {
    label: (document) => labelFor(document, "Working remnant", "functional"),
    cell: (plan) =>
      knownCell(plan, "functionalRemnantFullCongestionMl", plan.volumes.functionalRemnantFullCongestionMl, formatMl),
  },
  {
    label: (document, plans) => labelFor(document, `of the estimated liver${wanted(plans)}`, "sflr"),
    cell: (plan) => share(plan.ratios.sFlrFraction, 1, judgeEstimatedShare(plan).tone),
  },
  {
    label: (document) => labelFor(document, "of body weight", "bodyWeight"),
    cell: (plan) => share(plan.ratios.flrBodyWeightFraction, 2, judgeBodyWeightShare(plan).tone),
  },
  {
    label: (document) => labelFor(document, "Sufficiency", "functional"),
    cell: (plan) => shortened(judgeRemnant(plan)),
  },
  { label: () => ({ text: "Suitability" }), cell: suitabilityOutcome },
  { label: (document) => labelFor(document, "Least margin", "margin"), cell: leastMargin },
  {
    label: (document) => labelFor(document, "Healthy liver taken", "volume"),
    cell: ({ volumes }) => ({ text: formatMl(volumes.healthyResectedMl + (volumes.healthyAblatedMl ?? 0)) }),
  },
  {
    label: (document) => labelFor(document, "Operations; cuts, area", "cuts"),
    cell: ({ stages, cuts, transectionAreaMm2 }) => ({ text: `${stages.length}; ${cuts}, ${formatCm2(transectionAreaMm2)}` }),
  },
];

function wanted(plans: readonly PlanEntry[]): string {
  const thresholds = new Set(plans.map(thresholdOnEstimate));
  const [only] = thresholds;
  return thresholds.size === 1 && only !== undefined ? `, at least ${formatPercent(only, 0)} wanted` : "";
}

function share(fraction: number | undefined, decimals: number, tone: Cell["tone"]): Cell {
  return fraction === undefined
    ? { text: "unknown", tone: "unknown" }
    : { text: formatPercent(fraction, decimals), ...(tone && { tone }) };
}

/** What is lacking for a verdict stands under the open questions. */
function shortened({ text, tone }: Cell): Cell {
  return { text: tone === "unknown" ? "unknown" : text, ...(tone && { tone }) };
}

function clears({ clearsDisease, margins, undecided = [], surveilled = [] }: PlanEntry): Cell {
  const left = margins.filter(({ kind, lesion }) => kind === "not-removed" && !undecided.includes(lesion));
  const parts = [
    ...(left.length > 0 ? [`leaves ${enumerate(left.map(({ lesion }) => lesion))}`] : []),
    ...(undecided.length > 0 ? [`undecided ${enumerate(undecided)}`] : []),
    ...(surveilled.length > 0 ? [`watches ${enumerate(surveilled)}`] : []),
  ];
  const text = [clearsDisease ? "yes" : "no", ...parts].join("; ");
  return { text, tone: !clearsDisease ? "bad" : surveilled.length > 0 ? "caution" : "good" };
}

function leastMargin(plan: PlanEntry, document: PlanDocument): Cell {
  const treated = plan.margins.filter(({ kind }) => kind === "resected" || kind === "ablation");
  const ranked = treated
    .flatMap((margin) => {
      const mm = leastMm(margin);
      return mm === undefined ? [] : [{ ...margin, mm }];
    })
    .sort((a, b) => a.mm - b.mm);
  const least = ranked[0];
  if (!least) return { text: treated.length > 0 ? "no liver beside it" : "–" };
  const isClose = treated.some((margin) => !margin.predictable) || isBelowWanted(document, least.mm);
  return { text: `${formatMm(least.mm)} (${least.lesion})`, ...(isClose && { tone: "caution" as const }) };
}
