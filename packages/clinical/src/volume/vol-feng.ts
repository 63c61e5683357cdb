import type { Body } from "../body/body.ts";
import type { Finding, Rule } from "../finding.ts";
import { fromBodySurface } from "./surface-formula.ts";

export const VOL_FENG: Rule = {
  id: "VOL-FENG-2017",
  source: { authors: "Feng et al.", year: 2017, where: "World J Gastroenterol 23:4968" },
  verification: "V1",
  population: "369 Chinese adults (R² 0.299)",
};

const OLD_YEARS = 70;
const LARGE = "underestimates livers above 1800 mL";

/** Standard liver volume, mL: `758.259 · BSA − 124.272`. */
export function liverVolumeFeng(body: Body): Finding {
  const liver = (surfaceM2: number) => 758.259 * surfaceM2 - 124.272;
  return fromBodySurface({ rule: VOL_FENG, unit: "mL", liver, cautions }, body);
}

function cautions({ ageYears }: Body): string[] {
  return ageYears !== undefined && ageYears > OLD_YEARS ? [LARGE, `overestimates above ${OLD_YEARS} years`] : [LARGE];
}
