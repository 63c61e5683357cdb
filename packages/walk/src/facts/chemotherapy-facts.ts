import type { ChemotherapyFacts } from "@cantlie/clinical";
import type { AssessedCase } from "./assessed-case.ts";
import { lesionsInImages } from "./lesions-in-images.ts";
import { metastaticDiseaseFacts } from "./metastatic-disease-facts.ts";

/** What was given, what it did to tumour and liver, and when the operation is to be. */
export function chemotherapyFacts(assessed: AssessedCase): ChemotherapyFacts {
  const { patient, plan } = assessed;
  const { laboratory, liver, primary } = patient ?? {};
  const gone = lesionsInImages(assessed)?.filter(({ status }) => status === "disappeared");
  return {
    primarySite: primary?.site,
    chemotherapy: patient?.chemotherapy,
    operationOn: patient?.planning?.operationOn,
    simultaneousBowel: primary?.simultaneousResection,
    platelets1e9PerL: laboratory?.platelets1e9PerL,
    astUPerL: laboratory?.astUPerL,
    astUpperLimitUPerL: laboratory?.astUpperLimitUPerL,
    chemotherapyInjury: liver?.chemotherapyInjury,
    lesionCount: metastaticDiseaseFacts(assessed).lesionCount,
    disappearedLesions: gone?.length,
    // one that the plan decides nothing on is not treated either
    surveilledDisappeared:
      plan && gone?.filter(({ id }) => !plan.margins.some((one) => one.lesion === id && isTreated(one.kind))).length,
    mriOn: patient?.imaging?.mriOn,
    measurements: patient?.recist,
  };
}

function isTreated(kind: "resected" | "ablation" | "surveilled" | "not-removed"): boolean {
  return kind === "resected" || kind === "ablation";
}
