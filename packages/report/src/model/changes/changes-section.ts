import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import type { Block, Cell, Section, TableRow } from "../../report-model.ts";
import { choosePlans } from "../chosen-plans.ts";
import { suitabilityOutcome } from "../decision/suitability-items.ts";
import { isAlternative } from "../evidence/alternatives-section.ts";
import { findingText } from "../evidence/finding-text.ts";
import { enumerate, formatCount, formatMl, formatMm } from "../format.ts";
import { judgeBodyWeightShare, judgeEstimatedShare, judgeRemnant } from "../sufficiency.ts";
import { knownOr } from "../unknown.ts";
import { matchedLesions } from "./matched-lesions.ts";

/** What is otherwise than in the version before, in words and numbers; without blocks where there is none. */
export function changesSection(document: PlanDocument, previous: PlanDocument | undefined): Section {
  return {
    id: "changes",
    title: "Changes since the last version",
    blocks: previous === undefined ? [] : changesBlocks(previous, document),
  };
}

function changesBlocks(before: PlanDocument, now: PlanDocument): Block[] {
  const [oldLead, lead] = [choosePlans(before).lead, choosePlans(now).lead];
  const items = [...lesionChanges(before, now), ...inputChanges(before, now)];
  const rows = [
    ...numberRows(before, now),
    ...leadRows(oldLead, lead),
    ...policyRows(before, now),
    ...findingRows(oldLead, lead),
  ];
  if (items.length === 0 && rows.length === 0)
    return [{ kind: "paragraph", text: "Nothing that this report tells is otherwise than in the last version." }];
  const told = rows.slice(0, MOST_ROWS);
  return [
    ...(items.length > 0 ? [{ kind: "list" as const, items }] : []),
    ...(told.length > 0 ? [changesTable(told)] : []),
    ...(rows.length > told.length
      ? [
          {
            kind: "paragraph" as const,
            text: `${formatCount(rows.length - told.length, "more answer")} of rules changed; both versions of plan.json have them all.`,
          },
        ]
      : []),
  ];
}

/** More is no summary any more. */
const MOST_ROWS = 40;

interface Change {
  readonly what: string;
  readonly before: string;
  readonly now: string;
}

function changesTable(changes: readonly Change[]): Block {
  return {
    kind: "table",
    caption: "What is otherwise",
    columns: [
      { label: { text: "What" }, share: 1.4 },
      { label: { text: "Last version" }, share: 2 },
      { label: { text: "This version" }, share: 2 },
    ],
    rows: changes.map(({ what, before, now }): TableRow => ({ label: { text: what }, cells: [{ text: before }, { text: now }] })),
  };
}

/** The change, if what a reader would see differs. */
function changed(what: string, before: string, now: string): Change[] {
  return before === now ? [] : [{ what, before, now }];
}

function lesionChanges({ anatomy: before }: PlanDocument, { anatomy: now }: PlanDocument): Cell[] {
  const { pairs, gone, added } = matchedLesions(before.lesions, now.lesions);
  if (pairs.length === 0 && gone.length > 0 && added.length > 0)
    return [
      {
        text: `No lesion lies where one lay before: another scan, or other labels. Before ${formatCount(gone.length, "lesion")}, now ${added.length}.`,
        tone: "caution",
      },
    ];
  const described = ({ id, largestDiameterMm }: (typeof gone)[number]) => `${id} (${formatMm(largestDiameterMm)})`;
  const grown = pairs.flatMap(([old, lesion]): Cell[] => {
    const parts = [
      ...(formatMm(old.largestDiameterMm) === formatMm(lesion.largestDiameterMm)
        ? []
        : [`largest diameter ${formatMm(old.largestDiameterMm)} before, now ${formatMm(lesion.largestDiameterMm)}`]),
      ...(old.status === lesion.status ? [] : [`${old.status} before, now ${lesion.status}`]),
    ];
    const name = old.id === lesion.id ? lesion.id : `${lesion.id} (${old.id} before)`;
    if (parts.length === 0) return old.id === lesion.id ? [] : [{ text: `${name}: only its number changed.` }];
    return [{ text: `${name}: ${parts.join("; ")}.` }];
  });
  return [
    ...(added.length > 0
      ? [{ text: `New, or in another place: ${enumerate(added.map(described))}.`, tone: "caution" as const }]
      : []),
    ...(gone.length > 0 ? [{ text: `No longer there: ${enumerate(gone.map(described))}.`, tone: "caution" as const }] : []),
    ...grown,
  ];
}

function inputChanges(before: PlanDocument, now: PlanDocument): Cell[] {
  const hash = ({ inputs }: PlanDocument, role: string) =>
    inputs
      .filter((input) => input.role === role)
      .map(({ sha256 }) => sha256)
      .join();
  const roles = [...new Set([...before.inputs, ...now.inputs].map(({ role }) => role))];
  const other = roles.filter((role) => hash(before, role) !== hash(now, role));
  return other.length > 0 ? [{ text: `Input files that are others: ${enumerate(other)}.` }] : [];
}

function numberRows(before: PlanDocument, now: PlanDocument): Change[] {
  const confirmed = ({ reviewed }: PlanDocument) =>
    enumerate((["liver", "lesions", "branches"] as const).filter((part) => reviewed[part])) || "none";
  return [
    ...changed("Liver volume", formatMl(before.anatomy.liverVolumeMl), formatMl(now.anatomy.liverVolumeMl)),
    ...changed("Tumour volume", formatMl(before.anatomy.tumourVolumeMl), formatMl(now.anatomy.tumourVolumeMl)),
    ...changed("Labels confirmed", confirmed(before), confirmed(now)),
    ...changed("Plans", String(before.plans.length), String(now.plans.length)),
    ...changed("Software", softwareText(before), softwareText(now)),
  ];
}

function softwareText({ software }: PlanDocument): string {
  return `${software.name} ${software.version}`;
}

function leadRows(before: PlanEntry | undefined, now: PlanEntry | undefined): Change[] {
  const either = (of: (plan: PlanEntry) => string) =>
    [before, now].map((plan) => (plan === undefined ? "no plan" : of(plan))) as [string, string];
  const field = "functionalRemnantFullCongestionMl";
  return [
    ...changed("Leading plan", ...either(({ name }) => name)),
    ...changed("Clears the disease", ...either(({ clearsDisease }) => (clearsDisease ? "yes" : "no"))),
    ...changed("Working remnant", ...either((plan) => knownOr(plan, field, plan.volumes[field], formatMl))),
    ...changed("Share of the estimated liver", ...either((plan) => judgeEstimatedShare(plan).text)),
    ...changed("Share of body weight", ...either((plan) => judgeBodyWeightShare(plan).text)),
    ...changed("Sufficiency", ...either((plan) => judgeRemnant(plan).text)),
    ...changed("Suitability", ...either((plan) => suitabilityOutcome(plan).text)),
  ];
}

function policyRows(before: PlanDocument, now: PlanDocument): Change[] {
  const limits = ({ policyChanges = [], thresholds = {} }: PlanDocument) =>
    new Map([
      ...policyChanges.map(({ name, value, reason }) => [`Limit ${name}`, `${value} (${reason})`] as const),
      ...Object.entries(thresholds).map(([name, value]) => [`Threshold ${name}`, String(value)] as const),
    ]);
  const [old, current] = [limits(before), limits(now)];
  return [...new Set([...old.keys(), ...current.keys()])].flatMap((name) =>
    changed(name, old.get(name) ?? "the default", current.get(name) ?? "the default"),
  );
}

/** Answers of rules on the patient and the leading plan; those on the remnant stand in rows of their own. */
function findingRows(before: PlanEntry | undefined, now: PlanEntry | undefined): Change[] {
  const answers = (plan: PlanEntry | undefined) => {
    const found = new Map<string, string[]>();
    for (const finding of plan?.findings ?? []) {
      if (TOLD_ELSEWHERE.test(finding.rule) || isAlternative(finding)) continue;
      found.set(finding.rule, [...(found.get(finding.rule) ?? []), findingText(finding)]);
    }
    return found;
  };
  const [old, current] = [answers(before), answers(now)];
  const text = (texts: readonly string[] | undefined) => (texts === undefined ? "not asked" : [...new Set(texts)].join("; "));
  return [...new Set([...old.keys(), ...current.keys()])].flatMap((rule) =>
    changed(rule, text(old.get(rule)), text(current.get(rule))),
  );
}

const TOLD_ELSEWHERE = /^(FLR-|RES-RULESET)/;
