import { flrSufficiency, type SuitabilityFacts, type ThresholdPolicy } from "@cantlie/clinical";
import type { AssessedCase } from "./assessed-case.ts";
import { plannedDiseaseFacts } from "./planned-disease-facts.ts";
import { NO_OPERATION, remnantFacts } from "./remnant-facts.ts";

/** What suitability is judged on. */
export function suitabilityFacts(assessed: AssessedCase, thresholds: ThresholdPolicy): SuitabilityFacts {
  const { reserve, biology, laboratory, history } = assessed.patient ?? {};
  return {
    ...plannedDiseaseFacts(assessed),
    sufficiency: sufficiency(assessed, thresholds),
    msi: biology?.msi,
    asa: reserve?.asa,
    frailty: reserve?.frailty,
    anaerobicThresholdMlPerKgMin: reserve?.cpet?.anaerobicThresholdMlPerKgMin,
    veVco2: reserve?.cpet?.veVco2,
    albuminGPerL: laboratory?.albuminGPerL,
    symptoms: reserve?.symptoms,
    comorbidities: reserve?.comorbidities,
    openLiverResection: history?.openLiverResection,
    liverAblation: history?.liverAblation,
  };
}

function sufficiency({ plan, imaged, patient }: AssessedCase, thresholds: ThresholdPolicy): SuitabilityFacts["sufficiency"] {
  const verdict = flrSufficiency(remnantFacts(plan ?? NO_OPERATION, imaged?.anatomy, patient), thresholds);
  return verdict.kind === "known" ? (verdict.group as SuitabilityFacts["sufficiency"]) : undefined;
}
