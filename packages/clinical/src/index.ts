export { assessBody, assessVolumes } from "./assess-volumes.ts";
export type { Body, Fibrosis } from "./body/body.ts";
export { bodySurfaceDuBois } from "./body/bsa-dubois.ts";
export { bodySurfaceHaycock } from "./body/bsa-haycock.ts";
export { bodySurfaceMosteller } from "./body/bsa-mosteller.ts";
export { daysBetween, daysLater, isCalendarDay, monthsLater } from "./calendar-day.ts";
export { checkPatientDates, type DateVerdict } from "./check-patient-dates.ts";
export { checkPatientNumbers, type GuardrailVerdict, refusedPatientFields } from "./check-patient-numbers.ts";
export { assessChemotherapy } from "./chemotherapy/assess-chemotherapy.ts";
export {
  BEVACIZUMAB_DEFAULT_DAYS,
  BEVACIZUMAB_FLOOR_DAYS,
  CHEMO_INTERVAL,
  CHEMO_INTERVAL_BEVACIZUMAB,
  CYTOTOXIC_DAYS,
  type EarliestDays,
  earliestAfter,
} from "./chemotherapy/chemo-interval.ts";
export type { ChemotherapyFacts } from "./chemotherapy/chemotherapy-facts.ts";
export type { ChemotherapyLine } from "./chemotherapy/chemotherapy-line.ts";
export type { RecistResponse, TargetLesion, TumourMeasurements } from "./chemotherapy/recist.ts";
export { type Citation, citationText } from "./citation.ts";
export { assessDifficulty, assessDifficultyOfAblation } from "./difficulty/assess-difficulty.ts";
export { imm } from "./difficulty/dif-imm.ts";
export { iwate } from "./difficulty/dif-iwate.ts";
export { southampton } from "./difficulty/dif-southampton.ts";
export type { LiverOperation, PlannedOperation, Segment } from "./difficulty/operation.ts";
export { routeAdvice } from "./difficulty/route-rule.ts";
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
export { assessFollowUp } from "./follow-up/assess-follow-up.ts";
export {
  FIRST_VISIT_WEEKS,
  FOLLOW_UP,
  FOLLOW_UP_TEMPLATE,
  type FollowUpDate,
  type FollowUpExamination,
  type FollowUpRule,
  followUpDates,
} from "./follow-up/follow-up-template.ts";
export { RECOVERY_FACTS, type RecoveryFact } from "./follow-up/recovery.ts";
export { assessFunction } from "./function/assess-function.ts";
export { albi } from "./function/fun-albi.ts";
export { apri } from "./function/fun-apri.ts";
export { apriPlusAlbi } from "./function/fun-apri-albi.ts";
export { childPugh } from "./function/fun-child-pugh.ts";
export { fib4 } from "./function/fun-fib4.ts";
export { mebrofeninUptake } from "./function/fun-hbs.ts";
export { indocyanineGreen } from "./function/fun-icg-makuuchi.ts";
export { limaxOfRemnant } from "./function/fun-limax.ts";
export { meld } from "./function/fun-meld.ts";
export { meld3 } from "./function/fun-meld-3.ts";
export { meldSodium } from "./function/fun-meld-na.ts";
export type { LiverFunction } from "./function/liver-function.ts";
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
export { assessOtherPrimary } from "./other-primary/assess-other-primary.ts";
export { type OtherPrimaryAdvice, otherPrimaryAdvice, refusesColorectalScores } from "./other-primary/ncr-adam.ts";
export { assessPostoperative } from "./postoperative/assess-postoperative.ts";
export { fiftyFifty } from "./postoperative/fun-50-50.ts";
export { bileLeakGrade } from "./postoperative/fun-isgls-bile-leak.ts";
export { haemorrhageGrade } from "./postoperative/fun-isgls-haemorrhage.ts";
export { liverFailureGrade } from "./postoperative/fun-isgls-phlf.ts";
export { peakBilirubin } from "./postoperative/fun-peak7.ts";
export type { PostoperativeCourse, PostoperativeDay } from "./postoperative/postoperative-course.ts";
export { assessPrognosis } from "./prognosis/assess-prognosis.ts";
export type { MetastaticDisease, Mutation, PrimarySite } from "./prognosis/metastatic-disease.ts";
export { CURE_OUTCOMES, cure } from "./prognosis/prog-cure.ts";
export { fong } from "./prognosis/prog-fong.ts";
export { game } from "./prognosis/prog-game.ts";
export { konopke } from "./prognosis/prog-konopke.ts";
export { modifiedClinicalScore } from "./prognosis/prog-mcs.ts";
export { nagashima, nagashimaPoints } from "./prognosis/prog-nagashima.ts";
export { nordlinger, nordlingerPostoperative } from "./prognosis/prog-nordlinger.ts";
export { survivalByNumber } from "./prognosis/prog-number.ts";
export { recurrenceByFong, recurrenceByGame, recurrenceByMcs } from "./prognosis/prog-plato.ts";
export { tumourBurden } from "./prognosis/prog-tbs.ts";
export { flrOfBodyWeight } from "./remnant/flr-body-weight.ts";
export { flrOfMeasuredVolume } from "./remnant/flr-measured.ts";
export { remainingAnatomy } from "./remnant/flr-min-anatomy.ts";
export { flrOfEstimatedVolume, type LiverFormula } from "./remnant/flr-standardised.ts";
export { flrSufficiency } from "./remnant/flr-sufficiency.ts";
export { flrThresholds, strictestThreshold } from "./remnant/flr-thresholds.ts";
export type { Remnant, Steatosis } from "./remnant/remnant.ts";
export { DEFAULT_THRESHOLDS, type ThresholdPolicy } from "./remnant/threshold-policy.ts";
export { assessResectability } from "./resectability/assess-resectability.ts";
export type { ExtrahepaticDisease, PlannedDisease, PlannedLesion } from "./resectability/planned-disease.ts";
export type { ResectabilityClass } from "./resectability/res-3class.ts";
export { ablationZone } from "./resectability/res-ablation.ts";
export { type TimeOfMetastases, timeOfMetastases } from "./resectability/res-eahpba.ts";
export { LEAST_R0_MM, type MarginClass, marginClass, marginShellMl } from "./resectability/res-margin.ts";
export { assessRisk } from "./risk/assess-risk.ts";
export type { PerioperativeRisk } from "./risk/perioperative-risk.ts";
export { breitensteinBands } from "./risk/risk-breitenstein.ts";
export { heidelbergFactors } from "./risk/risk-heidelberg.ts";
export { operationRates } from "./risk/risk-other.ts";
export { assessSuitability } from "./suitability/assess-suitability.ts";
export type { Axis, FiredRule, Weight } from "./suitability/fired-rule.ts";
export type { Imaging } from "./suitability/imaging-adequacy.ts";
export { type Suitability, type SuitabilityOutcome, suitability } from "./suitability/res-ruleset.ts";
export type { SuitabilityFacts } from "./suitability/suitability-facts.ts";
export {
  COHORT_CURVES,
  type CohortComparison,
  type CohortCurve,
  type CohortCurves,
  type CovariateObservation,
  type CoxCoefficient,
  type CoxRegression,
  chiSquareTail,
  coxRegression,
  kaplanMeier,
  type LogRank,
  logRankTest,
  type MedianSurvival,
  medianSurvival,
  numberAtRisk,
  type Observation,
  type SurvivalCurve,
  type SurvivalStep,
  survivalAt,
} from "./survival/index.ts";
export { assessSynchronous } from "./synchronous/assess-synchronous.ts";
export { type Argument, type OperationOrder, type OrderOption, orderOfOperations } from "./synchronous/order-of-operations.ts";
export type { SynchronousDisease } from "./synchronous/synchronous-disease.ts";
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
