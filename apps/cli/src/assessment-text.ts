import type { Assessment } from "@cantlie/walk";
import { type DocumentFinding, patientFile } from "@cantlie/workup";

/** One assessment with the plan that it is of, if any. */
export interface PlanAssessed {
  readonly plan?: string;
  readonly name?: string;
  readonly assessment: Assessment;
}

type Subjects = Assessment["subjects"];

/** Assessments to be read, suitability first: per plan what differs between plans, then once what holds whatever the plan. */
export function assessmentsText(assessed: readonly PlanAssessed[]): string {
  const shared = assessed.length > 1 ? sharedOf(assessed.map(({ assessment }) => assessment.subjects)) : new Set<string>();
  const blocks = assessed.map(({ plan, name, assessment }) => [
    ...(plan === undefined ? [] : [`=== plan ${plan}: ${name} ===`]),
    ...assessmentLines(assessment, (finding) => !shared.has(JSON.stringify(finding))),
    "",
  ]);
  const first = assessed[0]?.assessment;
  const common = first
    ? subjectLines(first.subjects, (finding) => shared.has(JSON.stringify(finding)) && !isInBlock(first, finding))
    : [];
  return [...blocks.flat(), ...(common.length > 0 ? ["=== whatever the plan ===", ...common] : [])].join("\n").trimEnd();
}

type Filter = (finding: DocumentFinding) => boolean;

/** Findings that every assessment has, as text. */
function sharedOf(assessments: readonly Subjects[]): Set<string> {
  const [first, ...others] = assessments.map(
    (subjects) => new Set(subjects.flatMap(({ findings }) => findings.map((finding) => JSON.stringify(finding)))),
  );
  return new Set([...first!].filter((finding) => others.every((set) => set.has(finding))));
}

function assessmentLines(assessment: Assessment, isTold: Filter): string[] {
  const { subjects, suitability, orderOfOperations, timeline } = assessment;
  return [
    ...(suitability ? suitabilityLines(suitability) : []),
    ...subjectLines(subjects, (finding) => isTold(finding) && !isInBlock(assessment, finding)),
    ...(orderOfOperations ? ["", "ORDER OF OPERATIONS", ...orderOfOperations.flatMap(orderLines)] : []),
    ...(timeline ? ["", "TIMELINE", ...timelineLines(timeline)] : []),
  ];
}

/** What stands in a block of its own is not told again as a finding. */
function isInBlock({ suitability, orderOfOperations }: Assessment, { rule }: DocumentFinding): boolean {
  if (rule.startsWith("RES-RULESET")) return suitability !== undefined;
  return rule.startsWith("ORDER-") && orderOfOperations !== undefined;
}

function suitabilityLines({ outcome, axes, missing }: NonNullable<Assessment["suitability"]>): string[] {
  return [
    `SUITABILITY: ${outcome ?? `not known, needs ${missingText(missing)}`}`,
    ...axes.flatMap(({ name, judgement, fired, missing }) => [
      `  ${name}: ${judgement === "unknown" ? "not known" : judgement}${missing.length > 0 ? ` (needs ${missingText(missing)})` : ""}`,
      ...fired.map(
        ({ weight, rule, verification, because, reservation }) =>
          `    ${weight}: ${because} (${rule} ${verification}${reservation === undefined ? "" : `; ${reservation}`})`,
      ),
    ]),
  ];
}

function subjectLines(subjects: Subjects, isTold: Filter): string[] {
  return subjects.flatMap(({ subject, findings }) => {
    const told = findings.filter(isTold);
    const isVariant = (rule: string): boolean =>
      new Set(findings.filter((one) => one.rule === rule).map(({ population }) => population)).size > 1;
    const lines = told.map((finding) => line(finding, isVariant(finding.rule) ? ` (${finding.population})` : ""));
    return lines.length === 0 ? [] : ["", subject.toUpperCase(), ...new Set(lines)];
  });
}

function line(finding: DocumentFinding, variant: string): string {
  const { rule, verification, severity, cautions } = finding;
  const mark = finding.kind === "known" && severity !== "info" ? ` ${severity}:` : "";
  const head = `  ${rule}${variant} [${verification}]${mark} ${answer(finding)}`;
  return [head, ...cautions.map((caution) => `      ${caution}`)].join("\n");
}

function answer(finding: DocumentFinding): string {
  const { because = "", group } = finding;
  if (finding.kind === "unknown") return `unknown, needs ${missingText(finding.missing ?? [])}`;
  if (finding.kind === "not-applicable") return `not applicable: ${because}`;
  const value = finding.value === undefined ? undefined : valueText(finding.value, finding.unit);
  const isInReason = group !== undefined && because.startsWith(`${group}:`);
  const head = [value, isInReason ? undefined : group].filter((part) => part !== undefined).join(", ");
  return [head, because].filter((part) => part !== "").join(": ");
}

/** A grade is named by its group. A share of body weight lies near half a per cent and needs a second decimal. */
function valueText(value: number, unit: string | undefined): string | undefined {
  if (unit === "grade") return undefined;
  if (unit === "fraction") return `${(100 * value).toFixed(Math.abs(value) < 0.02 ? 2 : 1)} %`.replace("-", "−");
  const digits = Number.isInteger(value) || Math.abs(value) >= 100 ? 0 : Math.abs(value) >= 10 ? 1 : 2;
  const text = value.toFixed(digits).replace("-", "−");
  if (unit === undefined || unit === "score") return text;
  return `${text} ${value === 1 ? unit.replace(/s$/, "") : unit.replace("m2", "m²")}`;
}

/** Fields of patient.json by their paths; what comes from images and plans is nothing to be typed in. */
function missingText(missing: readonly string[]): string {
  const isPatients = (path: string): boolean => path.includes(" ") || /^[a-zA-Z]+/.exec(path)![0] in patientFile.shape;
  const [own, others] = [missing.filter(isPatients), missing.filter((path) => !isPatients(path))];
  return [...own, ...(others.length > 0 ? [`a plan's numbers (${others.join(", ")})`] : [])].join(", ");
}

function orderLines({ order, for: pro, against, missing }: NonNullable<Assessment["orderOfOperations"]>[number]): string[] {
  return [
    `  ${order}`,
    ...pro.map(({ text }) => `    for: ${text}`),
    ...against.map(({ text, isWarning }) => `    ${isWarning ? "warning" : "against"}: ${text}`),
    ...(missing.length > 0 ? [`    not weighed: ${missingText(missing)}`] : []),
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
