import { type Answer, type Finding, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { childhood } from "../volume/surface-formula.ts";
import { BILIRUBIN_UMOL_PER_L_OF_MG_PER_DL, CREATININE_UMOL_PER_L_OF_MG_PER_DL } from "./laboratory-units.ts";
import { type LiverFunction, lackingFunction } from "./liver-function.ts";

export const FUN_MELD: Rule = {
  id: "FUN-MELD",
  source: { authors: "OPTN", where: "policy 9.1.D", readIn: "SAS macro by Lopez R that quotes it" },
  verification: "V2",
  population: "candidates for liver transplantation",
};

/** Doubts on every member of the family. */
export const MELD_CAUTIONS = [
  "context of risk only: c-index 0.735 for death within 90 days in 529 hepatectomies (PMC6990529)",
  "invalid under anticoagulation, which raises the INR",
] as const;

const HIGHEST_CREATININE_MG_PER_DL = 4;

/** Model for end-stage liver disease, whole points, at least 6: `10 · (0.957 ln Cr + 0.378 ln bilirubin + 1.120 ln INR + 0.643)`, mg/dL. */
export function meld(facts: LiverFunction): Finding {
  const tooYoung = childhood(facts);
  if (tooYoung !== undefined) return notApplicable(FUN_MELD, tooYoung);
  const missing = lackingMeld(facts);
  if (missing.length > 0) return unknown(FUN_MELD, missing);
  return known(FUN_MELD, roundedPoints(meldBeforeRounding(facts)));
}

/** An answer in whole points that says what was rounded. */
export function roundedPoints(score: number): Answer {
  return { value: Math.round(score), unit: "points", because: `${score.toFixed(3)} before rounding`, cautions: MELD_CAUTIONS };
}

/** What MELD needs and `facts` lack, as paths in patient.json. On dialysis creatinine is not asked. */
export function lackingMeld(facts: LiverFunction): string[] {
  const names = ["bilirubinUmolPerL", "inr", "creatinineUmolPerL"] as const;
  return lackingFunction(facts, facts.onDialysis ? ["bilirubinUmolPerL", "inr"] : names);
}

/** The same as a plain number, for facts that lack nothing. */
export function meldBeforeRounding(facts: LiverFunction): number {
  const { bilirubin, inr, creatinine } = boundedMeldInputs(facts, HIGHEST_CREATININE_MG_PER_DL);
  return 10 * (0.957 * Math.log(creatinine) + 0.378 * Math.log(bilirubin) + 1.12 * Math.log(inr) + 0.643);
}

/** Bilirubin and creatinine in mg/dL and INR, each at least 1; creatinine at most `highestCreatinineMgPerDl`, which dialysis counts as. */
export function boundedMeldInputs(facts: LiverFunction, highestCreatinineMgPerDl: number) {
  const creatinine = facts.onDialysis ? highestCreatinineMgPerDl : facts.creatinineUmolPerL! / CREATININE_UMOL_PER_L_OF_MG_PER_DL;
  return {
    bilirubin: Math.max(1, facts.bilirubinUmolPerL! / BILIRUBIN_UMOL_PER_L_OF_MG_PER_DL),
    inr: Math.max(1, facts.inr!),
    creatinine: Math.min(highestCreatinineMgPerDl, Math.max(1, creatinine)),
  };
}
