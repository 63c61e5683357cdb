import { type Finding, notApplicable, type Rule } from "../finding.ts";
import {
  type Item,
  intervalUnder,
  largerThan,
  lesionsAtLeast,
  type MetastaticDisease,
  nodePositive,
  notColorectal,
  pT4,
} from "./metastatic-disease.ts";
import { band, scored } from "./risk-score.ts";

export const PROG_NORDLINGER: Rule = {
  id: "PROG-NORDLINGER-1996",
  source: {
    authors: "Nordlinger B et al.",
    year: 1996,
    where: "Cancer 77:1254",
    readIn: "a digest of guidelines (six items) and published code",
  },
  verification: "V2",
  population: "1 568 resections of colorectal metastases; six items known before the operation",
  reservation: "flagged: items and strict limits (over 60 years, over 5 cm) read in secondary texts only",
};

export const PROG_NORDLINGER_POSTOPERATIVE: Rule = {
  ...PROG_NORDLINGER,
  id: "PROG-NORDLINGER-1996-POSTOPERATIVE",
  population: "1 568 resections of colorectal metastases; seven items with the margin",
};

const AGE_YEARS = 60;
const LEAST_MARGIN_MM = 10;

const BANDS = [
  [2, "low (0 to 2)"],
  [4, "intermediate (3 to 4)"],
] as const;

/** Score of six items before the operation. */
export function nordlinger(disease: MetastaticDisease): Finding {
  const group = (sum: number) => band(sum, [...BANDS, [6, "high (5 to 6)"]]);
  return scored({ rule: PROG_NORDLINGER, items: sixItems(disease), group }, disease);
}

/** Score of seven items after the operation, once pathology knows the margin. */
export function nordlingerPostoperative(disease: MetastaticDisease): Finding {
  const rule = PROG_NORDLINGER_POSTOPERATIVE;
  const { marginMm } = disease;
  const refused =
    notColorectal(disease) ??
    (marginMm === undefined ? "for after the operation: it counts the margin that pathology saw" : undefined);
  if (refused !== undefined) return notApplicable(rule, refused);
  const margin: Item = { name: "margin under 1 cm", holds: marginMm! < LEAST_MARGIN_MM, paths: [] };
  const group = (sum: number) => band(sum, [...BANDS, [7, "high (5 to 7)"]]);
  return scored({ rule, items: [...sixItems(disease), margin], group }, disease);
}

function sixItems(disease: MetastaticDisease): readonly Item[] {
  const { ageYears } = disease;
  return [
    { name: `over ${AGE_YEARS} years`, holds: ageYears === undefined ? undefined : ageYears > AGE_YEARS, paths: ["ageYears"] },
    pT4(disease),
    nodePositive(disease),
    intervalUnder(24, disease),
    lesionsAtLeast(4, disease),
    largerThan(50, disease),
  ];
}
