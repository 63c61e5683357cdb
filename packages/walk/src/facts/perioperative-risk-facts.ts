import type { PerioperativeRisk } from "@cantlie/clinical";
import type { AssessedCase } from "./assessed-case.ts";
import { mainOperation } from "./operations.ts";
import { plannedDiseaseFacts } from "./planned-disease-facts.ts";

/** What published studies of complications looked at. */
export function perioperativeRiskFacts(assessed: AssessedCase): PerioperativeRisk {
  const { patient, plan } = assessed;
  const { laboratory } = patient ?? {};
  const main = plan && mainOperation(plan);
  return {
    ageYears: patient?.ageYears,
    asa: patient?.reserve?.asa,
    fibrosis: patient?.liver?.fibrosis,
    inr: laboratory?.inr,
    astUPerL: laboratory?.astUPerL,
    ggtUPerL: laboratory?.ggtUPerL,
    platelets1e9PerL: laboratory?.platelets1e9PerL,
    creatinineUmolPerL: laboratory?.creatinineUmolPerL,
    resectedSegments: main?.lostSegments && new Set(main.lostSegments.map((segment) => segment.charAt(0))).size,
    isRightTrisectionectomy: main?.operation && main.operation === "right trisectionectomy",
    hepaticojejunostomyOrColonResection: joinsBowel(assessed),
  };
}

/** A resection of the rectum counts as one of the colon: it opens the bowel no less. */
function joinsBowel(assessed: AssessedCase): boolean | undefined {
  const hasBileReconstruction = assessed.plan?.stages.some(({ reconstruct }) => reconstruct.some(({ tree }) => tree === "bile"));
  if (hasBileReconstruction) return true;
  const { primaryInPlace, simultaneousBowel, primarySite } = plannedDiseaseFacts(assessed);
  if (primaryInPlace === false || (primarySite !== undefined && primarySite !== "colon" && primarySite !== "rectum"))
    return false;
  return simultaneousBowel;
}
