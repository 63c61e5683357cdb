import { type Finding, known, type Rule, unknown } from "../finding.ts";
import { lackingVolumes, type Remnant } from "./remnant.ts";

export const FLR_MEASURED: Rule = {
  id: "FLR-MEASURED",
  source: {
    authors: "Ribero D et al.",
    year: 2013,
    where: "Ann Surg",
    doi: "10.1097/SLA.0000000000000213",
    locator: "total liver volume less tumour volume",
  },
  verification: "V2",
};

/**
 * Functional remnant as a fraction of the measured liver without its tumours.
 *
 * @throws RangeError if the tumours are not smaller than the liver
 */
export function flrOfMeasuredVolume(remnant: Remnant): Finding {
  const missing = lackingVolumes(remnant, ["flrMl", "totalLiverVolumeMl", "tumourVolumeMl"]);
  if (missing.length > 0) return unknown(FLR_MEASURED, missing);
  const cautions = remnant.portalOcclusion
    ? ["after portal vein occlusion the measured total has changed: use the standardised remnant"]
    : [];
  return known(FLR_MEASURED, { value: remnant.flrMl! / tumourFreeVolumeMl(remnant)!, unit: "fraction", cautions });
}

/** Measured liver without its tumours; undefined if either is not known. */
export function tumourFreeVolumeMl({ totalLiverVolumeMl, tumourVolumeMl }: Remnant): number | undefined {
  if (totalLiverVolumeMl === undefined || tumourVolumeMl === undefined) return undefined;
  const volumeMl = totalLiverVolumeMl - tumourVolumeMl;
  if (!(volumeMl > 0))
    throw new RangeError(`tumourVolumeMl is ${tumourVolumeMl}, expected less than totalLiverVolumeMl ${totalLiverVolumeMl}`);
  return volumeMl;
}
