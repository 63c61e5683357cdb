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
  const judged = days.map(leaksOn);
  const onset = judged.indexOf("leak");
  if (onset >= 0)
    return graded(
      days,
      judged.flatMap((verdict, n) => (verdict === "leak" ? n : [])),
    );
  if (judged.includes("tight")) return known(FUN_ISGLS_BILE_LEAK, { ...GRADES[0], unit: "grade", outcomes: frequencies("none") });
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

const GRADES = [
  { value: 0, group: "none", because: `bilirubin in the drain under ${LEAST_RATIO} times that in serum` },
  { value: 1, group: "A", because: "no change in management" },
  { value: 2, group: "B", because: "treated without another laparotomy" },
  { value: 3, group: "C", because: "another laparotomy" },
] as const;

function graded(days: readonly PlacedDay[], leaking: readonly number[]): Finding {
  const first = days[leaking[0]!]!;
  const lastedDays = days[leaking.at(-1)!]!.day - first.day;
  const since = days.slice(leaking[0]);
  const management = since.some(({ bileCollectionTreated }) => bileCollectionTreated)
    ? (gravestManagement(since.filter(({ management }) => management !== "none")) ?? "conservative")
    : gravestManagement(since);
  if (management === undefined) return unknown(FUN_ISGLS_BILE_LEAK, lackingOfDay(first, ["management"]), "warning");
  const answer = (grade: 1 | 2 | 3, because: string, cautions: readonly string[] = []) =>
    known(FUN_ISGLS_BILE_LEAK, {
      value: grade,
      unit: "grade",
      group: GRADES[grade].group,
      severity: grade === 1 ? "caution" : "warning",
      because: `leak from day ${first.day}; ${because}`,
      cautions,
      outcomes: frequencies(GRADES[grade].group),
    });
  if (management === "none")
    return lastedDays > LONGEST_A_DAYS ? answer(2, `it lasted ${lastedDays} days`) : answer(1, GRADES[1].because);
  if (management === "conservative") return answer(2, GRADES[2].because);
  const invasive = since.filter((day) => day.management === "invasive");
  if (invasive.some(({ relaparotomy }) => relaparotomy)) return answer(3, GRADES[3].because);
  const untold = invasive.flatMap((day) => lackingOfDay(day, ["relaparotomy"]));
  return answer(
    2,
    GRADES[2].because,
    untold.length > 0 ? [`at least B: C if it was another laparotomy (${untold.join(", ")} not told)`] : [],
  );
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
