import type { DocumentFinding, PlanEntry } from "@cantlie/workup";
import type { Tone } from "../report-model.ts";
import { formatPercent } from "./format.ts";
import { knownOr, unknownText } from "./unknown.ts";

export interface Judged {
  readonly text: string;
  readonly tone: Tone;
}

/** "sufficient", "insufficient, borderline", … as the rule FLR-SUFFICIENCY judged; this file compares nothing itself. */
export function judgeRemnant(plan: PlanEntry): Judged {
  const finding = findingOf(plan, "FLR-SUFFICIENCY");
  if (!finding) return { text: "sufficiency was not assessed", tone: "unknown" };
  if (finding.kind === "unknown") return { text: `sufficiency ${unknownText(finding.missing ?? [])}`, tone: "unknown" };
  if (finding.kind === "not-applicable")
    return { text: `sufficiency cannot be judged: ${finding.because ?? ""}`, tone: "unknown" };
  return { text: finding.group ?? "sufficiency was not assessed", tone: toneOfGroup(finding.group) };
}

/** Why the remnant falls short or is near to it, rule by rule. */
export function remnantShortfalls(plan: PlanEntry): Judged[] {
  return plan.findings
    .filter((finding) => SUFFICIENCY_RULES.includes(finding.rule) && finding.kind === "known")
    .map((finding) => ({
      text: `${plainReason(finding)} (${finding.rule})`,
      tone: toneOfGroup(finding.group),
    }))
    .filter(({ tone }) => tone === "bad" || tone === "caution");
}

const SUFFICIENCY_RULES: readonly string[] = ["FLR-THRESHOLDS", "FLR-BW", "FLR-MIN-ANATOMY"];

/** The remnant's share of the estimated liver, with the threshold if that was derived on the same denominator. */
export function judgeEstimatedShare(plan: PlanEntry): Judged {
  const { sFlrFraction, sFlrFormula } = plan.ratios;
  if (sFlrFraction === undefined) return { text: knownOr(plan, "sFlrFraction", undefined, String), tone: "unknown" };
  const share = formatPercent(sFlrFraction);
  const formula = sFlrFormula ? [formulaName(sFlrFormula)] : [];
  const threshold = thresholdOnEstimate(plan);
  if (threshold === undefined) return { text: withNotes(share, formula), tone: judgeRemnant(plan).tone };
  return {
    text: withNotes(share, [...formula, `at least ${formatPercent(threshold, 0)} is wanted`]),
    tone: toneOfGroup(knownThresholds(plan).find(({ group }) => toneOfGroup(group) !== "good")?.group ?? "sufficient"),
  };
}

/** "Vauthey formula" for VOL-VAUTHEY-2002 */
function formulaName(rule: string): string {
  const author = /^VOL-([A-Z]+)/.exec(rule)?.[1];
  return author ? `${author.charAt(0)}${author.slice(1).toLowerCase()} formula` : rule;
}

/** A rule's reason without the ids of formulas, and without the name of the threshold that holds where nothing else does. */
function plainReason({ because, group }: DocumentFinding): string {
  return (because ?? group ?? "").replace(/^the default: /, "").replace(/VOL-[A-Z0-9-]+/g, formulaName);
}

function withNotes(text: string, notes: readonly string[]): string {
  return notes.length > 0 ? `${text} (${notes.join("; ")})` : text;
}

/** The remnant's share of body weight, judged as FLR-BW did. */
export function judgeBodyWeightShare(plan: PlanEntry): Judged {
  const fraction = plan.ratios.flrBodyWeightFraction;
  if (fraction === undefined) return { text: knownOr(plan, "flrBodyWeightFraction", undefined, String), tone: "unknown" };
  const finding = findingOf(plan, "FLR-BW");
  return { text: formatPercent(fraction, 2), tone: finding?.kind === "known" ? toneOfGroup(finding.group) : "unknown" };
}

/**
 * The threshold in force, if it may be compared with the share of the estimated liver: some thresholds (fibrosis) were
 * derived on the measured liver, and then the rule's value is another fraction than `sFlrFraction`.
 */
export function thresholdOnEstimate(plan: PlanEntry): number | undefined {
  const { sFlrFraction, thresholdFraction } = plan.ratios;
  const thresholds = knownThresholds(plan);
  if (sFlrFraction === undefined || thresholds.length === 0) return undefined;
  const isSame = thresholds.every(({ value }) => value !== undefined && Math.abs(value - sFlrFraction) < ROUNDING);
  return isSame ? thresholdFraction : undefined;
}

/** Two ways of dividing the same two volumes may differ in the last bit. */
const ROUNDING = 1e-9;

function knownThresholds(plan: PlanEntry): DocumentFinding[] {
  return plan.findings.filter(({ rule, kind }) => rule === "FLR-THRESHOLDS" && kind === "known");
}

function findingOf(plan: PlanEntry, rule: string): DocumentFinding | undefined {
  return plan.findings.find((finding) => finding.rule === rule);
}

function toneOfGroup(group: string | undefined): Tone {
  if (group === undefined) return "unknown";
  if (group.includes("borderline")) return "caution";
  return group.startsWith("insufficient") ? "bad" : "good";
}
