import { type Finding, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { liverVolumeHeinemann } from "../volume/vol-heinemann.ts";
import { liverVolumeUrata } from "../volume/vol-urata.ts";
import { liverVolumeVauthey } from "../volume/vol-vauthey.ts";
import { lackingVolumes, type Remnant } from "./remnant.ts";

export const FLR_STANDARDISED: Rule = {
  id: "FLR-STANDARDISED",
  source: {
    authors: "Vauthey JN et al.",
    year: 2000,
    where: "Surgery 127:512",
    readIn: "Ribero D et al., Ann Surg 2013, doi 10.1097/SLA.0000000000000213",
  },
  verification: "V1",
  population: "adults without cirrhosis",
};

const ESTIMATES = {
  "VOL-VAUTHEY-2002": liverVolumeVauthey,
  "VOL-URATA-1995": liverVolumeUrata,
  "VOL-HEINEMANN-1999": liverVolumeHeinemann,
} as const;

/** Formulas that the remnant may be standardised by; the first is the one that the thresholds were derived on. */
export type LiverFormula = keyof typeof ESTIMATES;

/** Functional remnant as a fraction of the liver volume that `formula` estimates for the body; `group` names the formula. */
export function flrOfEstimatedVolume(remnant: Remnant, formula: LiverFormula = "VOL-VAUTHEY-2002"): Finding {
  const estimate = ESTIMATES[formula](remnant);
  if (estimate.kind === "not-applicable") return notApplicable(FLR_STANDARDISED, `${formula}: ${estimate.because}`);
  const missing = [...lackingVolumes(remnant, ["flrMl"]), ...(estimate.kind === "unknown" ? estimate.missing : [])];
  if (estimate.kind === "unknown" || missing.length > 0) return unknown(FLR_STANDARDISED, missing);
  const cautions = [...estimate.cautions];
  if (formula !== "VOL-VAUTHEY-2002") cautions.push("not comparable with thresholds, which were derived on VOL-VAUTHEY-2002");
  return known(FLR_STANDARDISED, { value: remnant.flrMl! / estimate.value, unit: "fraction", group: formula, cautions });
}
