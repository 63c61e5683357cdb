import type { Kernels } from "@cantlie/volume";
import { findCava } from "./find-cava.ts";
import { distanceBetweenMm } from "./point-distance.ts";
import type { Skeleton } from "./skeleton.ts";

/**
 * What hangs on the cava and has an inscribed ball of this share of the cava's calibre is cava too: above the ostia it widens
 * towards the atrium, and the centreline there may fork into what look like two trunks.
 */
const AS_WIDE_AS_CAVA = 0.8;

/**
 * Finds the cava in a mask of hepatic veins.
 *
 * A centreline point is in the cava while it is nearer to the cava's axis than the cava's calibre there: the centreline of a vein
 * runs on inside the cava up to its axis.
 *
 * @param owner for each voxel of the lumen the centreline point that it belongs to (`lumenOwners`)
 * @returns 1 for the points that lie in the cava; undefined if the mask holds none
 */
export function separateCava(skeleton: Skeleton, owner: Int32Array): Uint8Array | undefined {
  const axis = findCava(skeleton, owner);
  if (!axis) return undefined;
  const wideMm = AS_WIDE_AS_CAVA * [...axis.calibreMm].sort((a, b) => a - b)[Math.floor(axis.points.length / 2)]!;
  const inCava = new Uint8Array(skeleton.kept.length);
  const balls = axis.points.map((centre, at) => ({ centre, reachMm: axis.calibreMm[at]! }));
  for (const { centre, reachMm } of balls) {
    const entered = [centre, ...inCava.keys()].filter(
      (point) => !inCava[point] && skeleton.kept[point] && distanceBetweenMm(skeleton.positionMm, point, centre) <= reachMm,
    );
    for (const point of entered) inCava[point] = 1;
    for (const next of entered.flatMap((point) => skeleton.neighbours[point]!))
      if (!inCava[next] && skeleton.radiusMm[next]! >= wideMm) balls.push({ centre: next, reachMm: skeleton.radiusMm[next]! });
  }
  return inCava;
}

/**
 * For each voxel of the lumen the centreline point whose inscribed ball is nearest by path inside the lumen; -1 elsewhere and
 * in pieces without a point. The border between two vessels so lies across the smaller one where it leaves the larger.
 */
export function lumenOwners(skeleton: Skeleton, kernels: Kernels): Int32Array {
  const points = Array.from(skeleton.kept.keys()).filter((point) => skeleton.kept[point]);
  const { source } = kernels.pathDistance(skeleton.lumen, skeleton.lumenGrid, {
    voxel: Int32Array.from(points, (point) => skeleton.lumenVoxel[point]!),
    startMm: Float32Array.from(points, (point) => -skeleton.radiusMm[point]!),
    group: new Uint16Array(points.length),
  });
  for (let voxel = 0; voxel < source.length; voxel++) if (source[voxel]! >= 0) source[voxel] = points[source[voxel]!]!;
  return source;
}
