import { monthsLater } from "../calendar-day.ts";
import { type AnyFinding, type Rule, stated } from "../finding.ts";

export const FOLLOW_UP: Rule = {
  id: "FOLLOW-UP",
  source: {
    authors: "template",
    where: "for a hospital to edit",
    locator:
      "CEA every 3 months, CT every 3 to 6 months in years 1 to 3, thinner to year 5; denser at first as after-care of metastases is, and since 27 to 69 % recur within a year",
    readIn: "CG131 and a surgical reference page",
  },
  verification: "V2",
  population: "after resection of colorectal metastases",
  reservation: "flagged: local policy; no trial has assessed follow-up after resection of metastases",
};

export type FollowUpExamination = "visit" | "CEA" | "CT of chest, abdomen and pelvis" | "colonoscopy";

/** One examination, repeated from one month after the operation to another, both included. */
export interface FollowUpRule {
  readonly what: FollowUpExamination;
  readonly fromMonth: number;
  readonly toMonth: number;
  readonly everyMonths: number;
  readonly because: string;
}

/** The default; a hospital puts its own in its place. */
export const FOLLOW_UP_TEMPLATE: readonly FollowUpRule[] = [
  { what: "CEA", fromMonth: 3, toMonth: 36, everyMonths: 3, because: "local policy: every 3 months in years 1 to 3" },
  { what: "CEA", fromMonth: 42, toMonth: 60, everyMonths: 6, because: "local policy: every 6 months in years 4 and 5" },
  {
    what: "CT of chest, abdomen and pelvis",
    fromMonth: 3,
    toMonth: 12,
    everyMonths: 3,
    because: "local policy: every 3 months in year 1, in which most recur",
  },
  {
    what: "CT of chest, abdomen and pelvis",
    fromMonth: 18,
    toMonth: 36,
    everyMonths: 6,
    because: "local policy: every 6 months in years 2 and 3",
  },
  {
    what: "CT of chest, abdomen and pelvis",
    fromMonth: 48,
    toMonth: 60,
    everyMonths: 12,
    because: "local policy: every 12 months in years 4 and 5",
  },
  {
    what: "colonoscopy",
    fromMonth: 12,
    toMonth: 48,
    everyMonths: 36,
    because: "local policy: after 1 and 4 years, as in a trust of the United Kingdom",
  },
];

/** First visit after the operation, in weeks. */
export const FIRST_VISIT_WEEKS: readonly [earliest: number, latest: number] = [4, 6];

/** What is due in one month after the operation. */
export interface FollowUpDate {
  readonly month: number;
  readonly on: string;
  readonly what: readonly FollowUpExamination[];
}

/**
 * The dates of a template after an operation, in order.
 *
 * @throws RangeError if `operationOn` is no calendar day, or a rule repeats after less than a month
 */
export function followUpDates(operationOn: string, template: readonly FollowUpRule[] = FOLLOW_UP_TEMPLATE): FollowUpDate[] {
  const due = template.flatMap((rule) => monthsOf(rule).map((month) => ({ month, what: rule.what })));
  const months = [...new Set(due.map(({ month }) => month))].sort((a, b) => a - b);
  return months.map((month) => ({
    month,
    on: monthsLater(operationOn, month),
    what: due.filter((one) => one.month === month).map(({ what }) => what),
  }));
}

function monthsOf({ fromMonth, toMonth, everyMonths }: FollowUpRule): number[] {
  if (!(everyMonths >= 1)) throw new RangeError(`everyMonths is ${everyMonths}, expected at least 1`);
  const count = Math.max(0, Math.floor((toMonth - fromMonth) / everyMonths) + 1);
  return Array.from({ length: count }, (_, n) => fromMonth + n * everyMonths);
}

/** The template in words, with what is published beside it. */
export function followUpTemplate(template: readonly FollowUpRule[] = FOLLOW_UP_TEMPLATE): AnyFinding {
  return stated(FOLLOW_UP, {
    group: "local policy",
    because: `first visit after ${FIRST_VISIT_WEEKS.join(" to ")} weeks; ${template.map(line).join("; ")}`,
    cautions: [
      "NG151 asks for CEA and CT of chest, abdomen and pelvis in the first 3 years of cancer that had not spread, and gives no frequency",
      "CG131: at least 2 CTs in the first 3 years and CEA at least every 6 months for 3 years",
      "about 20 % become candidates for another resection: what is found early may be treated",
    ],
  });
}

function line({ what, fromMonth, toMonth, everyMonths }: FollowUpRule): string {
  return `${what} every ${everyMonths} months from month ${fromMonth} to ${toMonth}`;
}
