import { daysBetween, daysLater } from "../calendar-day.ts";
import { type AnyFinding, known, notApplicable, type Rule, type Severity, stated, unknown } from "../finding.ts";
import type { ChemotherapyFacts } from "./chemotherapy-facts.ts";
import type { ChemotherapyLine } from "./chemotherapy-line.ts";

export const CHEMO_INTERVAL: Rule = {
  id: "CHEMO-INTERVAL",
  source: {
    authors: "surgical reference page; contrary: van der Pool et al.",
    year: 2012,
    where: "J Surg Oncol 106:892",
    locator:
      "about twice the complications up to 4 weeks after chemotherapy against 5 to 8; contrary: none more under 5 weeks in 104 patients",
  },
  verification: "V2",
  population: "patients with resected colorectal metastases",
  reservation: "flagged: a soft rule of scheduling; what was read disagrees",
};

export const CHEMO_INTERVAL_BEVACIZUMAB: Rule = {
  id: "CHEMO-INTERVAL-BEVACIZUMAB",
  source: {
    authors: "label of bevacizumab; guideline digest",
    where: "United States prescribing information",
    locator:
      "at least 28 days before elective surgery (label); about 5 weeks (surgical reference page); 6 weeks, about two half-lives (digest)",
  },
  verification: "V2",
  population: "patients given bevacizumab before elective surgery",
  reservation: "flagged: three different intervals were read; 28 days is kept as the floor and 6 weeks as the default",
};

/** From the last dose on; below is a soft warning. */
export const CYTOTOXIC_DAYS = 28;
/** Below is worth a note. */
const CYTOTOXIC_NOTE_DAYS = 35;
/** From the last bevacizumab on: what its label asks for at least. */
export const BEVACIZUMAB_FLOOR_DAYS = 28;
const BEVACIZUMAB_OTHER_DAYS = 35;
/** What is kept to unless somebody decides otherwise. */
export const BEVACIZUMAB_DEFAULT_DAYS = 42;

/** Days from which an operation keeps each interval. */
export interface EarliestDays {
  readonly cytotoxicOn: string;
  /** the floor of the label, what a reference page says, and the default */
  readonly bevacizumabFloorOn: string;
  readonly bevacizumabOtherOn: string;
  readonly bevacizumabOn: string;
}

/**
 * First days of an operation after a last dose on `lastOn`.
 *
 * @throws RangeError if it is no calendar day
 */
export function earliestAfter(lastOn: string): EarliestDays {
  return {
    cytotoxicOn: daysLater(lastOn, CYTOTOXIC_DAYS),
    bevacizumabFloorOn: daysLater(lastOn, BEVACIZUMAB_FLOOR_DAYS),
    bevacizumabOtherOn: daysLater(lastOn, BEVACIZUMAB_OTHER_DAYS),
    bevacizumabOn: daysLater(lastOn, BEVACIZUMAB_DEFAULT_DAYS),
  };
}

/**
 * Days from the last chemotherapy to the operation; without a day of operation, the first that keeps the interval.
 *
 * @throws RangeError if a day is no calendar day
 */
export function intervalAfterChemotherapy({ chemotherapy, operationOn }: ChemotherapyFacts): AnyFinding {
  if (chemotherapy?.length === 0) return notApplicable(CHEMO_INTERVAL, "no chemotherapy was given");
  const days = (chemotherapy ?? []).flatMap(({ lastOn }) => lastOn ?? []);
  const missing = chemotherapy === undefined ? ["chemotherapy"] : lackingDays(chemotherapy);
  if (missing.length > 0) return unknown(CHEMO_INTERVAL, missing);
  const lastOn = latest(days);
  const { cytotoxicOn } = earliestAfter(lastOn);
  if (operationOn === undefined)
    return stated(CHEMO_INTERVAL, { because: `last dose ${lastOn}: from ${cytotoxicOn} on it is 4 weeks` });
  const interval = daysBetween(lastOn, operationOn);
  const [group, severity] = cytotoxicBand(interval);
  return known(CHEMO_INTERVAL, {
    value: interval,
    unit: "days",
    group,
    severity,
    because: `${interval} days from the last dose on ${lastOn} to ${operationOn}; from ${cytotoxicOn} on it is 4 weeks`,
  });
}

function cytotoxicBand(days: number): readonly [group: string, severity: Severity] {
  if (days < CYTOTOXIC_DAYS) return ["under 4 weeks", "caution"];
  return [days < CYTOTOXIC_NOTE_DAYS ? "4 to 5 weeks" : "5 weeks or more", "info"];
}

/**
 * The same after bevacizumab, and a hard warning where the bowel is operated on together with the liver.
 *
 * @throws RangeError if a day is no calendar day
 */
export function intervalAfterBevacizumab(facts: ChemotherapyFacts): AnyFinding {
  const { chemotherapy, operationOn, simultaneousBowel } = facts;
  const given = (chemotherapy ?? []).filter(({ bevacizumab }) => bevacizumab === true);
  const missing = chemotherapy === undefined ? ["chemotherapy"] : lackingBevacizumab(chemotherapy);
  if (given.length === 0 && missing.length === 0) return notApplicable(CHEMO_INTERVAL_BEVACIZUMAB, "no bevacizumab was given");
  if (given.length > 0 && simultaneousBowel === true)
    return stated(CHEMO_INTERVAL_BEVACIZUMAB, {
      group: "not with the bowel",
      severity: "warning",
      because:
        "bevacizumab before an operation on bowel and liver together is to be avoided: enteric leaks in 10 against 0 % (191 patients, J Gastrointest Surg 2013)",
      cautions: [
        missing.length > 0
          ? `not known: ${missing.join(", ")}`
          : `earliest by the interval alone: ${earliestAfter(lastBevacizumab(given)).bevacizumabOn}`,
      ],
    });
  if (missing.length > 0) return unknown(CHEMO_INTERVAL_BEVACIZUMAB, missing);
  const lastOn = lastBevacizumab(given);
  const { bevacizumabFloorOn, bevacizumabOtherOn, bevacizumabOn } = earliestAfter(lastOn);
  const dates = `28 days (label) end on ${bevacizumabFloorOn}, 5 weeks on ${bevacizumabOtherOn}, 6 weeks, the default, on ${bevacizumabOn}`;
  if (operationOn === undefined) return stated(CHEMO_INTERVAL_BEVACIZUMAB, { because: `last bevacizumab ${lastOn}: ${dates}` });
  const interval = daysBetween(lastOn, operationOn);
  const [group, severity] = bevacizumabBand(interval);
  return known(CHEMO_INTERVAL_BEVACIZUMAB, {
    value: interval,
    unit: "days",
    group,
    severity,
    because: `${interval} days from the last bevacizumab on ${lastOn} to ${operationOn}; ${dates}`,
    cautions: [
      "it did not raise complications of hepatectomy by itself, and lessened moderate sinusoidal dilatation (8 against 28 %)",
      ...(simultaneousBowel === undefined
        ? ["whether the bowel is operated on together is not known: then it is to be avoided"]
        : []),
    ],
  });
}

function bevacizumabBand(days: number): readonly [group: string, severity: Severity] {
  if (days < BEVACIZUMAB_FLOOR_DAYS) return ["under 28 days", "warning"];
  return days < BEVACIZUMAB_DEFAULT_DAYS ? ["28 days to 6 weeks", "caution"] : ["6 weeks or more", "info"];
}

/** Lines are in order: an earlier one without a day ended before the last. */
function lackingDays(lines: readonly ChemotherapyLine[]): string[] {
  return lines.at(-1)?.lastOn === undefined ? [`chemotherapy[${lines.length - 1}].lastOn`] : [];
}

function lackingBevacizumab(lines: readonly ChemotherapyLine[]): string[] {
  return lines.flatMap(({ bevacizumab, bevacizumabLastOn, lastOn }, n) => {
    if (bevacizumab === undefined) return [`chemotherapy[${n}].bevacizumab`];
    return bevacizumab && (bevacizumabLastOn ?? lastOn) === undefined ? [`chemotherapy[${n}].lastOn`] : [];
  });
}

/** Days written year first sort as text. */
function latest(days: readonly string[]): string {
  return days.reduce((last, day) => (day > last ? day : last));
}

function lastBevacizumab(given: readonly ChemotherapyLine[]): string {
  return latest(given.flatMap(({ bevacizumabLastOn, lastOn }) => bevacizumabLastOn ?? lastOn ?? []));
}
