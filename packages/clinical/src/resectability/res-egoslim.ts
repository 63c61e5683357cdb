import { type AnyFinding, notApplicable, type Rule, stated, unknown } from "../finding.ts";
import { notColorectal } from "../prognosis/metastatic-disease.ts";
import type { PlannedDisease } from "./planned-disease.ts";
import { lackingDates, stagingCaution, timeOfMetastases } from "./res-eahpba.ts";

export const RES_EGOSLIM: Rule = {
  id: "RES-EGOSLIM-2015",
  source: {
    authors: "Adam R et al.",
    year: 2015,
    where: "Cancer Treat Rev 41:729",
    locator: "synchronous: detected at or before diagnosis of the primary",
    readIn: "PMC5538223",
  },
  verification: "V2",
  population: "colorectal metastases of the liver",
};

/** Synchronous or not, in the words agreed in 2015. */
export function synchronousTerm(disease: PlannedDisease): AnyFinding {
  const refused = notColorectal(disease);
  if (refused !== undefined) return notApplicable(RES_EGOSLIM, refused);
  const missing = lackingDates(disease);
  if (missing.length > 0) return unknown(RES_EGOSLIM, missing);
  const isSynchronous = timeOfMetastases(disease.diagnosedOn!, disease.firstSeenOn!) === "synchronous";
  return stated(RES_EGOSLIM, {
    group: isSynchronous ? "synchronous" : "metachronous",
    because: `detected ${isSynchronous ? "at or before" : "after"} the diagnosis of the primary`,
    cautions: stagingCaution(disease),
  });
}
