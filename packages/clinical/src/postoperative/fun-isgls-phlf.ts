import { type Finding, known, notApplicable, type Rule, unknown } from "../finding.ts";
import {
  daysFrom,
  gravestManagement,
  lackingOfDay,
  notOperatedYet,
  type PlacedDay,
  type PostoperativeCourse,
} from "./postoperative-course.ts";

export const FUN_ISGLS_PHLF: Rule = {
  id: "FUN-ISGLS-PHLF",
  source: {
    authors: "Rahbari NN et al.",
    year: 2011,
    where: "Surgery 149:713",
    locator: "definition of liver failure after hepatectomy; grades as quoted elsewhere (PMC4332425, table 3)",
  },
  verification: "V1",
};

const FIRST_DAY = 5;

const GRADES = {
  none: { value: 1, group: "A", because: "no change in management" },
  conservative: { value: 2, group: "B", because: "managed without invasive treatment" },
  invasive: { value: 3, group: "C", because: "invasive treatment" },
} as const;

/**
 * Liver failure after hepatectomy: INR and bilirubin both raised on or after day 5, or both rising then if either was raised before
 * the operation. Clotting factors that keep the INR normal count as a raised INR. The grade is the gravest management from then on.
 */
export function liverFailureGrade(course: PostoperativeCourse): Finding {
  const before = notOperatedYet(course);
  if (before !== undefined) return notApplicable(FUN_ISGLS_PHLF, before);
  const days = daysFrom(FIRST_DAY, course);
  if (days.length === 0) return unknown(FUN_ISGLS_PHLF, [`postoperative (day ${FIRST_DAY} or later)`]);
  const judged = days.map((day) => judgeDay(day, course));
  const onset = judged.indexOf("failure");
  if (onset >= 0) return graded(days.slice(onset), days[onset]!);
  const missing = judged.flatMap((verdict) => (Array.isArray(verdict) ? verdict : []));
  if (missing.length > 0) return unknown(FUN_ISGLS_PHLF, [...new Set(missing)]);
  return known(FUN_ISGLS_PHLF, {
    value: 0,
    unit: "grade",
    group: "none",
    because: `on no day from day ${FIRST_DAY} on are INR and bilirubin both raised${judged.includes("not rising") ? " and rising" : ""}`,
  });
}

/** `not rising`: both raised, but one was before, too. A list: what is missing for an answer. */
type DayVerdict = "failure" | "normal" | "not rising" | string[];

function judgeDay(day: PlacedDay, course: PostoperativeCourse): DayVerdict {
  const isInrRaised = day.clottingFactorsGiven ? true : isAbove(day.inr, day.inrUpperLimit);
  const isBilirubinRaised = isAbove(day.bilirubinUmolPerL, day.bilirubinUpperLimitUmolPerL);
  if (isInrRaised === false || isBilirubinRaised === false) return "normal";
  if (isInrRaised === undefined || isBilirubinRaised === undefined) {
    const inrFields = isInrRaised ? [] : (["inr", "inrUpperLimit"] as const);
    return lackingOfDay(day, [...inrFields, "bilirubinUmolPerL", "bilirubinUpperLimitUmolPerL"]);
  }
  if (isRising(day, course)) return "failure";
  const wasRaised = wasRaisedBefore(day, course);
  if (Array.isArray(wasRaised)) return wasRaised;
  return wasRaised ? "not rising" : "failure";
}

function isAbove(value: number | undefined, limit: number | undefined): boolean | undefined {
  return value === undefined || limit === undefined ? undefined : value > limit;
}

/** Both above the last results before that day. */
function isRising(day: PlacedDay, course: PostoperativeCourse): boolean {
  const earlier = daysFrom(0, course).filter((each) => each.day < day.day);
  const lastInr = earlier.findLast(({ inr }) => inr !== undefined)?.inr;
  const lastBilirubin = earlier.findLast(({ bilirubinUmolPerL }) => bilirubinUmolPerL !== undefined)?.bilirubinUmolPerL;
  const isInrRising = day.clottingFactorsGiven || isAbove(day.inr, lastInr) === true;
  return isInrRising && isAbove(day.bilirubinUmolPerL, lastBilirubin) === true;
}

/** Whether INR or bilirubin was raised before the operation by the limits of that day, or what is missing to say so. */
function wasRaisedBefore(day: PlacedDay, course: PostoperativeCourse): boolean | string[] {
  const { inrBefore, bilirubinBeforeUmolPerL } = course;
  const wasInrRaised = isAbove(inrBefore, day.inrUpperLimit);
  const wasBilirubinRaised = isAbove(bilirubinBeforeUmolPerL, day.bilirubinUpperLimitUmolPerL);
  if (wasInrRaised || wasBilirubinRaised) return true;
  if (wasInrRaised === false && wasBilirubinRaised === false) return false;
  return [
    ...(inrBefore === undefined ? ["laboratory.inr"] : []),
    ...(bilirubinBeforeUmolPerL === undefined ? ["laboratory.bilirubinUmolPerL"] : []),
    ...lackingOfDay(day, ["inrUpperLimit"]),
  ];
}

function graded(days: readonly PlacedDay[], onset: PlacedDay): Finding {
  const management = gravestManagement(days);
  if (management === undefined) return unknown(FUN_ISGLS_PHLF, lackingOfDay(onset, ["management"]), "warning");
  const { value, group, because } = GRADES[management];
  return known(FUN_ISGLS_PHLF, {
    value,
    unit: "grade",
    group,
    severity: "warning",
    because: `INR and bilirubin raised on day ${onset.day}; ${because}`,
  });
}
