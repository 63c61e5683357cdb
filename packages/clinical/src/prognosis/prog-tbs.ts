import { type Finding, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { type MetastaticDisease, notColorectal } from "./metastatic-disease.ts";
import { SCORE_CAUTIONS } from "./risk-score.ts";

export const PROG_TBS: Rule = {
  id: "PROG-TBS-2018",
  source: {
    authors: "Sasaki K et al.",
    year: 2018,
    where: "Ann Surg 267:132",
    doi: "10.1097/SLA.0000000000002064",
    readIn: "published code; bands of the GAME abstract",
  },
  verification: "V2",
  population: "resected colorectal metastases, sized and counted by pathology",
};

/** Zones begin at these scores: under 3, from 3 to under 9, from 9. */
const ZONES_FROM = [3, 9] as const;

/** Tumour burden: `√(largest diameter in cm² + number²)`; `group` names its zone. */
export function tumourBurden(disease: MetastaticDisease): Finding {
  const refused = notColorectal(disease);
  if (refused !== undefined) return notApplicable(PROG_TBS, refused);
  const missing = [...(disease.primarySite === undefined ? ["primary.site"] : []), ...lackingBurden(disease)];
  if (missing.length > 0) return unknown(PROG_TBS, missing);
  const value = tumourBurdenScore(disease)!;
  return known(PROG_TBS, {
    value,
    unit: "score",
    group: `zone ${burdenZone(value)}`,
    cautions: ["built on size and number in the specimen; on images both may differ", ...SCORE_CAUTIONS],
  });
}

/** The same as a plain number; undefined if size or number is not known. */
export function tumourBurdenScore({ largestMm, lesionCount }: MetastaticDisease): number | undefined {
  return largestMm === undefined || lesionCount === undefined ? undefined : Math.hypot(largestMm / 10, lesionCount);
}

/** The zone that `score` lies in. */
export function burdenZone(score: number): 1 | 2 | 3 {
  return score < ZONES_FROM[0] ? 1 : score < ZONES_FROM[1] ? 2 : 3;
}

export function lackingBurden({ largestMm, lesionCount }: MetastaticDisease): string[] {
  return [
    ...(lesionCount === undefined ? ["metastases.count"] : []),
    ...(largestMm === undefined ? ["metastases.largestMm"] : []),
  ];
}
