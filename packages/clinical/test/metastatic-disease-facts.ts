import type { AnyFinding, MetastaticDisease } from "../src/index.ts";

/** No item of any score holds. */
export const BEST: MetastaticDisease = {
  ageYears: 60,
  primarySite: "colon",
  nodePositive: false,
  tStage: "T3",
  isSynchronous: false,
  diseaseFreeIntervalMonths: 24,
  lesionCount: 1,
  largestMm: 20,
  ceaUgPerL: 5,
  kras: "wild",
  nras: "wild",
  extrahepatic: [],
};

export function answer(finding: AnyFinding): number {
  if (finding.kind !== "known" || finding.value === undefined) throw new Error(`${finding.rule} is ${finding.kind}`);
  return finding.value;
}
export const at = (rule: (disease: MetastaticDisease) => AnyFinding, change: MetastaticDisease = {}) =>
  answer(rule({ ...BEST, ...change }));
export const group = (rule: (disease: MetastaticDisease) => AnyFinding, change: MetastaticDisease) => {
  const finding = rule({ ...BEST, ...change });
  return finding.kind === "known" ? finding.group : finding.kind;
};
export const outcomes = (finding: AnyFinding) => (finding.kind === "known" ? (finding.outcomes ?? []) : []);
