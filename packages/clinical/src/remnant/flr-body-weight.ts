import { type Finding, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { childhood } from "../volume/surface-formula.ts";
import { lackingVolumes, type Remnant } from "./remnant.ts";
import { DEFAULT_THRESHOLDS, type ThresholdPolicy } from "./threshold-policy.ts";

export const FLR_BW: Rule = {
  id: "FLR-BW",
  source: {
    authors: "Truant S et al.",
    year: 2007,
    where: "J Am Coll Surg 204:22",
    locator: "abstract: remnant over 0.5 % of body weight",
  },
  verification: "V1",
  population: "31 right-extended hepatectomies (at least 5 segments) without cirrhosis",
};

const SMALL_STUDY =
  "derived in 31 right-extended hepatectomies; the rise in deaths from liver failure alone was not significant (p = 0.077)";

/** Functional remnant as a fraction of body weight, 1 mL taken as 1 g, and which side of the threshold it is on. */
export function flrOfBodyWeight(remnant: Remnant, policy: ThresholdPolicy = DEFAULT_THRESHOLDS): Finding {
  const tooYoung = childhood(remnant);
  if (tooYoung !== undefined) return notApplicable(FLR_BW, tooYoung);
  if (remnant.fibrosis === "cirrhosis") return notApplicable(FLR_BW, "derived without cirrhosis");
  const missing = lackingVolumes(remnant, ["flrMl", "weightKg"]);
  if (missing.length > 0) return unknown(FLR_BW, missing);
  const value = remnant.flrMl! / (remnant.weightKg! * 1000);
  const isEnough = value >= policy.flrBodyWeightFraction;
  return known(FLR_BW, {
    value,
    unit: "fraction",
    group: isEnough ? "sufficient" : "insufficient",
    severity: isEnough ? "info" : "warning",
    because: `${(100 * value).toFixed(2)} % of body weight; at least ${(100 * policy.flrBodyWeightFraction).toFixed(2)} % is wanted`,
    cautions: [SMALL_STUDY],
  });
}
