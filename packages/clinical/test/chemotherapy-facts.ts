import { assessChemotherapy, type ChemotherapyFacts, type ChemotherapyLine } from "../src/index.ts";

export const FOLFOX: ChemotherapyLine = {
  regimen: "FOLFOX",
  cycles: 6,
  weeks: 12,
  lastOn: "2025-03-01",
  bevacizumab: false,
  response: "partial",
};
export const FACTS: ChemotherapyFacts = {
  primarySite: "colon",
  chemotherapy: [FOLFOX],
  operationOn: "2025-05-01",
  simultaneousBowel: false,
  platelets1e9PerL: 210,
  astUPerL: 31,
  astUpperLimitUPerL: 40,
  lesionCount: 3,
  disappearedLesions: 0,
};

export function of(rule: string, changes: ChemotherapyFacts = {}) {
  const finding = assessChemotherapy({ ...FACTS, ...changes }).find((each) => each.rule === rule);
  if (finding === undefined) throw new Error(`${rule} is not among the findings`);
  return finding;
}
export const line = (changes: Partial<ChemotherapyLine>): ChemotherapyFacts => ({ chemotherapy: [{ ...FOLFOX, ...changes }] });
