import { type Body, lacking } from "../body/body.ts";
import { type Finding, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { exclusion, habitusCautions } from "./surface-formula.ts";

export const VOL_CHAN: Rule = {
  id: "VOL-CHAN-2006",
  source: { authors: "Chan et al.", year: 2006, where: "estimated standard liver weight of Chinese adults" },
  verification: "V1",
  population: "159 Chinese donors (R² 0.48)",
};

/** Liver mass, g: `218 + 12.3 · W + 51` in men, without the 51 in women. Not a volume: no density is assumed. */
export function liverMassChan(body: Body): Finding {
  const excluded = exclusion(body);
  if (excluded !== undefined) return notApplicable(VOL_CHAN, excluded);
  const missing = lacking(body, ["weightKg", "sex"]);
  if (missing.length > 0) return unknown(VOL_CHAN, missing);
  const value = 218 + 12.3 * body.weightKg! + (body.sex === "male" ? 51 : 0);
  return known(VOL_CHAN, { value, unit: "g", cautions: habitusCautions(body) });
}
