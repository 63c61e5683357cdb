import type { PlanDocument, PlanEntry } from "@cantlie/workup";
import type { Cell } from "../report-model.ts";
import { enumerate } from "./format.ts";
import { inputName } from "./input-names.ts";

/** True if the label `input` was given but holds nothing inside the liver, so that it is missing all the same. */
export function isGivenOutside({ cautions }: PlanDocument, input: string): boolean {
  return cautions.some(({ code, details }) => code === "anatomy/vessels-outside-liver" && details.label === input);
}

/** What is missing in words: "artery label", or why it does not help although it was given. */
export function missingText(document: PlanDocument, input: string): string {
  return isGivenOutside(document, input) ? `${inputName(input)} does not enter the liver` : inputName(input);
}

/** "unknown — needs height and weight" */
export function unknownText(missing: readonly string[]): string {
  return missing.length === 0 ? "unknown" : `unknown — needs ${enumerate([...new Set(missing.map(inputName))])}`;
}

/** `value` in words, or that it is unknown and what it lacks, as the plan's `unknown` list or the rule for it says. */
export function knownOr<T>(plan: PlanEntry, field: string, value: T | undefined, format: (value: T) => string): string {
  return value !== undefined ? format(value) : unknownText(missingFor(plan, field));
}

/** The same as a cell of a table, which shows that it is unknown. */
export function knownCell<T>(plan: PlanEntry, field: string, value: T | undefined, format: (value: T) => string): Cell {
  const text = knownOr(plan, field, value, format);
  return value === undefined ? { text, tone: "unknown" } : { text };
}

function missingFor(plan: PlanEntry, field: string): readonly string[] {
  const fields = [field, ...(SAME_NEEDS[field] ?? [])];
  const entry = plan.unknown.find((candidate) =>
    fields.some((name) => candidate.field === name || candidate.field.endsWith(`.${name}`)),
  );
  if (entry) return entry.missing;
  const rule = plan.findings.find((finding) => finding.rule === RULE_OF_RATIO[field] && finding.kind === "unknown");
  return rule?.missing ?? [];
}

/** Fields that need what another field needs. */
const SAME_NEEDS: Readonly<Record<string, readonly string[]>> = { functionalRemnantFullCongestionMl: ["functionalRemnantMl"] };

const RULE_OF_RATIO: Readonly<Record<string, string>> = {
  sFlrFraction: "FLR-STANDARDISED",
  flrFraction: "FLR-MEASURED",
  flrBodyWeightFraction: "FLR-BW",
  thresholdFraction: "FLR-SUFFICIENCY",
  probabilityAboveThreshold: "FLR-SUFFICIENCY",
};
