import { type AnyFinding, type GroupOutcome, notApplicable, type Rule, stated } from "../finding.ts";
import { type MetastaticDisease, notColorectal } from "./metastatic-disease.ts";

export const PROG_NUMBER: Rule = {
  id: "PROG-NUMBER",
  source: { authors: "series by number of metastases", where: "PMC9297581; LiverMetSurvey, PMC5572175; Kanas GP et al. (2012)" },
  verification: "V1",
  population: "resected colorectal metastases",
  reservation: "display only: literature on number; nothing is computed from it for this patient",
};

const CAUTIONS = [
  "a number alone is no contraindication",
  "relative risks of a meta-analysis (node-positive 1.6, CEA 1.9, extrahepatic 1.9, poor grade 1.9, positive margin 2.0, more than one 1.6, over 3 cm 1.5) are not adjusted to each other and must not be multiplied",
] as const;

/** Survival by number of metastases as published. */
export function survivalByNumber(disease: MetastaticDisease): AnyFinding {
  const refused = notColorectal(disease);
  if (refused !== undefined) return notApplicable(PROG_NUMBER, refused);
  return stated(PROG_NUMBER, {
    because: "survival falls with number, and some of those with ten or more live for years",
    cautions: CAUTIONS,
    outcomes: OUTCOMES,
  });
}

const SURVIVAL = { outcome: "5-year overall survival", basis: "observed", unit: "fraction", verification: "V1" } as const;
const CHINA = { ...SURVIVAL, source: "PMC9297581, 1 095 patients in all" } as const;
const SURVEY = { ...SURVIVAL, source: "LiverMetSurvey, PMC5572175" } as const;

const OUTCOMES: readonly GroupOutcome[] = [
  { ...CHINA, group: "solitary", value: 0.54 },
  { ...CHINA, group: "2 to 4", value: 0.417 },
  { ...CHINA, group: "5 or more", value: 0.32 },
  { ...SURVEY, group: "10 or more", value: 0.3, patients: 529 },
  { ...SURVEY, group: "10 or more, resected with R0 or R1", value: 0.39 },
  { ...SURVEY, group: "10 or more, R2 or not resected", value: 0.05 },
];
