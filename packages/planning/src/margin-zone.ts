import { lesionDistance } from "./lesion-distance.ts";
import { type LesionReach, lesionReach } from "./lesion-reach.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";

/**
 * A lesion with a margin: the organ voxels in tissue reach of it that have to go so that the margin is `marginMm` or more, nearest to the
 * lesion first. Empty where the lesion has no voxel in the image.
 */
export function marginZone(prepared: PreparedAnatomy, lesion: number, marginMm: number): Int32Array {
  const withinMm = marginMm + prepared.marginBiasMm;
  const reach = reachOf(prepared, lesion, withinMm);
  if (reach === undefined) return new Int32Array();
  // ascending to within a ten-thousandth of a millimetre: the last within is looked for from the end
  let end = reach.distanceMm.length;
  while (end > 0 && reach.distanceMm[end - 1]! > withinMm) end--;
  return reach.voxels.slice(0, end).filter((_, at) => reach.distanceMm[at]! <= withinMm);
}

function reachOf(prepared: PreparedAnatomy, lesion: number, withinMm: number): LesionReach | undefined {
  const { anatomy, kernels, lesionReach: known, lesionVoxels } = prepared;
  const reach = known[lesion];
  if (reach === undefined || withinMm <= reach.reachMm) return reach;
  const distance = lesionDistance(anatomy.grid, lesionVoxels[lesion]!, { kernels, reachMm: withinMm });
  return distance && lesionReach(anatomy.grid, anatomy.organ, distance);
}
