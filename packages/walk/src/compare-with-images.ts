import type { Lesion } from "@cantlie/anatomy";
import type { PatientFile, PlanDocument } from "@cantlie/workup";

type Cautions = PlanDocument["cautions"];

/** RECIST 1.1 calls a change real from 20 % and 5 mm on: two readings of one lesion may differ by less (Eisenhauer 2009). */
const SAME_SIZE = { fraction: 0.2, mm: 5 };

/**
 * What the patient's file says of the metastases and the labels do not: another patient's file, an old one, or lesions that
 * nobody labelled.
 */
export function metastasesDiffer(patient: PatientFile | undefined, lesions: readonly Lesion[]): Cautions {
  const metastases = lesions.filter(({ status }) => status !== "benign");
  return [...countDiffers(patient?.metastases?.count, metastases), ...largestDiffers(patient?.metastases?.largestMm, metastases)];
}

/** Of lesions that have disappeared or are doubtful nobody can say whether the file counts them. */
function countDiffers(count: number | undefined, metastases: readonly Lesion[]): Cautions {
  const certain = metastases.filter(({ status }) => status === "visible").length;
  if (count === undefined || (count >= certain && count <= metastases.length)) return [];
  const labelled = certain === metastases.length ? `${certain}` : `${certain} to ${metastases.length}`;
  return [differs("metastases.count", `${count} metastases`, `${labelled} labelled`, { count, labelled: metastases.length })];
}

function largestDiffers(largestMm: number | undefined, metastases: readonly Lesion[]): Cautions {
  if (largestMm === undefined || metastases.length === 0) return [];
  const axialMm = Math.max(...metastases.map((lesion) => lesion.axialDiameterMm));
  const widestMm = Math.max(...metastases.map((lesion) => lesion.largestDiameterMm));
  // the file does not say in which direction it was measured
  const nearestMm = Math.min(Math.max(largestMm, axialMm), widestMm);
  if (Math.abs(largestMm - nearestMm) <= Math.max(SAME_SIZE.mm, SAME_SIZE.fraction * nearestMm)) return [];
  const inImages = `${axialMm.toFixed(0)} mm in an axial slice, ${widestMm.toFixed(0)} mm in space`;
  return [differs("metastases.largestMm", `a largest of ${largestMm} mm`, inImages, { largestMm, axialMm, widestMm })];
}

function differs(path: string, told: string, labelled: string, details: Record<string, number>): Cautions[number] {
  return {
    code: "patient/metastases-differ",
    message: `${path}: found ${told} in the patient file, but ${labelled} in the images; probably an older examination, another patient's file, or lesions that were not labelled`,
    details: { path, ...details },
  };
}
