import type { DocumentFinding, PlanDocument, PlanEntry } from "@cantlie/workup";
import type { Block, Cell, Section } from "../report-model.ts";
import { capitalised, choosePlans } from "./chosen-plans.ts";
import { alternativesTable, findingsTable, findingText, toneOfFinding } from "./findings-table.ts";
import { fieldName } from "./limits.ts";
import { missingText } from "./unknown.ts";

/** Findings with their sources, cautions, and what was missing. */
export function findingsSection(document: PlanDocument): Section {
  const { lead, sideBySide } = choosePlans(document);
  const blocks: Block[] = [];
  if (lead && lead.findings.length > 0) blocks.push(...findingsTable(document, lead));
  blocks.push(...differences(sideBySide));
  if (document.cautions.length > 0)
    blocks.push(
      { kind: "subheading", text: "Cautions" },
      {
        kind: "list",
        items: document.cautions.map(({ message, code }) => ({ text: `${message} (${code})`, tone: "caution" as const })),
      },
    );
  blocks.push({ kind: "subheading", text: "What was missing" }, { kind: "list", items: missingItems(document, sideBySide) });
  return { id: "findings", title: "Findings, cautions and what was missing", blocks };
}

/** What was computed beside what decided. */
export function appendixSection(document: PlanDocument): Section {
  const { lead } = choosePlans(document);
  return { id: "appendix", title: "Appendix: rules that did not decide", blocks: lead ? alternativesTable(lead) : [] };
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
  const cell = (finding: DocumentFinding | undefined): Cell => ({ text: text(finding), ...(finding && toneOfFinding(finding)) });
  return [
    {
      kind: "table",
      caption: "Findings in which the plans differ",
      columns: [{ label: { text: "Rule" } }, ...plans.map((plan) => ({ label: { text: plan.name }, share: 1 }))],
      rows: open.map((asked) => ({ label: { text: asked.rule }, cells: plans.map((plan) => cell(answer(plan, asked))) })),
    },
  ];
}

function missingItems(document: PlanDocument, plans: readonly PlanEntry[]): Cell[] {
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
    text: `${capitalised(missingText(document, missing))}: without it unknown are ${[...fields].join(", ")}.`,
    tone: "unknown",
  }));
}
