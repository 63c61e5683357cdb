import type { DocumentFinding, PlanDocument, PlanEntry } from "@cantlie/workup";
import type { Block, Cell, Section, TableRow, Tone } from "../report-model.ts";
import { choosePlans } from "./chosen-plans.ts";
import { formatPercent } from "./format.ts";
import { fieldName } from "./limits.ts";
import { labelFor } from "./reviewed-label.ts";
import { inputName, unknownText } from "./unknown.ts";

/** Findings with their sources, cautions, and what was missing. */
export function findingsSection(document: PlanDocument): Section {
  const { lead, sideBySide } = choosePlans(document);
  const blocks: Block[] = [];
  if (lead && lead.findings.length > 0) blocks.push(findingTable(document, lead));
  blocks.push(...differences(sideBySide));
  if (document.cautions.length > 0)
    blocks.push(
      { kind: "subheading", text: "Cautions" },
      {
        kind: "list",
        items: document.cautions.map(({ message, code }) => ({ text: `${message} (${code})`, tone: "caution" as const })),
      },
    );
  blocks.push({ kind: "subheading", text: "What was missing" }, { kind: "list", items: missingItems(sideBySide) });
  return { id: "findings", title: "Findings, cautions and what was missing", blocks };
}

function findingTable(document: PlanDocument, plan: PlanEntry): Block {
  return {
    kind: "table",
    caption: `Findings for the plan ${plan.name}`,
    columns: [
      { label: { text: "Rule" } },
      { label: { text: "Result" }, share: 2 },
      { label: labelFor(document, "Source, verification", "verification"), share: 3 },
      { label: { text: "Holds for" }, share: 1.5 },
      { label: { text: "Cautions" }, share: 3 },
    ],
    rows: [...plan.findings]
      .sort((a, b) => KIND_ORDER[a.kind] - KIND_ORDER[b.kind])
      .map(
        (finding): TableRow => ({
          label: { text: finding.rule },
          cells: [
            { text: findingText(finding), ...withTone(finding) },
            { text: `${finding.source} (${finding.verification})` },
            { text: finding.population ?? "–" },
            { text: finding.cautions.length > 0 ? finding.cautions.join("; ") : "–" },
          ],
        }),
      ),
  };
}

/** What has an answer comes first. */
const KIND_ORDER = { known: 0, unknown: 1, "not-applicable": 2 } as const;

function withTone(finding: DocumentFinding): { tone: Tone } | Record<string, never> {
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

/** Findings of the other plans that answer otherwise than the leading plan's, apart from those on remnants, which stand in the comparison. */
function differences(plans: readonly PlanEntry[]): Block[] {
  const [lead, ...others] = plans;
  if (!lead) return [];
  const answer = (plan: PlanEntry, asked: DocumentFinding) =>
    plan.findings.find(({ rule, population }) => rule === asked.rule && population === asked.population);
  const text = (finding: DocumentFinding | undefined) => (finding ? findingText(finding) : "–");
  const open = lead.findings.filter(
    (asked) => !asked.rule.startsWith("FLR-") && others.some((plan) => text(answer(plan, asked)) !== findingText(asked)),
  );
  if (open.length === 0) return [];
  const cell = (finding: DocumentFinding | undefined): Cell => ({ text: text(finding), ...(finding && withTone(finding)) });
  return [
    {
      kind: "table",
      caption: "Findings in which the plans differ",
      columns: [{ label: { text: "Rule" } }, ...plans.map((plan) => ({ label: { text: plan.name }, share: 1 }))],
      rows: open.map((asked) => ({ label: { text: asked.rule }, cells: plans.map((plan) => cell(answer(plan, asked))) })),
    },
  ];
}

function missingItems(plans: readonly PlanEntry[]): Cell[] {
  const fieldsByMissing = new Map<string, Set<string>>();
  const note = (missing: string, what: string) =>
    fieldsByMissing.set(missing, (fieldsByMissing.get(missing) ?? new Set()).add(what));
  for (const plan of plans) {
    for (const { field, missing } of plan.unknown)
      for (const input of missing.length > 0 ? missing : ["(nothing named)"]) note(input, fieldName(field));
    for (const finding of plan.findings)
      if (finding.kind === "unknown") for (const input of finding.missing ?? []) note(input, finding.rule);
  }
  if (fieldsByMissing.size === 0) return [{ text: "Nothing." }];
  return [...fieldsByMissing].map(([missing, fields]) => ({
    text: `${inputName(missing)}: without it unknown are ${[...fields].join(", ")}.`,
    tone: "unknown",
  }));
}
