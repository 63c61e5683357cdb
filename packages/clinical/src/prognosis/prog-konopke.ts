import type { Finding, Rule } from "../finding.ts";
import { ceaAtLeast, lesionsAtLeast, type MetastaticDisease, synchronous } from "./metastatic-disease.ts";
import { band, scored } from "./risk-score.ts";

export const PROG_KONOPKE: Rule = {
  id: "PROG-KONOPKE-2009",
  source: {
    authors: "Konopke R et al.",
    year: 2009,
    where: "score of three items",
    readIn: "published code and a digest of guidelines, which agree",
  },
  verification: "V2",
  population: "resected colorectal metastases",
};

/** 0 to 3 points of number, CEA and synchronous metastases. */
export function konopke(disease: MetastaticDisease): Finding {
  const items = [lesionsAtLeast(4, disease), ceaAtLeast(200, disease), synchronous(disease)];
  const group = (sum: number) =>
    band(sum, [
      [0, "low (0)"],
      [1, "intermediate (1)"],
      [3, "high (2 to 3)"],
    ]);
  const cautions = ["superseded", "lost its validity with values from after chemotherapy (352 patients, PMC3171666)"];
  return scored({ rule: PROG_KONOPKE, items, group, cautions }, disease);
}
