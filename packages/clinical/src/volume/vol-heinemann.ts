import type { Body } from "../body/body.ts";
import type { Finding, Rule } from "../finding.ts";
import { fromBodySurface } from "./surface-formula.ts";

export const VOL_HEINEMANN: Rule = {
  id: "VOL-HEINEMANN-1999",
  source: { authors: "Heinemann A et al.", year: 1999, where: "Liver Transpl Surg 5:366", doi: "10.1002/lt.500050516" },
  verification: "V1",
  population: "1332 German forensic autopsies",
};

/** Liver volume, mL: `1072.8 · BSA − 345.7`. */
export function liverVolumeHeinemann(body: Body): Finding {
  const liver = (surfaceM2: number) => 1072.8 * surfaceM2 - 345.7;
  const cautions = () => ["derived from autopsy livers, which hold no blood under pressure"];
  return fromBodySurface({ rule: VOL_HEINEMANN, unit: "mL", liver, cautions }, body);
}
