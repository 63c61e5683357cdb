import type { PerioperativeRisk } from "@cantlie/clinical";
import type { AssessedCase } from "./assessed-case.ts";
import { mainOperation, type PlannedLiverOperation } from "./operations.ts";
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
    ...(plan && (main === undefined ? NOTHING_RESECTED : extentOf(main))),
    hepaticojejunostomyOrColonResection: joinsBowel(assessed),
  };
}

type Extent = Pick<PerioperativeRisk, "resectedSegments" | "isRightTrisectionectomy">;

const NOTHING_RESECTED: Extent = { resectedSegments: 0, isRightTrisectionectomy: false };

function extentOf({ operation, lostSegments }: PlannedLiverOperation): Extent {
  return {
    resectedSegments: lostSegments && new Set(lostSegments.map((segment) => segment.charAt(0))).size,
    isRightTrisectionectomy: operation && operation === "right trisectionectomy",
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
