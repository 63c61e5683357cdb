import { type Finding, known, type Rule, unknown } from "../finding.ts";
import { type LiverFunction, lackingFunction } from "./liver-function.ts";

export const FUN_ICG_MAKUUCHI: Rule = {
  id: "FUN-ICG-MAKUUCHI",
  source: {
    authors: "Makuuchi M et al.",
    where: "decision tree of Tokyo; Imamura H et al. (2005), 1 429 hepatectomies, 1 death",
    locator: "ascites, bilirubin and retention of indocyanine green; bands not confirmed",
  },
  verification: "V3",
  population: "hepatocellular carcinoma in cirrhosis",
  reservation: "display only: literature beside the measured value; nothing is decided by it",
};

const TREE =
  "the tree reads: ascites that cannot be controlled, or bilirubin from 2.0 mg/dL, no resection; 1.6 to 1.9 enucleation; 1.1 to 1.5 limited resection; below, " +
  "retention under 10 % right hepatectomy, 10 to 19 % left hepatectomy or a right section, 20 to 29 % segmentectomy, 30 to 39 % limited resection, from 40 % enucleation";

/** Indocyanine green retained after 15 minutes, as measured, with the published tree beside it. */
export function indocyanineGreen(facts: LiverFunction): Finding {
  const missing = lackingFunction(facts, ["icgR15Fraction"]);
  if (missing.length > 0) return unknown(FUN_ICG_MAKUUCHI, missing);
  return known(FUN_ICG_MAKUUCHI, {
    value: facts.icgR15Fraction!,
    unit: "fraction",
    because: TREE,
    cautions: ["of the whole liver, not of the remnant", "invalid in jaundice and with shunts"],
  });
}
