import { voxelVolumeMm3 } from "@cantlie/volume";
import { distanceBetweenMm } from "./point-distance.ts";
import { pathToRoot, walkFrom } from "./rooted-walk.ts";
import type { Skeleton } from "./skeleton.ts";

/** The retrohepatic cava is about 60 to 80 mm long; a mask that holds less than half of it shows no vertical tube to go by. */
const LEAST_HEIGHT_MM = 30;

/** Height climbed per length of path: the cava runs up the spine, hepatic veins spread out from it. */
const LEAST_STEEPNESS = 0.7;

/** Half of the usual calibre of 20 mm across, so that a collapsed cava passes; hepatic veins are thinner but at their ostia. */
const LEAST_CALIBRE_MM = 5;

/** Thicker than any hepatic vein is along 30 mm: then it is the cava even if the liver mask swallowed it. */
const SURE_CALIBRE_MM = 8;

/** Where the calibre falls below this share of the tube's median, the path has left the cava for a vein. */
const END_OF_TUBE = 0.6;

/** The calibre at a point is averaged over this many points to either side: single points own uneven shares of the lumen. */
const AVERAGED_POINTS = 5;

/** The cava's axis. */
export interface CavaAxis {
  /** point indices from one end to the other */
  readonly points: readonly number[];
  /** radius of the disc with the area of the cross-section at each of `points`, mm: a collapsed cava is far wider than the ball inscribed in it */
  readonly calibreMm: readonly number[];
}

/**
 * Axis of the inferior vena cava in a mask of hepatic veins: the path through the centreline with the largest sum of
 * cross-section × height climbed, cut where it thins out at either end. Undefined if that path is no cava: too short, too slanted,
 * too thin, or inside the liver for more than half of its points and not thicker than hepatic veins are.
 *
 * Height is along the patient's superior direction, whatever way the image is stored.
 *
 * @param owner for each voxel of the lumen the centreline point that it belongs to; -1 elsewhere
 */
export function findCava(skeleton: Skeleton, owner: Int32Array): CavaAxis | undefined {
  const areaMm2 = crossSectionsMm2(skeleton, owner);
  const axis = tubeOf(heaviestClimb(skeleton, areaMm2), areaMm2);
  if (axis.points.length < 2) return undefined;
  const heights = axis.points.map((point) => skeleton.positionMm[3 * point + 2]!);
  const heightMm = Math.max(...heights) - Math.min(...heights);
  const lengthMm = axis.points.reduce(
    (sum, point, at) => (at === 0 ? 0 : sum + distanceBetweenMm(skeleton.positionMm, axis.points[at - 1]!, point)),
    0,
  );
  const calibreMm = median(axis.calibreMm);
  const insideFraction = axis.points.filter((point) => skeleton.inOrgan[point]).length / axis.points.length;
  const isTube = heightMm >= LEAST_HEIGHT_MM && heightMm >= LEAST_STEEPNESS * lengthMm && calibreMm >= LEAST_CALIBRE_MM;
  return isTube && (insideFraction <= 0.5 || calibreMm >= SURE_CALIBRE_MM) ? axis : undefined;
}

/** Volume of lumen that each point owns over the length of centreline that it stands for. */
function crossSectionsMm2(skeleton: Skeleton, owner: Int32Array): Float64Array {
  const areaMm2 = new Float64Array(skeleton.kept.length);
  const voxelMm3 = voxelVolumeMm3(skeleton.lumenGrid);
  for (let voxel = 0; voxel < owner.length; voxel++) if (owner[voxel]! >= 0) areaMm2[owner[voxel]!]! += voxelMm3;
  skeleton.neighbours.forEach((list, point) => {
    const lengthMm = list.reduce((sum, other) => sum + distanceBetweenMm(skeleton.positionMm, point, other) / 2, 0);
    areaMm2[point] = lengthMm > 0 ? areaMm2[point]! / lengthMm : 0;
  });
  return areaMm2;
}

/** Path with the largest sum of cross-section × |height difference|: the farthest point from the farthest point, by that measure. */
function heaviestClimb(skeleton: Skeleton, areaMm2: Float64Array): readonly number[] {
  let best: readonly number[] = [];
  let bestWeight = -1;
  const done = new Uint8Array(skeleton.kept.length);
  const farthest = (from: number): { readonly point: number; readonly weight: number } => {
    const { order, parent } = walkFrom(skeleton.neighbours, [from]);
    const weight = new Map<number, number>([[from, 0]]);
    let far = { point: from, weight: 0 };
    for (const point of order) {
      done[point] = 1;
      const before = parent[point]!;
      if (before < 0) continue;
      const climbMm = Math.abs(skeleton.positionMm[3 * point + 2]! - skeleton.positionMm[3 * before + 2]!);
      const here = weight.get(before)! + areaMm2[point]! * climbMm;
      weight.set(point, here);
      if (here > far.weight) far = { point, weight: here };
    }
    return far;
  };
  for (let start = 0; start < done.length; start++) {
    if (done[start] || !skeleton.kept[start]) continue;
    const there = farthest(start).point;
    const back = farthest(there);
    if (back.weight > bestWeight) {
      best = pathToRoot(walkFrom(skeleton.neighbours, [there]), back.point);
      bestWeight = back.weight;
    }
  }
  return best;
}

/** The path with its calibre, without the thin runs at its ends. */
function tubeOf(path: readonly number[], areaMm2: Float64Array): CavaAxis {
  const calibreMm = path.map((_, at) => {
    const near = path.slice(Math.max(0, at - AVERAGED_POINTS), at + AVERAGED_POINTS + 1);
    return Math.sqrt(near.reduce((sum, point) => sum + areaMm2[point]!, 0) / near.length / Math.PI);
  });
  // Weighted by area, so that a long thin tail of veins does not pull the median down.
  const leastMm = END_OF_TUBE * weightedMedian(calibreMm);
  const first = calibreMm.findIndex((mm) => mm >= leastMm);
  const end = calibreMm.findLastIndex((mm) => mm >= leastMm) + 1;
  return { points: path.slice(first, end), calibreMm: calibreMm.slice(first, end) };
}

/** The value below which half of the sum of squares lies. */
function weightedMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  let belowSquares = sorted.reduce((sum, value) => sum + value ** 2, 0) / 2;
  for (const value of sorted) {
    belowSquares -= value ** 2;
    if (belowSquares <= 0) return value;
  }
  return 0;
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;
}
