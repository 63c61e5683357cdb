import { type Body, lacking } from "../body/body.ts";
import { type Finding, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { habitusCautions } from "./surface-formula.ts";

export const VOL_CHOUKER: Rule = {
  id: "VOL-CHOUKER-2004",
  source: { authors: "Choukèr et al.", year: 2004, where: "Liver Transpl 10:678" },
  verification: "V1",
  population: "728 autopsies, 16 to 70 years",
};

const OUTLIER = "an outlier against formulas from CT";

/**
 * Liver mass, g. 16 to 50 years: `452 + 16.34 · W + 11.85 · age`, in women 166 less; 51 to 70 years:
 * `1390 + 15.94 · W − 12.86 · age`. Not a volume: no density is assumed.
 */
export function liverMassChouker(body: Body): Finding {
  const { ageYears, fibrosis } = body;
  if (ageYears !== undefined && (ageYears < 16 || ageYears >= 71))
    return notApplicable(VOL_CHOUKER, `derived from 16 to 70 years; the patient is ${ageYears} years old`);
  if (fibrosis === "cirrhosis") return notApplicable(VOL_CHOUKER, "in cirrhosis liver size does not follow body size");
  const missing = lacking(body, ageYears !== undefined && ageYears >= 51 ? ["weightKg"] : ["ageYears", "weightKg", "sex"]);
  if (missing.length > 0) return unknown(VOL_CHOUKER, missing);
  return known(VOL_CHOUKER, {
    value: massG(ageYears!, body.weightKg!, body.sex === "female"),
    unit: "g",
    cautions: [OUTLIER, ...habitusCautions(body)],
  });
}

function massG(ageYears: number, weightKg: number, isFemale: boolean): number {
  if (ageYears >= 51) return 1390 + 15.94 * weightKg - 12.86 * ageYears;
  return 452 + 16.34 * weightKg + 11.85 * ageYears - (isFemale ? 166 : 0);
}
