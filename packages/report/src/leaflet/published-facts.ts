import {
  assessChemotherapy,
  assessOtherPrimary,
  CURE_OUTCOMES,
  citationText,
  FOLLOW_UP,
  FOLLOW_UP_TEMPLATE,
  type FollowUpRule,
  GROWTH_FACTS,
  type GroupOutcome,
  type GrowthFact,
  RECOVERY_FACTS,
  type RecoveryFact,
} from "@cantlie/clinical";
import type { PatientFile } from "@cantlie/workup";
import type { Told } from "./leaflet-model.ts";

export type PrimarySite = NonNullable<NonNullable<PatientFile["primary"]>["site"]>;

/** How many of 100 people, the same denominator everywhere; a half is told as "4 to 5". */
export function ofHundred(fraction: number): string {
  const people = 100 * fraction;
  const whole = Math.round(people);
  return Math.abs(people - Math.floor(people) - 0.5) < HALF_ROUNDING
    ? `${Math.floor(people)} to ${Math.ceil(people)}`
    : String(whole);
}

/** 100 × 0.045 is not 4.5 to the last bit. */
const HALF_ROUNDING = 1e-9;

/** What is published on recovery at one time, in its own words. */
export function recoveryTold(when: RecoveryFact["when"]): Told[] {
  return RECOVERY_FACTS.filter((fact) => fact.when === when).map(({ text, source }) => ({ text, sources: [source] }));
}

/** Of 100 people operated on the liver: how many have a complication, and how many die of it. */
export interface OperationHarm {
  readonly complications: readonly [least: number, most: number];
  readonly deaths: readonly [least: number, most: number];
  readonly sources: readonly string[];
}

export function operationHarm(): OperationHarm {
  const pattern = /Out of 100 patients, (\d+) to (\d+) have a complication, and (\d+) to (\d+) die/;
  const fact = RECOVERY_FACTS.find(({ text }) => pattern.test(text));
  if (!fact) throw new RangeError("the facts on recovery tell no harm of 100 patients, expected one that does");
  const [, few, many, fewDie, manyDie] = pattern.exec(fact.text)!.map(Number);
  return { complications: [few!, many!], deaths: [fewDie!, manyDie!], sources: [fact.source] };
}

/** Numbers that `pattern` finds in the published fact on `technique`, with its source. */
export function growthFigures(
  technique: string,
  pattern: RegExp,
): { readonly numbers: readonly number[]; readonly source: string } {
  const isMeant = (fact: GrowthFact) => fact.technique === technique && pattern.test(fact.figure);
  const fact = GROWTH_FACTS.find(isMeant);
  if (!fact) throw new RangeError(`no published fact on ${technique} says ${pattern.source}`);
  return { numbers: pattern.exec(fact.figure)!.slice(1).map(Number), source: fact.source };
}

/** What became of people after resection of colorectal metastases: alive after 5 and after 10 years, study by study. */
export function colorectalSurvival(): SurvivalRow[] {
  const sources = [...new Set(CURE_OUTCOMES.map(({ source }) => source))];
  return sources.flatMap((source) => {
    const outcomes = CURE_OUTCOMES.filter((outcome) => outcome.source === source);
    const fiveYears = outcomes.find(({ outcome }) => outcome.startsWith("5-year overall survival"));
    const tenYears = outcomes.find(({ outcome }) => /^(alive after 10 years|10-year overall survival)/.test(outcome));
    return fiveYears || tenYears ? [{ source, fiveYears, tenYears }] : [];
  });
}

export interface SurvivalRow {
  readonly source: string;
  readonly fiveYears: GroupOutcome | undefined;
  readonly tenYears: GroupOutcome | undefined;
}

/** The same of primaries that are not colorectal, as one series. */
export function otherPrimarySurvival(primarySite: PrimarySite): SurvivalRow[] {
  const outcomes = assessOtherPrimary({ primarySite }).flatMap((finding) =>
    "outcomes" in finding ? (finding.outcomes ?? []) : [],
  );
  const ofAll = (outcome: string) => outcomes.find((one) => one.group === "all" && one.outcome === outcome);
  const fiveYears = ofAll("5-year overall survival");
  return fiveYears ? [{ source: fiveYears.source, fiveYears, tenYears: ofAll("10-year overall survival") }] : [];
}

/** What a trial of chemotherapy around the operation found: people whose cancer had not grown or come back after some years. */
export interface ChemotherapyTrial {
  readonly years: number;
  readonly with: GroupOutcome;
  readonly without: GroupOutcome;
}

export function chemotherapyTrial(primarySite: PrimarySite): ChemotherapyTrial | undefined {
  const outcomes = assessChemotherapy({ primarySite }).flatMap((finding) =>
    "outcomes" in finding && finding.rule === "CHEMO-EPOC" ? (finding.outcomes ?? []) : [],
  );
  const [first, second] = outcomes.filter(({ outcome }) => PROGRESSION.test(outcome));
  return first && second ? { years: Number(PROGRESSION.exec(first.outcome)![1]), with: first, without: second } : undefined;
}

const PROGRESSION = /^(\d+)-year progression-free survival$/;

/** How many of 100 have a return of the cancer within a year, as cohorts told it. */
export function recurrenceWithinYear(): { readonly least: number; readonly most: number; readonly source: string } {
  const found = /(\d+) to (\d+) % recur within a year/.exec(FOLLOW_UP.source.locator ?? "");
  if (!found) throw new RangeError("the template of follow-up tells no recurrence within a year, expected that it does");
  return { least: Number(found[1]), most: Number(found[2]), source: citationText(FOLLOW_UP.source) };
}

/** The template of follow-up by examination: "every 3 months in years 1 to 3, every 6 months in years 4 to 5". */
export function followUpWords(what: FollowUpRule["what"]): string {
  return FOLLOW_UP_TEMPLATE.filter((rule) => rule.what === what)
    .map(ruleWords)
    .join(", then ");
}

function ruleWords({ fromMonth, toMonth, everyMonths }: FollowUpRule): string {
  if (everyMonths > 12) {
    const count = Math.floor((toMonth - fromMonth) / everyMonths) + 1;
    const years = Array.from({ length: count }, (_, n) => (fromMonth + n * everyMonths) / 12);
    return `after ${years.join(" and ")} years`;
  }
  const [first, last] = [Math.ceil(fromMonth / 12), Math.ceil(toMonth / 12)];
  const rhythm = everyMonths === 12 ? "once a year" : `every ${everyMonths} months`;
  return `${rhythm} in ${first === last ? `year ${first}` : `years ${first} to ${last}`}`;
}
