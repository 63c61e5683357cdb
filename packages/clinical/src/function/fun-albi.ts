import { type Finding, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { childhood } from "../volume/surface-formula.ts";
import { type LiverFunction, lackingFunction } from "./liver-function.ts";

export const FUN_ALBI: Rule = {
  id: "FUN-ALBI-2015",
  source: { authors: "Johnson PJ et al.", year: 2015, where: "J Clin Oncol 33:550", readIn: "four calculators that agree" },
  verification: "V2",
  population: "hepatocellular carcinoma",
};

/** Highest score of grades 1 and 2. */
const HIGHEST_OF_GRADE = [-2.6, -1.39] as const;

/** Albumin and bilirubin: `0.66 · log10(bilirubin µmol/L) − 0.085 · albumin g/L`; higher is worse. */
export function albi(facts: LiverFunction): Finding {
  const tooYoung = childhood(facts);
  if (tooYoung !== undefined) return notApplicable(FUN_ALBI, tooYoung);
  const missing = lackingFunction(facts, ["bilirubinUmolPerL", "albuminGPerL"]);
  if (missing.length > 0) return unknown(FUN_ALBI, missing);
  const value = albiScore(facts.bilirubinUmolPerL!, facts.albuminGPerL!);
  const grade = value <= HIGHEST_OF_GRADE[0] ? 1 : value <= HIGHEST_OF_GRADE[1] ? 2 : 3;
  return known(FUN_ALBI, {
    value,
    unit: "score",
    group: `grade ${grade}`,
    severity: grade === 1 ? "info" : "caution",
    cautions: ["derived in hepatocellular carcinoma"],
  });
}

/** The same as a plain number. */
export function albiScore(bilirubinUmolPerL: number, albuminGPerL: number): number {
  return 0.66 * Math.log10(bilirubinUmolPerL) - 0.085 * albuminGPerL;
}
