import type { EvaluationSettings } from "../evaluation-settings.ts";
import { faceAreasMm2, ISOTROPIC_FACE_SHARE } from "../face-areas.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { borderArea } from "./border-area.ts";
import { labelVariancesMl2 } from "./error-model.ts";

/** Standard deviations, mL, of the volumes that no plan changes: the organ's, and that of all lesions. */
export function organUncertainty(
  { anatomy, capsule }: PreparedAnatomy,
  { borderErrorMm }: Pick<EvaluationSettings, "borderErrorMm">,
): { readonly liverVolumeSdMl: number; readonly tumourVolumeSdMl: number } {
  const { grid, lesionLabels } = anatomy;
  const liver = borderArea(grid, 1);
  capsule.voxels.forEach((voxel, n) => {
    liver.add(voxel, capsule.areaMm2[n]!, GROWS);
  });
  const tumour = borderArea(grid, 1);
  const faceMm2 = faceAreasMm2(grid);
  const strides = [1, grid.size[0], grid.size[0] * grid.size[1]] as const;
  for (let voxel = 0; voxel < lesionLabels.length; voxel++)
    for (const axis of [0, 1, 2] as const) {
      const isLesion = lesionLabels[voxel]! > 0;
      // the organ grid has a rim, so that a neighbour across the grid's border is never a lesion
      if (isLesion !== (lesionLabels[voxel + strides[axis]] ?? 0) > 0)
        tumour.add(voxel, faceMm2[axis] * ISOTROPIC_FACE_SHARE, GROWS);
    }
  const sdMl = (border: typeof liver, readerSdMm: number): number => Math.sqrt(labelVariancesMl2(border, grid, readerSdMm)[0]!);
  return { liverVolumeSdMl: sdMl(liver, borderErrorMm.liver), tumourVolumeSdMl: sdMl(tumour, borderErrorMm.lesions) };
}

/** The one volume grows with its border. */
const GROWS = Float64Array.of(1);
