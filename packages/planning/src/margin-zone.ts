import { lesionDistance } from "./lesion-distance.ts";
import { type LesionReach, lesionReach } from "./lesion-reach.ts";
import { lesionNumber } from "./lesion-reference.ts";
import type { LesionWithMargin } from "./plan.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { runsOfVoxels, uniteRuns } from "./run-algebra.ts";
import type { VoxelRuns } from "./voxel-runs.ts";

/** How far two neighbours in the list may be out of order: see `LesionReach`. */
const ORDERED_TO_MM = 2e-4;

/**
 * A lesion with a margin: the organ voxels in tissue reach of it that have to go so that the margin is `marginMm` or more, nearest to the
 * lesion first. Empty where the lesion has no voxel in the image.
 */
export function marginZone(prepared: PreparedAnatomy, lesion: number, marginMm: number): Int32Array {
  const withinMm = marginMm + prepared.marginBiasMm;
  const reach = reachOf(prepared, lesion, withinMm);
  if (reach === undefined) return new Int32Array();
  const { voxels, distanceMm } = reach;
  const zone = new Int32Array(voxels.length);
  let size = 0;
  for (let at = 0; at < voxels.length; at++) {
    // ascending to within a ten-thousandth of a millimetre
    if (distanceMm[at]! > withinMm + ORDERED_TO_MM) break;
    if (distanceMm[at]! <= withinMm) zone[size++] = voxels[at]!;
  }
  return zone.slice(0, size);
}

/**
 * The margin zones of some lesions together.
 *
 * @throws RangeError for a margin that is negative or not finite
 * @throws PlanError `plan/unknown-lesion`
 */
export function marginZones(prepared: PreparedAnatomy, lesions: readonly LesionWithMargin[]): VoxelRuns {
  const { anatomy } = prepared;
  const nothing: VoxelRuns = { first: new Int32Array(), length: new Int32Array() };
  return lesions.reduce((all, { lesion, marginMm }) => {
    if (!(marginMm >= 0) || !Number.isFinite(marginMm)) throw new RangeError(`marginMm is ${marginMm}, expected 0 or more`);
    const zone = marginZone(prepared, lesionNumber(anatomy, lesion), marginMm);
    return uniteRuns(anatomy.grid, all, runsOfVoxels(anatomy.grid, zone));
  }, nothing);
}

function reachOf(prepared: PreparedAnatomy, lesion: number, withinMm: number): LesionReach | undefined {
  const { anatomy, kernels, lesionReach: known, lesionVoxels } = prepared;
  const reach = known[lesion];
  if (reach === undefined || withinMm <= reach.reachMm) return reach;
  const distance = lesionDistance(anatomy.grid, lesionVoxels[lesion]!, { kernels, reachMm: withinMm });
  return distance && lesionReach(anatomy.grid, anatomy.organ, distance);
}
