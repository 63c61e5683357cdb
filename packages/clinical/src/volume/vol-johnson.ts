import type { Body } from "../body/body.ts";
import type { Finding, Rule } from "../finding.ts";
import { fromBodySurface } from "./surface-formula.ts";

export const VOL_JOHNSON: Rule = {
  id: "VOL-JOHNSON-2005",
  source: { authors: "Johnson et al.", year: 2005, where: "liver volume from body surface" },
  verification: "V3",
};

/** Liver volume, mL: `722 · BSA^1.176`. */
export function liverVolumeJohnson(body: Body): Finding {
  return fromBodySurface({ rule: VOL_JOHNSON, unit: "mL", liver: (surfaceM2) => 722 * surfaceM2 ** 1.176 }, body);
}
