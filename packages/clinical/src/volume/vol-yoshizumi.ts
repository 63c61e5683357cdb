import type { Body } from "../body/body.ts";
import type { Finding, Rule } from "../finding.ts";
import { fromBodySurface } from "./surface-formula.ts";

export const VOL_YOSHIZUMI: Rule = {
  id: "VOL-YOSHIZUMI-2003",
  source: { authors: "Yoshizumi et al.", year: 2003, where: "standard liver weight from body surface" },
  verification: "V3",
};

/** Liver mass, g: `772 · BSA`. Not a volume: no density is assumed. */
export function liverMassYoshizumi(body: Body): Finding {
  return fromBodySurface({ rule: VOL_YOSHIZUMI, unit: "g", liver: (surfaceM2) => 772 * surfaceM2 }, body);
}
