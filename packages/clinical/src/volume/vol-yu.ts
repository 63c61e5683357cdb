import { type Body, lacking } from "../body/body.ts";
import { type Finding, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { exclusion, habitusCautions } from "./surface-formula.ts";

export const VOL_YU: Rule = {
  id: "VOL-YU",
  source: {
    authors: "Yu",
    where: "standard liver volume of Koreans",
    readIn: "Kim, Korean J Hepatobiliary Pancreat Surg 2013;17(4)",
  },
  verification: "V1",
  population: "Korean adults",
};

/** Standard liver volume, mL: `21.585 · W^0.732 · H^0.225`. */
export function liverVolumeYu(body: Body): Finding {
  const excluded = exclusion(body);
  if (excluded !== undefined) return notApplicable(VOL_YU, excluded);
  const missing = lacking(body, ["heightCm", "weightKg"]);
  if (missing.length > 0) return unknown(VOL_YU, missing);
  const value = 21.585 * body.weightKg! ** 0.732 * body.heightCm! ** 0.225;
  return known(VOL_YU, { value, unit: "mL", cautions: habitusCautions(body) });
}
