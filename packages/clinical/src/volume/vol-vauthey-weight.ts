import { type Body, lacking } from "../body/body.ts";
import { type Finding, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { exclusion, habitusCautions } from "./surface-formula.ts";

export const VOL_VAUTHEY_WEIGHT: Rule = {
  id: "VOL-VAUTHEY-2002-WEIGHT",
  source: { authors: "Vauthey JN et al.", year: 2002, where: "Liver Transpl 8:233", locator: "weight form" },
  verification: "V3",
  population: "Western adults without cirrhosis",
};

/** Total liver volume, mL, from weight alone: `191.80 + 18.51 · W`. */
export function liverVolumeVautheyWeight(body: Body): Finding {
  const excluded = exclusion(body);
  if (excluded !== undefined) return notApplicable(VOL_VAUTHEY_WEIGHT, excluded);
  const missing = lacking(body, ["weightKg"]);
  if (missing.length > 0) return unknown(VOL_VAUTHEY_WEIGHT, missing);
  const cautions = ["a cross-check of the body surface form only", ...habitusCautions(body)];
  return known(VOL_VAUTHEY_WEIGHT, { value: 191.8 + 18.51 * body.weightKg!, unit: "mL", cautions });
}
