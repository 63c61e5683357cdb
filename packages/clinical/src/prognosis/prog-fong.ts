import type { Finding, GroupOutcome, Rule } from "../finding.ts";
import {
  ceaOver,
  type Item,
  intervalUnder,
  largerThan,
  lesionsAtLeast,
  type MetastaticDisease,
  nodePositive,
} from "./metastatic-disease.ts";
import { band, scored } from "./risk-score.ts";

export const PROG_FONG: Rule = {
  id: "PROG-FONG-1999",
  source: { authors: "Fong Y et al.", year: 1999, where: "Ann Surg 230:309", doi: "10.1097/00000658-199909000-00004" },
  verification: "V1",
  population: "1 001 resections of colorectal metastases, 1985 to 1998",
};

const BANDS = [
  [2, "low (0 to 2)"],
  [5, "high (3 to 5)"],
] as const;

const CAUTIONS = [
  "no survival by score is shown: published tables disagree, and the paper says that no patient with 5 points survived long",
  "c-index for survival 0.577 (0.554 to 0.601) in 1 105 others (PMC9139295)",
  "a positive margin and disease outside the liver mattered, too, but are not in the score",
] as const;

/** Clinical risk score, 0 to 5 points. */
export function fong(disease: MetastaticDisease): Finding {
  const group = (sum: number) => band(sum, BANDS);
  return scored({ rule: PROG_FONG, items: fongItems(disease), group, outcomes: () => ALL_RESECTED, cautions: CAUTIONS }, disease);
}

/** The five items, in the order of the paper. */
export function fongItems(disease: MetastaticDisease): readonly Item[] {
  return [
    nodePositive(disease),
    intervalUnder(12, disease),
    lesionsAtLeast(2, disease),
    largerThan(50, disease),
    ceaOver(200, disease),
  ];
}

const RESECTED = {
  group: "all resected",
  basis: "observed",
  unit: "fraction",
  patients: 1001,
  era: "1985 to 1998",
  source: "Fong Y et al., Ann Surg 230:309 (1999)",
  verification: "V1",
} as const;

const ALL_RESECTED: readonly GroupOutcome[] = [
  { ...RESECTED, outcome: "5-year overall survival", value: 0.37 },
  { ...RESECTED, outcome: "10-year overall survival", value: 0.22 },
  { ...RESECTED, outcome: "death after the operation", value: 0.028 },
];
