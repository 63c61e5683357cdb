import { type Citation, citationText } from "./citation.ts";

/**
 * How far the numbers of a rule are confirmed: read in the primary paper (V1), in a secondary text (V2), nowhere (V3), or
 * derived by arithmetic from numbers that were read (D).
 */
export type Verification = "V1" | "V2" | "V3" | "D";

/** How much a finding asks for attention. */
export type Severity = "info" | "caution" | "warning";

/** Fractions are 0..1; per cent exists only in text. Points of sFLR are differences of per cent, as growth is published in. */
export type Unit =
  | "m2"
  | "mL"
  | "g"
  | "fraction"
  | "segments"
  | "sFLR points"
  | "sFLR points/week"
  | "mm"
  | "days"
  | "lesions"
  /** a sum of whole points */
  | "points"
  /** an index without a dimension */
  | "score"
  /** 0 for none, then A, B, C or I, II, III as 1, 2, 3; the group says which */
  | "grade"
  | "odds ratio"
  | "µmol/L"
  | "µg/kg/h"
  | "%/min/m2";

/** What became of one published group of patients. Never what this patient is to expect. */
export interface GroupOutcome {
  /** who they were, such as "low (0 to 1 points)" */
  readonly group: string;
  /** such as "5-year overall survival" */
  readonly outcome: string;
  /** counted in patients, or from an equation that was fitted to them */
  readonly basis: "observed" | "modelled";
  readonly value: number;
  readonly unit: "fraction" | "months" | "hours" | "years";
  /** 95 % confidence; absent where none was read */
  readonly interval?: readonly [low: number, high: number];
  /** how many patients; absent where it was not read */
  readonly patients?: number;
  /** years of treatment; absent where they were not read */
  readonly era?: string;
  readonly source: string;
  readonly verification: Verification;
  /** whether this patient falls into the group; absent where that is not asked */
  readonly holdsPatient?: boolean;
}

/** What a rule expects at one time, one standard deviation to either side; in the finding's unit. */
export interface BandAt {
  readonly weeks: number;
  readonly low: number;
  readonly mean: number;
  readonly high: number;
}

/** One published rule, or one variant of it. */
export interface Rule {
  /** id of the evidence reference */
  readonly id: string;
  readonly source: Citation;
  readonly verification: Verification;
  /** whom it was derived in */
  readonly population?: string;
  /** a doubt on every answer: "flagged: …" for a rule with a reservation, "display only: …" for literature that decides nothing */
  readonly reservation?: string;
}

interface FindingBase {
  readonly rule: string;
  readonly severity: Severity;
  readonly source: string;
  readonly verification: Verification;
  readonly population?: string;
  readonly cautions: readonly string[];
}

/** The rule has an answer. */
export interface KnownFinding extends FindingBase {
  readonly kind: "known";
  readonly value: number;
  readonly unit: Unit;
  /** the named class that the value falls into */
  readonly group?: string;
  /** how a verdict came about, in words */
  readonly because?: string;
  /** a course over time, of which `value` is one place */
  readonly band?: readonly BandAt[];
  /** what became of published groups of patients */
  readonly outcomes?: readonly GroupOutcome[];
}

/** The rule has something to say that is no number: a verdict in words, or literature to be shown. */
export interface StatedFinding extends FindingBase {
  readonly kind: "known";
  readonly value?: undefined;
  readonly unit?: undefined;
  /** the verdict's name */
  readonly group?: string;
  readonly because: string;
  readonly outcomes?: readonly GroupOutcome[];
}

/** The rule applies but lacks inputs. */
export interface UnknownFinding extends FindingBase {
  readonly kind: "unknown";
  /** paths in patient.json, or names of plan.json's volumes */
  readonly missing: readonly string[];
}

/** The rule does not apply to this patient. */
export interface NotApplicableFinding extends FindingBase {
  readonly kind: "not-applicable";
  readonly because: string;
}

/** What one rule says about one patient. Medicine without an answer is a finding too, never NaN, null or a default. */
export type Finding = KnownFinding | UnknownFinding | NotApplicableFinding;

/** The same of a rule whose answer is words, or either. */
export type AnyFinding = Finding | StatedFinding;

/** What a known finding says beyond its rule. */
export interface Answer {
  readonly value: number;
  readonly unit: Unit;
  readonly group?: string;
  readonly because?: string;
  readonly band?: readonly BandAt[];
  readonly outcomes?: readonly GroupOutcome[];
  readonly severity?: Severity;
  readonly cautions?: readonly string[];
}

/** What a finding in words says beyond its rule. */
export interface Statement {
  readonly group?: string;
  readonly because: string;
  readonly outcomes?: readonly GroupOutcome[];
  readonly severity?: Severity;
  readonly cautions?: readonly string[];
}

const UNVERIFIED = "unverified: no text that was read confirms these numbers";

/** @throws RangeError if the value is not a finite number: a rule must not answer with NaN */
export function known(rule: Rule, { value, severity = "info", cautions = [], ...rest }: Answer): KnownFinding {
  if (!Number.isFinite(value)) throw new RangeError(`${rule.id} gives ${value}, expected a finite number`);
  return { ...base(rule, severity, [...flags(rule), ...cautions]), kind: "known", value, ...rest };
}

/** An answer in words. */
export function stated(rule: Rule, { severity = "info", cautions = [], ...rest }: Statement): StatedFinding {
  return { ...base(rule, severity, [...flags(rule), ...cautions]), kind: "known", ...rest };
}

/** The doubts that stand on every answer of `rule`. */
function flags({ verification, reservation }: Rule): string[] {
  return [...(verification === "V3" ? [UNVERIFIED] : []), ...(reservation === undefined ? [] : [reservation])];
}

/** @throws RangeError if nothing is missing */
export function unknown(rule: Rule, missing: readonly string[], severity: Severity = "info"): UnknownFinding {
  if (missing.length === 0) throw new RangeError(`${rule.id} is unknown, but nothing is named as missing`);
  return { ...base(rule, severity, []), kind: "unknown", missing };
}

export function notApplicable(rule: Rule, because: string): NotApplicableFinding {
  return { ...base(rule, "info", []), kind: "not-applicable", because };
}

function base(rule: Rule, severity: Severity, cautions: readonly string[]): FindingBase {
  return {
    rule: rule.id,
    severity,
    source: citationText(rule.source),
    verification: rule.verification,
    ...(rule.population === undefined ? {} : { population: rule.population }),
    cautions,
  };
}
