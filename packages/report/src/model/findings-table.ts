import type { DocumentFinding, PlanDocument, PlanEntry } from "@cantlie/workup";
import type { Block, Tone } from "../report-model.ts";
import { formatPercent } from "./format.ts";
import { labelFor } from "./reviewed-label.ts";
import { unknownText } from "./unknown.ts";

/** What the rules say of a plan: answers and what lacks for one, a row for each rule and source; then what does not apply. */
export function findingsTable(document: PlanDocument, plan: PlanEntry): Block[] {
  const deciding = plan.findings.filter((finding) => !isAlternative(plan, finding));
  const applied = deciding.filter(({ kind }) => kind !== "not-applicable");
  // What has an answer comes first.
  const sorted = [...applied].sort((a, b) => Number(a.kind === "unknown") - Number(b.kind === "unknown"));
  const table: Block = {
    kind: "table",
    caption: `Findings for the plan ${plan.name}`,
    columns: [
      { label: { text: "Rule" } },
      { label: { text: "Result" }, share: 2 },
      { label: labelFor(document, "Source, verification; for whom; cautions", "verification"), share: 5 },
    ],
    rows: groups(sorted).map((group) => ({
      label: { text: group[0]!.rule },
      cells: [{ text: group.map(findingText).join("; "), ...toneOfFinding(gravest(group)) }, { text: basisText(group) }],
    })),
  };
  const idle = deciding.filter(({ kind }) => kind === "not-applicable");
  if (idle.length === 0) return [table];
  return [table, { kind: "paragraph", text: `Not applicable: ${[...new Set(idle.map(idleText))].join("; ")}.` }];
}

/** Formulas beside the one that the remnant is judged by, for who wants to compare: nothing was decided by them. */
export function alternativesTable(plan: PlanEntry): Block[] {
  const alternatives = plan.findings.filter((finding) => isAlternative(plan, finding));
  if (alternatives.length === 0) return [];
  return [
    {
      kind: "table",
      caption: "Other formulas for body surface and liver volume, which decided nothing",
      columns: [
        { label: { text: "Rule" } },
        { label: { text: "Result" }, share: 2 },
        { label: { text: "For whom" }, share: 2 },
        { label: { text: "Source, verification" }, share: 3 },
      ],
      rows: alternatives.map((finding) => ({
        label: { text: finding.rule },
        cells: [
          { text: findingText(finding), ...toneOfFinding(finding) },
          { text: finding.population ?? "–" },
          { text: `${finding.source} (${finding.verification})` },
        ],
      })),
    },
  ];
}

function isAlternative({ ratios }: PlanEntry, { rule, group }: DocumentFinding): boolean {
  const formula = ratios.sFlrFormula ?? DEFAULT_FORMULA;
  if (rule === "FLR-STANDARDISED") return group?.startsWith("VOL-") === true && group !== formula;
  return /^(VOL|BSA)-/.test(rule) && rule !== formula;
}

/** What thresholds are compared on where the body is known. */
const DEFAULT_FORMULA = "VOL-VAUTHEY-2002";

/** Findings of one rule from one source, told in one row, if all are answered or all lack the same. */
function groups(findings: readonly DocumentFinding[]): DocumentFinding[][] {
  const byKey = new Map<string, DocumentFinding[]>();
  for (const finding of findings) {
    const key = JSON.stringify([finding.rule, finding.kind, finding.source, finding.population, finding.missing]);
    byKey.set(key, [...(byKey.get(key) ?? []), finding]);
  }
  return [...byKey.values()];
}

function gravest(group: readonly DocumentFinding[]): DocumentFinding {
  const rank = { warning: 0, caution: 1, info: 2 } as const;
  return [...group].sort((a, b) => rank[a.severity] - rank[b.severity])[0]!;
}

function basisText(group: readonly DocumentFinding[]): string {
  const { source, verification, population } = group[0]!;
  const cautions = group.flatMap((finding) =>
    finding.cautions.map((caution) => (group.length > 1 && finding.group ? `${finding.group}: ${caution}` : caution)),
  );
  return [`${source} (${verification})`, ...(population ? [population] : []), ...cautions].join("; ");
}

function idleText({ rule, population, because }: DocumentFinding): string {
  return `${rule}${population ? ` for ${population}` : ""}${because ? ` (${because})` : ""}`;
}

export function toneOfFinding(finding: DocumentFinding): { tone: Tone } | Record<string, never> {
  if (finding.kind !== "known") return { tone: "unknown" };
  if (finding.severity === "warning") return { tone: "bad" };
  return finding.severity === "caution" ? { tone: "caution" } : {};
}

/** A finding's answer in words: its value with unit and group, what it lacks, or why it does not apply. */
export function findingText(finding: DocumentFinding): string {
  if (finding.kind === "unknown") return unknownText(finding.missing ?? []);
  if (finding.kind === "not-applicable") return `does not apply${finding.because ? `: ${finding.because}` : ""}`;
  const value = finding.value === undefined ? [] : [valueText(finding.value, finding.unit)];
  const parts = [...value, ...(finding.group ? [finding.group] : [])];
  return parts.length > 0 ? parts.join(", ") : (finding.because ?? "holds");
}

function valueText(value: number, unit: string | undefined): string {
  // Shares of body weight lie near half a per cent and need a second decimal.
  if (unit === "fraction") return formatPercent(value, Math.abs(value) < 0.02 ? 2 : 1);
  const digits = Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const text = Number.isInteger(value) ? String(value) : value.toFixed(digits);
  const signed = text.replace("-", "−");
  return unit ? `${signed}\u00a0${unit === "m2" ? "m²" : unit}` : signed;
}
