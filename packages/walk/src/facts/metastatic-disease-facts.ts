import { type MetastaticDisease, timeOfMetastases } from "@cantlie/clinical";
import type { PatientFile } from "@cantlie/workup";
import type { AssessedCase } from "./assessed-case.ts";
import { bodyFacts } from "./body-facts.ts";
import { type ImagedLesion, lesionsInImages } from "./lesions-in-images.ts";

/** Primary, metastases and biology. Number and size come from the images where lesions were labelled, else from the patient's file. */
export function metastaticDiseaseFacts(assessed: AssessedCase): MetastaticDisease {
  const { patient } = assessed;
  const { primary, metastases, biology } = patient ?? {};
  const lesions = lesionsInImages(assessed);
  return {
    ...bodyFacts(patient),
    primarySite: primary?.site,
    nodePositive: primary?.nodePositive,
    tStage: primary?.tStage,
    isSynchronous: isSynchronous(patient),
    diseaseFreeIntervalMonths: metastases?.diseaseFreeIntervalMonths,
    lesionCount: lesions === undefined ? metastases?.count : countOf(lesions, metastases?.count),
    largestMm: lesions === undefined ? metastases?.largestMm : largestOf(lesions, metastases?.largestMm),
    ceaUgPerL: biology?.ceaUgPerL,
    kras: biology?.kras,
    nras: biology?.nras,
    extrahepatic: metastases?.extrahepatic,
  };
}

function isSynchronous(patient: PatientFile | undefined): boolean | undefined {
  const [diagnosedOn, firstSeenOn] = [patient?.primary?.diagnosedOn, patient?.metastases?.firstSeenOn];
  if (diagnosedOn === undefined || firstSeenOn === undefined) return undefined;
  return timeOfMetastases(diagnosedOn, firstSeenOn) === "synchronous";
}

/** Whether a lesion that is doubtful or no longer seen counts, the images do not say: the file does, as far as it fits them. */
function countOf(lesions: readonly ImagedLesion[], told: number | undefined): number | undefined {
  const certain = lesions.filter(({ status }) => status === "visible").length;
  if (certain === lesions.length) return certain;
  return told !== undefined && told >= certain && told <= lesions.length ? told : undefined;
}

/** Across in an axial slice, as the studies of the scores measured, of the lesions that are certain. */
function largestOf(lesions: readonly ImagedLesion[], told: number | undefined): number | undefined {
  const visible = lesions.filter(({ status }) => status === "visible");
  return visible.length === 0 ? told : Math.max(...visible.map(({ axialDiameterMm }) => axialDiameterMm));
}
