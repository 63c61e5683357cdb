import type { DocumentFinding } from "@cantlie/workup";
import type { Tone } from "../../report-model.ts";
import { formatPercent } from "../format.ts";
import { unknownText } from "../unknown.ts";

/** How a finding asks for attention; nothing where it only informs. */
export function toneOfFinding(finding: DocumentFinding): { tone: Tone } | Record<string, never> {
  if (finding.kind !== "known") return { tone: "unknown" };
  if (finding.severity === "warning") return { tone: "bad" };
  return finding.severity === "caution" ? { tone: "caution" } : {};
}

/** A finding's answer in words: its value with unit and group, what it lacks, or why it does not apply. */
export function findingText(finding: DocumentFinding): string {
  if (finding.kind === "unknown") return unknownText(finding.missing ?? []);
  if (finding.kind === "not-applicable") return `does not apply${finding.because ? `: ${finding.because}` : ""}`;
  // a grade is named by its group: "grade III", not "3 grade, III"
  if (finding.unit === "grade" && finding.group) return `grade ${finding.group}`;
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
