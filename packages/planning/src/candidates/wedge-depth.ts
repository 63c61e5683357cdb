import { voxelIndexAt } from "@cantlie/volume";
import { distanceToSurfaceMm } from "../lesion-distance.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { WEDGE_REACH_MM } from "../wedge-openings.ts";
import type { CandidateNotOffered } from "./candidate.ts";

/** Under no more liver than the margin that is commonly wanted a lesion's wedge takes no liver for the way in alone, however small the lesion. */
const MARGIN_REACHES_CAPSULE_MM = 10;

/**
 * Why no wedge of a lesion is offered: it lies deeper under capsule that can be opened than it is wide. A wedge is for what is superficial. Its cuts
 * meet below the lesion, where nobody sees: 16 % of wedges had a positive margin, 2 % of segmental resections (DeMatteo 2000, J Gastrointest Surg
 * 4:178). To a small deep lesion it is a shaft of which most is the way in; there the segment or its branch goes, or a needle is used. No source
 * says how deep is too deep for a wedge: a panel preferred ablation to any resection from some 3 cm to the middle of a lesion of up to 3 cm
 * (PMC11615634). Its own width is this product's choice; a person may still draw such a wedge.
 *
 * @param n position in `anatomy.lesions`
 */
export function tooDeepForWedge(
  { anatomy, lesionDistances, wedgeOpenings }: PreparedAnatomy,
  n: number,
): Pick<CandidateNotOffered, "code" | "message"> | undefined {
  const nearestOpening = wedgeOpenings[n]![0];
  // without any the wedge is refused for its access
  if (nearestOpening === undefined) return undefined;
  const { id, volumeMl } = anatomy.lesions[n]!;
  const coverMm = distanceToSurfaceMm(lesionDistances[n]!, voxelIndexAt(anatomy.grid, nearestOpening), WEDGE_REACH_MM);
  const widthMm = Math.cbrt((6000 * volumeMl) / Math.PI);
  if (coverMm <= Math.max(MARGIN_REACHES_CAPSULE_MM, widthMm)) return undefined;
  return {
    code: "candidate/too-deep-for-wedge",
    message: `${id} is some ${widthMm.toFixed(0)} mm wide and lies ${coverMm.toFixed(0)} mm under capsule that can be opened: a wedge to it would be a deep shaft; it needs an anatomical resection or ablation`,
  };
}
