import type { Assessment } from "@cantlie/walk";
import type { DocumentFinding } from "@cantlie/workup";

/** An assessment to be read: suitability first, then the rules by subject, the order of operations and the timeline. */
export function assessmentText({ subjects, suitability, orderOfOperations, timeline }: Assessment): string {
  const told = subjects.map(({ subject, findings }) => ({
    subject,
    findings: suitability ? findings.filter(({ rule }) => !rule.startsWith("RES-RULESET")) : findings,
  }));
  return [
    ...(suitability ? suitabilityLines(suitability) : []),
    ...told.flatMap(({ subject, findings }) => (findings.length === 0 ? [] : ["", subject.toUpperCase(), ...findings.map(line)])),
    ...(orderOfOperations ? ["", "ORDER OF OPERATIONS", ...orderOfOperations.flatMap(orderLines)] : []),
    ...(timeline ? ["", "TIMELINE", ...timelineLines(timeline)] : []),
  ].join("\n");
}

function suitabilityLines({ outcome, axes, missing }: NonNullable<Assessment["suitability"]>): string[] {
  return [
    `SUITABILITY: ${outcome ?? `not known, needs ${missing.join(", ")}`}`,
    ...axes.flatMap(({ name, judgement, fired, missing }) => [
      `  ${name}: ${judgement === "unknown" ? "not known" : judgement}${missing.length > 0 ? ` (needs ${missing.join(", ")})` : ""}`,
      ...fired.map(
        ({ weight, rule, verification, because, reservation }) =>
          `    ${weight}: ${because} (${rule} ${verification}${reservation === undefined ? "" : `; ${reservation}`})`,
      ),
    ]),
  ];
}

function line(finding: DocumentFinding): string {
  const { rule, verification, severity, cautions } = finding;
  const mark = finding.kind === "known" && severity !== "info" ? ` ${severity}:` : "";
  return [`  ${rule} [${verification}]${mark} ${answer(finding)}`, ...cautions.map((caution) => `      ${caution}`)].join("\n");
}

function answer(finding: DocumentFinding): string {
  if (finding.kind === "unknown") return `unknown, needs ${(finding.missing ?? []).join(", ")}`;
  if (finding.kind === "not-applicable") return `not applicable: ${finding.because}`;
  const value = finding.value === undefined ? [] : [valueText(finding.value, finding.unit)];
  const head = [...value, ...(finding.group === undefined ? [] : [finding.group])].join(", ");
  return [head, finding.because].filter((part) => part !== undefined && part !== "").join(": ");
}

/** A share of body weight lies near half a per cent and needs a second decimal. */
function valueText(value: number, unit: string | undefined): string {
  if (unit === "fraction") return `${(100 * value).toFixed(value < 0.02 ? 2 : 1)} %`;
  const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  return `${value.toFixed(digits)} ${unit === "m2" ? "m²" : unit}`;
}

function orderLines({ order, for: pro, against, missing }: NonNullable<Assessment["orderOfOperations"]>[number]): string[] {
  return [
    `  ${order}`,
    ...pro.map(({ text }) => `    for: ${text}`),
    ...against.map(({ text, isWarning }) => `    ${isWarning ? "warning" : "against"}: ${text}`),
    ...(missing.length > 0 ? [`    not weighed: ${missing.join(", ")}`] : []),
  ];
}

function timelineLines({ steps, conflicts, followUp }: NonNullable<Assessment["timeline"]>): string[] {
  return [
    ...steps.map(({ what, isFixed, earliestOn, missing }) => {
      const day =
        earliestOn === undefined ? `no day, needs ${missing.join(", ")}` : isFixed ? earliestOn : `from ${earliestOn} on`;
      return `  ${what}: ${day}`;
    }),
    `  follow-up (${followUp.cautions[0]}): months ${followUp.visits.map(({ month }) => month).join(", ")}`,
    ...conflicts.map(({ severity, because }) => `  ${severity}: ${because}`),
  ];
}
