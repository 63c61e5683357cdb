import type { Body } from "../body/body.ts";
import { liverVolumeVauthey } from "./vol-vauthey.ts";

/** An estimate with the formula that gave it: a ratio is never shown without its denominator's name. */
export interface EstimatedLiverVolume {
  readonly volumeMl: number;
  readonly formula: string;
}

/**
 * The liver volume that this body should have, by the default formula (VOL-VAUTHEY-2002), or undefined where it gives none
 * (an input is missing, a child, cirrhosis, a body surface outside the range): the finding says which.
 */
export function estimatedLiverVolumeMl(body: Body): EstimatedLiverVolume | undefined {
  const finding = liverVolumeVauthey(body);
  return finding.kind === "known" ? { volumeMl: finding.value, formula: finding.rule } : undefined;
}
