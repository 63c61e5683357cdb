import type { DocumentFinding, PlanDocument, PlanEntry } from "@cantlie/workup";
import type { Block, Cell, TableRow } from "../../report-model.ts";
import { enumerate } from "../format.ts";
import { labelFor } from "../reviewed-label.ts";
import { TONE_MARKS } from "../tone-marks.ts";
import { cautionTexts, isReservation } from "./caution-texts.ts";
import { findingText, toneOfFinding } from "./finding-text.ts";
import { publishedGroups } from "./published-groups.ts";
import { planNumbers, type RuleAnswers, ruleAnswers, type SharedFinding } from "./shared-findings.ts";

/** Which findings, and what their table is called. */
export interface AskedFindings {
  readonly caption: string;
  readonly wanted: (finding: DocumentFinding, plan: PlanEntry) => boolean;
  /** how answers came about stands elsewhere, in numbers */
  readonly isBrief?: boolean;
}

/**
 * What the rules of one topic say, each answer once with the plans that it holds for: a table of answers, what became of
 * published groups, then what does not apply and what waits for something not stated, in a line each. Nothing where no rule
 * could say anything.
 */
export function findingsBlocks(document: PlanDocument, plans: readonly PlanEntry[], asked: AskedFindings): Block[] {
  const rules = ruleAnswers(plans, asked.wanted);
  const of = (kind: DocumentFinding["kind"]) => rules.filter(({ answers }) => answers[0]!.finding.kind === kind);
  const known = of("known");
  const idle = idleTexts(of("not-applicable"), rules, plans.length);
  const waiting = [...new Set(of("unknown").flatMap(({ answers }) => answers.map(({ finding }) => ruleName(finding, rules))))];
  // what has nothing but gaps stands under what is to be asked, and nowhere else
  if (known.length === 0 && idle.length === 0) return [];
  return [
    ...(known.length > 0 ? answersTable(document, known, { ...asked, count: plans.length }) : []),
    ...publishedGroups(known.flatMap(({ answers }) => answers.map(({ finding }) => finding))),
    ...(idle.length > 0 ? [{ kind: "paragraph" as const, text: `Not applicable: ${idle.join("; ")}.` }] : []),
    ...(waiting.length > 0
      ? [{ kind: "paragraph" as const, text: `Not answered, for want of what is to be asked: ${enumerate(waiting)}.` }]
      : []),
  ];
}

/** True of findings of rules whose ids begin with one of `beginnings`. */
export function rulesOf(...beginnings: readonly string[]): (finding: DocumentFinding) => boolean {
  return ({ rule }) => beginnings.some((beginning) => rule.startsWith(beginning));
}

/** How an answers table is written. */
interface Writing extends Pick<AskedFindings, "caption" | "isBrief"> {
  /** how many plans are shown */
  readonly count: number;
}

/** The table of answers; a caution that several rules share stands once below it, by a letter. */
function answersTable(document: PlanDocument, rules: readonly RuleAnswers[], writing: Writing): Block[] {
  const letters = lettersOfShared(rules);
  const table: Block = {
    kind: "table",
    caption: writing.caption,
    columns: [
      { label: { text: "Rule" } },
      { label: { text: "Result" }, share: 1 },
      { label: labelFor(document, "Source, verification; for whom; cautions", "verification"), share: 1.4 },
    ],
    rows: rules.map(({ rule, answers }): TableRow => {
      const findings = answers.map(({ finding }) => finding);
      return { label: { text: rule }, cells: [resultCell(answers, writing), { text: basisText(findings, letters) }] };
    }),
  };
  const shared = [...letters].map(([caution, letter]) => `(${letter}) ${cautionTexts([caution])[0]}`);
  return shared.length > 0 ? [table, { kind: "paragraph", text: `${shared.join("; ")}.` }] : [table];
}

/** Of rules with the same caution, from how many on it is told once for all of them. */
const SHARED_BY = 3;

/** By caution its letter, of the cautions that are no reservation: those stand with every rule. */
function lettersOfShared(rules: readonly RuleAnswers[]): Map<string, string> {
  const counts = new Map<string, number>();
  for (const { answers } of rules)
    for (const caution of new Set(answers.flatMap(({ finding }) => finding.cautions)))
      if (!isReservation(caution)) counts.set(caution, (counts.get(caution) ?? 0) + 1);
  const shared = [...counts].filter(([, count]) => count >= SHARED_BY);
  return new Map(shared.map(([caution], n) => [caution, String.fromCharCode("a".charCodeAt(0) + n)]));
}

function resultCell(answers: readonly SharedFinding[], { count, isBrief }: Writing): Cell {
  const text = (finding: DocumentFinding) => (isBrief ? findingText(finding) : answerText(finding));
  // plans that differ only in what is not told share an answer
  const plansByText = new Map<string, number[]>();
  for (const { finding, plans } of answers) plansByText.set(text(finding), [...(plansByText.get(text(finding)) ?? []), ...plans]);
  const toneOf = (told: string) => toneOfFinding(gravest(answers.filter(({ finding }) => text(finding) === told)));
  const tones = new Set([...plansByText.keys()].map((answer) => toneOf(answer).tone));
  // one colour for a plan that holds and one that does not would be wrong of either
  const mark = (answer: string): string => {
    const { tone } = toneOf(answer);
    return tones.size > 1 && tone !== undefined ? `${TONE_MARKS[tone]} ` : "";
  };
  const told = [...plansByText].map(([answer, plans]) => {
    const numbers = [...new Set(plans)].sort((a, b) => a - b);
    const isAll = numbers.length === count;
    return `${mark(answer)}${isAll ? "" : `${numbers.length === 1 ? "plan" : "plans"} ${planNumbers(numbers, count)}: `}${answer}`;
  });
  return { text: told.join("; "), ...(tones.size === 1 && toneOfFinding(gravest(answers))) };
}

function gravest(answers: readonly SharedFinding[]): DocumentFinding {
  const rank = { warning: 0, caution: 1, info: 2 } as const;
  return [...answers].sort((a, b) => rank[a.finding.severity] - rank[b.finding.severity])[0]!.finding;
}

/** The answer, and how it came about where that says more. */
function answerText(finding: DocumentFinding): string {
  const answer = findingText(finding);
  const { because } = finding;
  return because === undefined || because === answer ? answer : `${answer}: ${because}`;
}

/** What answers of one rule rest on. Whether it is only flagged or only displayed comes first, so that nobody reads past it. */
export function basisText(findings: readonly DocumentFinding[], letters: ReadonlyMap<string, string> = new Map()): string {
  const { source, verification, population } = findings[0]!;
  const cautions = [...new Set(findings.flatMap((finding) => finding.cautions))];
  const others = cautions.filter((caution) => !isReservation(caution));
  const lettered = others.flatMap((caution) => letters.get(caution) ?? []);
  return [
    ...cautions.filter(isReservation),
    `${source} (${verification})`,
    ...(population ? [population] : []),
    ...cautionTexts(others.filter((caution) => !letters.has(caution))),
    ...(lettered.length > 0 ? [`see (${lettered.join(", ")}) below`] : []),
  ].join("; ");
}

/** What does not apply, each reason told once: "FUN-50-50 and FUN-PEAK7 (…)". */
function idleTexts(idle: readonly RuleAnswers[], rules: readonly RuleAnswers[], count: number): string[] {
  const namesByReason = new Map<string, Set<string>>();
  for (const { finding, plans } of idle.flatMap(({ answers }) => answers)) {
    const only = plans.length === count ? "" : `${plans.length === 1 ? "plan" : "plans"} ${planNumbers(plans)}: `;
    const because = `${only}${finding.because ?? ""}`;
    namesByReason.set(because, (namesByReason.get(because) ?? new Set()).add(ruleName(finding, rules)));
  }
  return [...namesByReason].map(([because, names]) => `${enumerate([...names])}${because ? ` (${because})` : ""}`);
}

/** A rule that stands for several groups of patients is named with the one that is meant. */
function ruleName({ rule, population }: DocumentFinding, rules: readonly RuleAnswers[]): string {
  const groups = new Set(
    rules.filter((one) => one.rule === rule).flatMap(({ answers }) => answers.map(({ finding }) => finding.population)),
  );
  return groups.size > 1 && population !== undefined ? `${rule} for ${population}` : rule;
}
