import { distanceMm, type WorldPoint } from "@cantlie/geometry";
import { type Grid, indexToWorld } from "@cantlie/volume";
import { distanceToSurfaceMm, type LesionDistance, mappedDistanceMm } from "./lesion-distance.ts";

/**
 * A lesion under more liver than this is not reached by a wedge: with a mouth as wide as it is deep, the wedge would
 * take more than a segmentectomy (a cone 40 mm deep and wide at 10 mm round the lesion is about 40 mL).
 */
export const WEDGE_REACH_MM = 40;

/** Openings are tried this far apart; the next voxel's opening would be much the same. */
const OPENING_STEP_MM = 8;
const MOST_OPENINGS = 12;

/**
 * Middles of possible openings within reach, nearest to the lesion first.
 *
 * @param openCapsule flat indices of capsule that may be opened, ascending
 */
export function wedgeOpenings(grid: Grid, openCapsule: Int32Array, lesion: LesionDistance): WorldPoint[] {
  const inMap = withinSlices(grid, openCapsule, lesion.box.start[2], lesion.box.size[2]);
  const openings = spacedOut(
    grid,
    nearerThan(inMap, (voxel) => mappedDistanceMm(lesion, voxel), lesion.reachMm),
  );
  // what lies beyond the map is farther than all of it
  if (openings.length === MOST_OPENINGS) return openings;
  return spacedOut(
    grid,
    nearerThan(openCapsule, (voxel) => distanceToSurfaceMm(lesion, voxel, WEDGE_REACH_MM), WEDGE_REACH_MM),
  );
}

/** The part of ascending flat indices that lies in some slices. */
export function withinSlices(grid: Grid, voxels: Int32Array, firstSlice: number, slices: number): Int32Array {
  const plane = grid.size[0] * grid.size[1];
  return voxels.subarray(firstFrom(voxels, firstSlice * plane), firstFrom(voxels, (firstSlice + slices) * plane));
}

/** Position of the first entry of an ascending list that is `least` or more. */
function firstFrom(voxels: Int32Array, least: number): number {
  let [from, to] = [0, voxels.length];
  while (from < to) {
    const middle = (from + to) >> 1;
    if (voxels[middle]! < least) from = middle + 1;
    else to = middle;
  }
  return from;
}

/** Voxels and how far each is from the lesion. */
interface Candidates {
  readonly voxels: readonly number[];
  readonly mm: readonly number[];
}

function nearerThan(all: Int32Array, distanceMm: (voxel: number) => number, withinMm: number): Candidates {
  const voxels: number[] = [];
  const mm: number[] = [];
  for (const voxel of all) {
    const distance = distanceMm(voxel);
    if (distance >= withinMm) continue;
    voxels.push(voxel);
    mm.push(distance);
  }
  return { voxels, mm };
}

/** The nearest candidate, then the nearest that is a step away from it, and so on; of two alike the one with the lesser index. */
function spacedOut(grid: Grid, { voxels, mm }: Candidates): WorldPoint[] {
  const openings: WorldPoint[] = [];
  while (openings.length < MOST_OPENINGS) {
    let [best, bestMm] = [-1, Infinity];
    for (let n = 0; n < voxels.length; n++) {
      if (mm[n]! >= bestMm) continue;
      const at = indexToWorld(grid, voxels[n]!);
      if (!openings.every((other) => distanceMm(at, other) >= OPENING_STEP_MM)) continue;
      [best, bestMm] = [n, mm[n]!];
    }
    if (best < 0) break;
    openings.push(indexToWorld(grid, voxels[best]!));
  }
  return openings;
}
