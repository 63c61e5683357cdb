import { type Finding, type GroupOutcome, known, notApplicable, type Rule, unknown } from "../finding.ts";
import {
  daysFrom,
  gravestManagement,
  lackingOfDay,
  notOperatedYet,
  type PlacedDay,
  type PostoperativeCourse,
} from "./postoperative-course.ts";

export const FUN_ISGLS_BILE_LEAK: Rule = {
  id: "FUN-ISGLS-BILE-LEAK",
  source: {
    authors: "Koch M et al.",
    year: 2011,
    where: "Surgery 149:680",
    locator: "abstract; that a grade A of over a week is B: secondary",
  },
  verification: "V1",
};

const FIRST_DAY = 3;
/** Drain over serum. */
const LEAST_RATIO = 3;
/** A leak that needs nothing but lasts longer is B. */
const LONGEST_A_DAYS = 7;

/**
 * Bile leak: bilirubin in the drain at least three times that in serum on or after day 3, or treatment of a bile collection. A needs
 * nothing and ends within a week, B needs treatment short of another laparotomy, C another laparotomy.
 */
export function bileLeakGrade(course: PostoperativeCourse): Finding {
  const before = notOperatedYet(course);
  if (before !== undefined) return notApplicable(FUN_ISGLS_BILE_LEAK, before);
  const days = daysFrom(0, course);
  const leaking = days.filter((day) => leaksOn(day) === "leak");
  if (leaking.length > 0) return graded(days, leaking);
  if (days.some((day) => leaksOn(day) === "tight"))
    return known(FUN_ISGLS_BILE_LEAK, {
      value: 0,
      unit: "grade",
      group: "none",
      because: `bilirubin in the drain under ${LEAST_RATIO} times that in serum`,
      outcomes: frequencies("none"),
    });
  const late = days.filter(({ day }) => day >= FIRST_DAY);
  const missing = late.flatMap((day) => lackingOfDay(day, ["drainBilirubinUmolPerL", "bilirubinUmolPerL"]));
  return unknown(FUN_ISGLS_BILE_LEAK, missing.length > 0 ? missing : [`postoperative (day ${FIRST_DAY} or later)`]);
}

function leaksOn(day: PlacedDay): "leak" | "tight" | "unknown" {
  if (day.bileCollectionTreated) return "leak";
  const { drainBilirubinUmolPerL, bilirubinUmolPerL } = day;
  if (day.day < FIRST_DAY || drainBilirubinUmolPerL === undefined || bilirubinUmolPerL === undefined) return "unknown";
  return drainBilirubinUmolPerL >= LEAST_RATIO * bilirubinUmolPerL ? "leak" : "tight";
}

function graded(days: readonly PlacedDay[], leaking: readonly PlacedDay[]): Finding {
  const first = leaking[0]!;
  const since = days.slice(days.indexOf(first));
  const isTreated = since.some(({ bileCollectionTreated }) => bileCollectionTreated);
  const told = gravestManagement(since) ?? (isTreated ? "none" : undefined);
  if (told === undefined) return unknown(FUN_ISGLS_BILE_LEAK, lackingOfDay(first, ["management"]), "warning");
  const management = isTreated && told === "none" ? "conservative" : told;
  const { grade, because, cautions = [] } = gradeOf(management, since, leaking.at(-1)!.day - first.day);
  return known(FUN_ISGLS_BILE_LEAK, {
    value: { A: 1, B: 2, C: 3 }[grade],
    unit: "grade",
    group: grade,
    severity: grade === "A" ? "caution" : "warning",
    because: `leak from day ${first.day}; ${because}`,
    cautions,
    outcomes: frequencies(grade),
  });
}

interface Grading {
  readonly grade: "A" | "B" | "C";
  readonly because: string;
  readonly cautions?: readonly string[];
}

function gradeOf(management: "none" | "conservative" | "invasive", since: readonly PlacedDay[], lastedDays: number): Grading {
  if (management === "none" && lastedDays > LONGEST_A_DAYS) return { grade: "B", because: `it lasted ${lastedDays} days` };
  if (management === "none") return { grade: "A", because: "no change in management" };
  const because = "treated without another laparotomy";
  if (management === "conservative") return { grade: "B", because };
  const invasive = since.filter((day) => day.management === "invasive");
  if (invasive.some(({ relaparotomy }) => relaparotomy)) return { grade: "C", because: "another laparotomy" };
  const untold = invasive.flatMap((day) => lackingOfDay(day, ["relaparotomy"]));
  if (untold.length === 0) return { grade: "B", because };
  const caution = `at least B: C if it was another laparotomy (${untold.join(", ")} not told)`;
  return { grade: "B", because: "treated invasively", cautions: [caution] };
}

/** Koch's grades among 949 hepatectomies. */
function frequencies(patients: string): GroupOutcome[] {
  const rows = [
    ["A", 0.033],
    ["B", 0.034],
    ["C", 0.006],
  ] as const;
  return rows.map(([group, value]) => ({
    group: `grade ${group}`,
    outcome: "frequency after hepatectomy",
    basis: "observed",
    value,
    unit: "fraction",
    patients: 949,
    source: "PubMed 25059275",
    verification: "V1",
    holdsPatient: group === patients,
  }));
}
