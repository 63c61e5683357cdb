import type { Finding, Rule } from "../finding.ts";
import { type Item, largerThan, type MetastaticDisease, nodePositive, rasMutant } from "./metastatic-disease.ts";
import { scored } from "./risk-score.ts";

export const PROG_MCS: Rule = {
  id: "PROG-MCS-2019",
  source: {
    authors: "Brudvik KW et al.",
    year: 2019,
    where: "Ann Surg 269:120",
    doi: "10.1097/SLA.0000000000002319",
    readIn: "published code",
  },
  verification: "V2",
  population: "resected colorectal metastases",
};

/** Modified clinical score, 0 to 3 points. Survival by score was not read and is not shown. */
export function modifiedClinicalScore(disease: MetastaticDisease): Finding {
  return scored({ rule: PROG_MCS, items: mcsItems(disease) }, disease);
}

/** RAS in place of interval, number and CEA. */
export function mcsItems(disease: MetastaticDisease): readonly Item[] {
  return [rasMutant(disease), nodePositive(disease), largerThan(50, disease)];
}
