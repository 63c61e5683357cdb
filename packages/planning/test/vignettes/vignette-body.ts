import { DEFAULT_THRESHOLDS, type Remnant, type ThresholdPolicy } from "@cantlie/clinical";
import { voxelsToMl } from "@cantlie/volume";
import { isInSegments, type PatientSketch } from "./vignette.ts";
import type { VignetteLiver } from "./vignette-liver.ts";

const HEIGHT_CM = 175;

/**
 * The patient and the liver before any operation. The body is the one for which VOL-VAUTHEY-2002 (-794.41 + 1267.28 × Mosteller's
 * surface) estimates the volume that the vignette wants.
 */
export function bodyOfVignette({ anatomy }: VignetteLiver, patient: PatientSketch): Remnant {
  const { estimatedVolume, chemotherapyWeeks = 0, steatosis = "none" } = patient;
  const { grid, organ, lesionLabels, couinaud, lesions } = anatomy;
  let [all, ofSegments] = [0, 0];
  organ.forEach((inside, voxel) => {
    if (inside === 0) return;
    all++;
    if (lesionLabels[voxel] === 0 && isInSegments(couinaud!.values[voxel]!, estimatedVolume.segments)) ofSegments++;
  });
  const estimatedMl = voxelsToMl(grid, ofSegments) / estimatedVolume.share;
  const surfaceM2 = (estimatedMl + 794.41) / 1267.28;
  return {
    ageYears: 62,
    sex: "male",
    heightCm: HEIGHT_CM,
    weightKg: (3600 * surfaceM2 ** 2) / HEIGHT_CM,
    fibrosis: "none",
    steatosis,
    totalLiverVolumeMl: voxelsToMl(grid, all),
    tumourVolumeMl: lesions.reduce((sum, { volumeMl }) => sum + volumeMl, 0),
    chemotherapyGiven: chemotherapyWeeks > 0,
    chemotherapyWeeks,
  };
}

export function thresholdsOf({ normalLiver }: PatientSketch): ThresholdPolicy {
  return { ...DEFAULT_THRESHOLDS, ...(normalLiver && { normalLiverConfirmedBy: "the vignette" }) };
}
