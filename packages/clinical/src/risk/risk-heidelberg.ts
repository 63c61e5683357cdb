import { type Finding, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { CREATININE_UMOL_PER_L_OF_MG_PER_DL } from "../function/laboratory-units.ts";
import { lackingRisk, type PerioperativeRisk, type RiskInput } from "./perioperative-risk.ts";

export const RISK_HEIDELBERG: Rule = {
  id: "RISK-HEIDELBERG-2018",
  source: { authors: "Heidelberg", year: 2018, where: "PubMed 30107885", locator: "odds ratios for death within 90 days" },
  verification: "V1",
  population: "1 796 hepatectomies of all kinds, 4.5 % of whom died within 90 days",
  reservation: "display only: factors are listed one by one; they are never added up, and odds ratios are not multiplied",
};

const CREATININE_MG_PER_DL = 2;

interface Factor {
  readonly name: string;
  readonly input: RiskInput;
  readonly oddsRatio: number;
  /** asked only where the input is known */
  readonly holds: (risk: PerioperativeRisk) => boolean;
}

const FACTORS: readonly Factor[] = [
  { name: "60 years or over", input: "ageYears", oddsRatio: 3.71, holds: ({ ageYears }) => ageYears! >= 60 },
  { name: "ASA III", input: "asa", oddsRatio: 2.94, holds: ({ asa }) => asa === 3 },
  { name: "ASA IV", input: "asa", oddsRatio: 15.66, holds: ({ asa }) => asa === 4 },
  { name: "INR 1.1 or more", input: "inr", oddsRatio: 2.43, holds: ({ inr }) => inr! >= 1.1 },
  { name: "GGT 60 U/L or more", input: "ggtUPerL", oddsRatio: 2.86, holds: ({ ggtUPerL }) => ggtUPerL! >= 60 },
  {
    name: "platelets 120 · 10⁹/L or fewer",
    input: "platelets1e9PerL",
    oddsRatio: 5.52,
    holds: ({ platelets1e9PerL }) => platelets1e9PerL! <= 120,
  },
  {
    name: "creatinine 2 mg/dL or more",
    input: "creatinineUmolPerL",
    oddsRatio: 9.85,
    holds: ({ creatinineUmolPerL }) => creatinineUmolPerL! >= CREATININE_MG_PER_DL * CREATININE_UMOL_PER_L_OF_MG_PER_DL,
  },
  {
    name: "right trisectionectomy",
    input: "isRightTrisectionectomy",
    oddsRatio: 2.88,
    holds: ({ isRightTrisectionectomy }) => isRightTrisectionectomy!,
  },
];

/** One finding per published factor: its odds ratio where the patient has it. */
export function heidelbergFactors(risk: PerioperativeRisk): Finding[] {
  return FACTORS.map(({ name, input, oddsRatio, holds }) => {
    const missing = lackingRisk(risk, [input]);
    if (missing.length > 0) return unknown(RISK_HEIDELBERG, missing);
    if (!holds(risk)) return notApplicable(RISK_HEIDELBERG, `the patient does not have it: ${name}`);
    return known(RISK_HEIDELBERG, { value: oddsRatio, unit: "odds ratio", group: name });
  });
}
