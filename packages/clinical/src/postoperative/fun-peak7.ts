import { type Finding, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { BILIRUBIN_UMOL_PER_L_OF_MG_PER_DL } from "../function/laboratory-units.ts";
import { daysFrom, notOperatedYet, type PostoperativeCourse } from "./postoperative-course.ts";

export const FUN_PEAK7: Rule = {
  id: "FUN-PEAK7",
  source: { authors: "Mullen JT et al.", year: 2007, where: "peak bilirubin over 7 mg/dL", readIn: "PMC9681670, table 1" },
  verification: "V2",
  population: "1 059 major hepatectomies without cirrhosis",
};

const PEAK_MG_PER_DL = 7;

const SENSITIVITY =
  "for death of liver failure: sensitivity 93 % and specificity 94 % where it was derived, but 25 % and 99.3 % in 2 056 others (Hyder 2013): specific, not sensitive";

/** The highest bilirubin after the operation, µmol/L, and whether it is over 7 mg/dL (120 µmol/L). */
export function peakBilirubin(course: PostoperativeCourse): Finding {
  const before = notOperatedYet(course);
  if (before !== undefined) return notApplicable(FUN_PEAK7, before);
  const results = daysFrom(0, course).flatMap(({ bilirubinUmolPerL }) => bilirubinUmolPerL ?? []);
  if (results.length === 0) return unknown(FUN_PEAK7, ["postoperative[].bilirubinUmolPerL"]);
  const value = Math.max(...results);
  const isOver = value > PEAK_MG_PER_DL * BILIRUBIN_UMOL_PER_L_OF_MG_PER_DL;
  return known(FUN_PEAK7, {
    value,
    unit: "µmol/L",
    group: isOver ? "over 7 mg/dL" : "not over 7 mg/dL",
    severity: isOver ? "warning" : "info",
    because: `the highest of ${results.length} ${results.length === 1 ? "result" : "results"}`,
    cautions: [SENSITIVITY],
  });
}
