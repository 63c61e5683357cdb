export { assessBody, assessVolumes } from "./assess-volumes.ts";
export type { Body, Fibrosis } from "./body/body.ts";
export { bodySurfaceDuBois } from "./body/bsa-dubois.ts";
export { bodySurfaceHaycock } from "./body/bsa-haycock.ts";
export { bodySurfaceMosteller } from "./body/bsa-mosteller.ts";
export { checkPatientNumbers, type GuardrailVerdict, refusedPatientFields } from "./check-patient-numbers.ts";
export type { Citation } from "./citation.ts";
export type {
  AnyFinding,
  BandAt,
  Finding,
  GroupOutcome,
  KnownFinding,
  NotApplicableFinding,
  Severity,
  StatedFinding,
  Unit,
  UnknownFinding,
  Verification,
} from "./finding.ts";
export { assessGrowth } from "./growth/assess-growth.ts";
export {
  type MeasuredGrowth,
  type OcclusionTechnique,
  type RelativeGrowth,
  relativeGrowth,
  type SflrPoints,
  type SflrPointsPerWeek,
  sflrPoints,
  sflrPointsPerWeek,
} from "./growth/growth.ts";
export { bandAfterPortalOcclusion, growthAfterOcclusion, isPortalOcclusion } from "./growth/growth-approx-pvo.ts";
export { degreeOfHypertrophy } from "./growth/hyp-dh.ts";
export { kineticGrowthRate } from "./growth/hyp-kgr.ts";
export { GROWTH_FACTS, type GrowthFact, LARGEST_RELATIVE_GROWTH } from "./growth/hyp-timecourse.ts";
export { GUARDRAILS, type Guardrail, type Range } from "./guardrails.ts";
export { flrOfBodyWeight } from "./remnant/flr-body-weight.ts";
export { flrOfMeasuredVolume } from "./remnant/flr-measured.ts";
export { remainingAnatomy } from "./remnant/flr-min-anatomy.ts";
export { flrOfEstimatedVolume, type LiverFormula } from "./remnant/flr-standardised.ts";
export { flrSufficiency } from "./remnant/flr-sufficiency.ts";
export { flrThresholds, strictestThreshold } from "./remnant/flr-thresholds.ts";
export type { Remnant, Steatosis } from "./remnant/remnant.ts";
export { DEFAULT_THRESHOLDS, type ThresholdPolicy } from "./remnant/threshold-policy.ts";
export { type EstimatedLiverVolume, estimatedLiverVolumeMl } from "./volume/estimated-liver-volume.ts";
export { liverMassChan } from "./volume/vol-chan.ts";
export { liverMassChouker } from "./volume/vol-chouker.ts";
export { liverVolumeFeng } from "./volume/vol-feng.ts";
export { liverVolumeHeinemann } from "./volume/vol-heinemann.ts";
export { liverVolumeJohnson } from "./volume/vol-johnson.ts";
export { liverVolumeKorea, liverVolumeKoreaMosteller } from "./volume/vol-korea.ts";
export { liverVolumeUrata } from "./volume/vol-urata.ts";
export { liverVolumeVauthey } from "./volume/vol-vauthey.ts";
export { liverVolumeVautheyWeight } from "./volume/vol-vauthey-weight.ts";
export { liverMassYoshizumi } from "./volume/vol-yoshizumi.ts";
export { liverVolumeYu } from "./volume/vol-yu.ts";
