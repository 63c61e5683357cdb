import type { DocumentFinding } from "@cantlie/workup";
import type { Block, TableRow } from "../../report-model.ts";
import { formatPercent } from "../format.ts";

type Outcome = NonNullable<DocumentFinding["outcomes"]>[number];

/** What became of published groups of patients: those that were counted, and apart from them what equations give. */
export function publishedGroups(findings: readonly DocumentFinding[]): Block[] {
  const told = new Map<string, { rule: string; outcome: Outcome }>();
  for (const { rule, outcomes = [] } of findings)
    for (const outcome of outcomes) {
      const key = `${rule} ${JSON.stringify(outcome)}`;
      if (!told.has(key)) told.set(key, { rule, outcome });
    }
  const all = [...told.values()];
  return [
    ...groupsTable(
      "Observed in published groups of patients, never a forecast for one of them",
      all.filter(({ outcome }) => outcome.basis === "observed"),
    ),
    ...groupsTable(
      "Modelled: from equations that were fitted to published groups, not counted in patients",
      all.filter(({ outcome }) => outcome.basis === "modelled"),
    ),
  ];
}

function groupsTable(caption: string, told: readonly { readonly rule: string; readonly outcome: Outcome }[]): Block[] {
  if (told.length === 0) return [];
  const isAsked = told.some(({ outcome }) => outcome.holdsPatient !== undefined);
  return [
    {
      kind: "table",
      caption,
      columns: [
        { label: { text: "Group" }, share: 1.6 },
        { label: { text: "What was seen" }, share: 2 },
        { label: { text: "Value (95\u202f% interval)" } },
        { label: { text: "n" }, isNumeric: true },
        { label: { text: "Years" } },
        ...(isAsked ? [{ label: { text: "Falls into it" } }] : []),
        { label: { text: "Rule; source, verification" }, share: 2.6 },
      ],
      rows: told.map(({ rule, outcome }, n): TableRow => {
        const { group, patients, era, holdsPatient } = outcome;
        const basis = basisOf({ rule, outcome });
        const isAsAbove = n > 0 && basisOf(told[n - 1]!) === basis;
        return {
          label: { text: group },
          cells: [
            { text: outcome.outcome },
            { text: outcomeText(outcome) },
            { text: patients === undefined ? "not read" : String(patients) },
            { text: era ?? "not read" },
            ...(isAsked ? [{ text: holdsPatient === undefined ? "–" : holdsPatient ? "▸ this patient" : "no" }] : []),
            { text: isAsAbove ? "as above" : basis },
          ],
        };
      }),
    },
  ];
}

function basisOf({ rule, outcome }: { readonly rule: string; readonly outcome: Outcome }): string {
  return `${rule}; ${outcome.source} (${outcome.verification})`;
}

/** "37.0 %", "68.1 months", "20.0 % (16.5 to 23.5 %)" */
export function outcomeText({ value, unit, interval }: Outcome): string {
  const text = (number: number) =>
    unit === "fraction" ? formatPercent(number) : `${Number.isInteger(number) ? number : number.toFixed(1)}\u00a0${unit}`;
  const [low, high] = interval ?? [];
  return low === undefined || high === undefined ? text(value) : `${text(value)} (${text(low)} to ${text(high)})`;
}
