import { type Finding, type GroupOutcome, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { daysFrom, lackingOfDay, notOperatedYet, type PostoperativeCourse } from "./postoperative-course.ts";

export const FUN_50_50: Rule = {
  id: "FUN-50-50",
  source: { authors: "Balzan S et al.", year: 2005, where: "Ann Surg, the 50-50 criteria", readIn: "PMC9681670, table 1" },
  verification: "V2",
  population: "775 hepatectomies",
};

const DAY = 5;
const BILIRUBIN_UMOL_PER_L = 50;
const PROTHROMBIN_PERCENT = 50;

const DEATHS: GroupOutcome = {
  group: "both criteria on day 5",
  outcome: "death after the operation",
  basis: "observed",
  value: 0.59,
  unit: "fraction",
  source: "Balzan S et al. (2005), 775 hepatectomies in all; PMC9681670, table 1",
  verification: "V2",
};

const INSENSITIVE =
  "specific, not sensitive: of 2 056 patients one met it, and survived (Hyder 2013); not meeting it excludes nothing";

/** Bilirubin over 50 µmol/L and prothrombin time under 50 % on day 5; `value` is the bilirubin. One criterion that is not met decides. */
export function fiftyFifty(course: PostoperativeCourse): Finding {
  const before = notOperatedYet(course);
  if (before !== undefined) return notApplicable(FUN_50_50, before);
  const day = daysFrom(DAY, course).find((each) => each.day === DAY);
  if (day === undefined) return unknown(FUN_50_50, [`postoperative (day ${DAY})`]);
  const { bilirubinUmolPerL, prothrombinPercent } = day;
  if (bilirubinUmolPerL === undefined) return unknown(FUN_50_50, lackingOfDay(day, ["bilirubinUmolPerL", "prothrombinPercent"]));
  const isJaundiced = bilirubinUmolPerL > BILIRUBIN_UMOL_PER_L;
  if (isJaundiced && prothrombinPercent === undefined) return unknown(FUN_50_50, lackingOfDay(day, ["prothrombinPercent"]));
  const isMet = isJaundiced && prothrombinPercent! < PROTHROMBIN_PERCENT;
  return known(FUN_50_50, {
    value: bilirubinUmolPerL,
    unit: "µmol/L",
    group: isMet ? "met" : "not met",
    severity: isMet ? "warning" : "info",
    because: `bilirubin ${bilirubinUmolPerL} µmol/L${prothrombinPercent === undefined ? "" : `, prothrombin time ${prothrombinPercent} %`} on day ${DAY}`,
    cautions: [INSENSITIVE],
    outcomes: [{ ...DEATHS, holdsPatient: isMet }],
  });
}
