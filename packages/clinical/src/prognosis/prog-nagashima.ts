import { type Finding, notApplicable, type Rule } from "../finding.ts";
import {
  intervalUnder,
  largerThan,
  lesionsAtLeast,
  type MetastaticDisease,
  nodePositive,
  notColorectal,
  pT4,
  resectableExtrahepaticDisease,
} from "./metastatic-disease.ts";
import { band, scored } from "./risk-score.ts";

export const PROG_NAGASHIMA: Rule = {
  id: "PROG-NAGASHIMA-2006",
  source: { authors: "Nagashima I et al.", year: 2006, where: "World J Gastroenterol 12:6305", readIn: "published code" },
  verification: "V2",
  population: "81 resections of colorectal metastases; weighted form",
};

export const PROG_NAGASHIMA_POINTS: Rule = {
  ...PROG_NAGASHIMA,
  id: "PROG-NAGASHIMA-2006-POINTS",
  source: { authors: "Nagashima I et al.", where: "score in whole points", readIn: "a digest of guidelines" },
  population: "resections of colorectal metastases; form in whole points, without the interval",
};

const TWO_VERSIONS = "two scores were published under this name, one weighted and one in whole points: they are not the same";

/** The weighted form: grade A to 3, B to 5, then C. */
export function nagashima(disease: MetastaticDisease): Finding {
  const refused = refusal(disease);
  if (refused !== undefined) return notApplicable(PROG_NAGASHIMA, refused);
  const items = [
    { ...nodePositive(disease), points: 0.60034 },
    { ...pT4(disease), points: 0.54877 },
    { ...largerThan(50, disease), points: 1.35657 },
    { ...resectableExtrahepaticDisease(disease), points: 1.1943 },
    { ...intervalUnder(12, disease), points: 0.67838 },
    { ...lesionsAtLeast(2, disease), points: 0.85412 },
  ];
  const group = (sum: number) => (sum <= 3 ? "A" : sum <= 5 ? "B" : "C");
  return scored({ rule: PROG_NAGASHIMA, items, unit: "score", group, cautions: [TWO_VERSIONS, "superseded"] }, disease);
}

/** The form in whole points, 0 to 5. */
export function nagashimaPoints(disease: MetastaticDisease): Finding {
  const refused = refusal(disease);
  if (refused !== undefined) return notApplicable(PROG_NAGASHIMA_POINTS, refused);
  const items = [
    pT4(disease),
    nodePositive(disease),
    lesionsAtLeast(2, disease),
    largerThan(50, disease),
    resectableExtrahepaticDisease(disease),
  ];
  const group = (sum: number) =>
    band(sum, [
      [1, "0 to 1"],
      [3, "2 to 3"],
      [5, "4 or more"],
    ]);
  return scored({ rule: PROG_NAGASHIMA_POINTS, items, group, cautions: [TWO_VERSIONS, "superseded"] }, disease);
}

/** Both count disease outside the liver only where it can be resected. */
function refusal(disease: MetastaticDisease): string | undefined {
  const isBeyond = disease.extrahepatic?.some(({ resectable }) => resectable === false);
  return notColorectal(disease) ?? (isBeyond ? "derived where disease outside the liver, if any, could be resected" : undefined);
}
