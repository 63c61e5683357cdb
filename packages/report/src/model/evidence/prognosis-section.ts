import { COHORT_CURVES, type CohortCurve } from "@cantlie/clinical";
import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import { survivalFigure } from "../../figures/survival-figure.ts";
import type { Block, Section, TableRow } from "../../report-model.ts";
import { choosePlans } from "../chosen-plans.ts";
import { formatPercent } from "../format.ts";
import { findingsBlocks, rulesOf } from "./findings-blocks.ts";

/** What became of published groups, and of the open cohort beside them; nothing of it moves a patient between offered and not offered. */
export function prognosisSection(document: PlanDocument): Section {
  const { sideBySide } = choosePlans(document);
  const findings = findingsBlocks(document, sideBySide, {
    caption: "Scores, by which the groups are told apart",
    wanted: rulesOf("PROG-"),
  });
  return {
    id: "prognosis",
    title: "Prognosis of groups of patients",
    blocks: findings.length === 0 ? [] : [{ kind: "paragraph", text: READING }, ...findings, ...cohortBlocks(sideBySide)],
  };
}

const READING =
  "What follows was seen in groups of patients, with their number and years where they were read. It is no forecast for one person, and no score moves anybody between offered and not offered.";

/** The curves of the open cohort; nothing where the scores were refused, since the cohort had colorectal metastases. */
function cohortBlocks(plans: readonly PlanEntry[]): Block[] {
  const score = plans[0]?.findings.find(({ rule }) => rule === "PROG-FONG-1999");
  if (score === undefined || score.kind === "not-applicable") return [];
  const known = score.value === undefined ? "not known, so neither curve is this patient's group" : `${score.value}`;
  return [
    { kind: "subheading", text: "An open cohort beside the literature" },
    { kind: "paragraph", text: `${COHORT_CURVES.attribution}. Clinical risk score here: ${known}.` },
    cohortTable(score.value),
    ...ENDPOINTS.map((endpoint): Block => ({ kind: "figures", figures: [survivalFigure(COHORT_CURVES, endpoint)], perRow: 1 })),
  ];
}

const ENDPOINTS = ["overall survival", "disease-free survival"] as const;
const FIVE_YEARS_MONTHS = 60;
const GROUPS: Readonly<Record<CohortCurve["group"], { readonly words: string; readonly holds: (score: number) => boolean }>> = {
  all: { words: "all, score known or not", holds: () => true },
  low: { words: "risk score 0 to 2", holds: (score) => score <= 2 },
  high: { words: "risk score 3 to 5", holds: (score) => score > 2 },
};

function cohortTable(score: number | undefined): Block {
  return {
    kind: "table",
    caption: `Observed in ${COHORT_CURVES.population}; ${COHORT_CURVES.era}`,
    columns: [
      { label: { text: "Group" }, share: 1 },
      { label: { text: "What was seen" }, share: 1 },
      { label: { text: "n" }, isNumeric: true },
      { label: { text: "Events" }, isNumeric: true },
      { label: { text: "Median in months (95\u202f% interval)" }, share: 1.3 },
      { label: { text: "After 5 years (95\u202f% interval)" }, share: 1.3 },
      { label: { text: "Falls into it" } },
    ],
    rows: COHORT_CURVES.curves.map((curve): TableRow => {
      const { group, endpoint, patients, events, medianMonths, medianLowMonths, medianHighMonths } = curve;
      const median =
        medianMonths === undefined
          ? "not reached"
          : `${medianMonths} (${medianLowMonths ?? "not reached"} to ${medianHighMonths ?? "not reached"})`;
      const isHere = score !== undefined && GROUPS[group].holds(score);
      return {
        label: { text: GROUPS[group].words },
        cells: [
          { text: endpoint },
          { text: String(patients) },
          { text: String(events) },
          { text: median },
          { text: afterFiveYears(curve) },
          { text: score === undefined ? "–" : isHere ? "▸ this patient" : "no" },
        ],
      };
    }),
  };
}

function afterFiveYears({ steps }: CohortCurve): string {
  const step = steps.findLast(([months]) => months <= FIVE_YEARS_MONTHS);
  if (step === undefined) return "not known";
  const [, share, low, high] = step;
  const interval = low === undefined || high === undefined ? "" : ` (${formatPercent(low, 0)} to ${formatPercent(high, 0)})`;
  return `${formatPercent(share, 0)}${interval}`;
}
