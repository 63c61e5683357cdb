import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import type { Block, Cell, Section, TableRow } from "../../report-model.ts";
import { capitalised, choosePlans } from "../chosen-plans.ts";
import { AXIS_TONES, AXIS_WORDS, suitabilityOutcome } from "../decision/suitability-items.ts";
import { findingsBlocks, rulesOf } from "./findings-blocks.ts";
import { planNumbers } from "./shared-findings.ts";

type Axis = NonNullable<PlanEntry["suitability"]>["axes"][number];
type Fired = Axis["fired"][number];

/** Suitability in full: the three axes of each plan, every rule that fired with its source, and the rules beside them. */
export function suitabilitySection(document: PlanDocument): Section {
  const { sideBySide } = choosePlans(document);
  const isAssessed = sideBySide.some(({ suitability }) => suitability !== undefined);
  return {
    id: "suitability",
    title: "Suitability",
    blocks: [
      ...(isAssessed ? [outcomes(sideBySide), ...firedTable(sideBySide)] : []),
      ...findingsBlocks(document, sideBySide, {
        caption: "Rules on resectability, alternatives and images",
        // the outcome and its axes are what the tables above tell
        wanted: (finding) => TOPICS(finding) && !finding.rule.startsWith("RES-RULESET"),
      }),
    ],
  };
}

const TOPICS = rulesOf("RES-", "MSI-", "IMAGING-", "NCR-");

function outcomes(plans: readonly PlanEntry[]): Block {
  const axisCell = (plan: PlanEntry, name: Axis["name"]): Cell => {
    const axis = plan.suitability?.axes.find((one) => one.name === name);
    return axis === undefined
      ? { text: "not assessed", tone: "unknown" }
      : { text: AXIS_WORDS[axis.judgement], tone: AXIS_TONES[axis.judgement] };
  };
  return {
    kind: "table",
    caption: "Outcome of each plan, and the three questions that it is made of; the meeting decides, and no risk score is asked",
    columns: [
      { label: { text: "Plan" } },
      { label: { text: "Outcome" }, share: 1.4 },
      ...AXES.map((name) => ({ label: { text: capitalised(name) }, share: 1 })),
    ],
    rows: plans.map((plan, n) => ({
      label: { text: `Plan ${n + 1}` },
      cells: [suitabilityOutcome(plan), ...AXES.map((name) => axisCell(plan, name))],
    })),
  };
}

const AXES = ["technical", "oncological", "patient"] as const;

/** Each rule that fired once, with the plans that it fired on. */
function firedTable(plans: readonly PlanEntry[]): Block[] {
  const found = new Map<string, { axis: Axis["name"]; fired: Fired; plans: number[] }>();
  for (const [n, { suitability }] of plans.entries())
    for (const { name, fired } of suitability?.axes ?? [])
      for (const one of fired) {
        const key = `${name} ${JSON.stringify(one)}`;
        const entry = found.get(key);
        if (entry === undefined) found.set(key, { axis: name, fired: one, plans: [n + 1] });
        else if (entry.plans.at(-1) !== n + 1) entry.plans.push(n + 1);
      }
  const all = [...found.values()].sort((a, b) => AXES.indexOf(a.axis) - AXES.indexOf(b.axis));
  if (all.length === 0) return [{ kind: "paragraph", text: "No rule fired on any of the three questions." }];
  const isParted = all.some((one) => one.plans.length < plans.length);
  return [
    {
      kind: "table",
      caption: "Rules that fired",
      columns: [
        { label: { text: "Question" } },
        { label: { text: "Weight" } },
        ...(isParted ? [{ label: { text: "Plan" } }] : []),
        { label: { text: "Why" }, share: 2 },
        { label: { text: "Rule; source, verification" }, share: 2.4 },
      ],
      rows: all.map(({ axis, fired, plans: fires }, n): TableRow => {
        const isAsAbove = all.slice(0, n).some((one) => one.fired.rule === fired.rule && one.fired.source === fired.source);
        const { rule, weight, because, source, verification, reservation } = fired;
        return {
          label: { text: capitalised(axis) },
          cells: [
            {
              text: WEIGHT_WORDS[weight],
              ...(weight !== "noted" && { tone: weight === "against" ? ("bad" as const) : ("caution" as const) }),
            },
            ...(isParted ? [{ text: planNumbers(fires, plans.length) }] : []),
            { text: because },
            {
              text: isAsAbove
                ? `${rule}, as above`
                : [rule, ...(reservation ? [reservation] : []), `${source} (${verification})`].join("; "),
            },
          ],
        };
      }),
    },
  ];
}

const WEIGHT_WORDS: Readonly<Record<Fired["weight"], string>> = {
  noted: "noted",
  complex: "a question for the meeting",
  against: "usually a reason not to offer",
};
