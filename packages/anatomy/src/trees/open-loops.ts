import { unlink } from "./prune-spurs.ts";
import { pathToRoot, walkFrom } from "./rooted-walk.ts";
import type { Skeleton } from "./skeleton.ts";
import { LEAST_LOOP_POINTS } from "./spanning-forest.ts";

/** The calibre at a point is averaged over this many points to either side: single radii come in steps of a voxel. */
const AVERAGED_POINTS = 4;

/** The thin run of a loop goes on while its calibre is within a quarter of the least: averages of nine points in steps of a voxel are no surer. */
const AS_THIN = 1.25;

/** An ostium of its own is a trunk: at least half as thick as the loop's other one. */
const OSTIUM_CALIBRE = 0.5;

/**
 * Opens each loop of hepatic veins at the one end of its thin run where it meets the thicker vessel.
 *
 * A loop is two vessels whose labels touch. The touching one is a twig of the vessel whose calibre is nearer to its own, and what it
 * touches is the larger one: most often a twig of a hepatic vein that passes the cava. Opened anywhere else, the twig would be an
 * ostium, and a main vein could end in it. A run that leaves the cava as a trunk (half as thick as the other ostium of the
 * loop, and more than a voxel thin) is a vein of its own, and is parted from the other vein instead.
 *
 * A portal tree has one root: there the forest's own opening, at the thinnest link, misled less often.
 *
 * @param inCava 1 for points in the cava
 */
export function openLoops(skeleton: Skeleton, inCava: Uint8Array): Skeleton {
  if (skeleton.closings.length === 0) return skeleton;
  const neighbours = skeleton.neighbours.map((list) => [...list]);
  for (const [a, b] of skeleton.closings) {
    const loop = pathToRoot(walkFrom(neighbours, [a]), b);
    // The other links around a place where a loop was just opened close it no more.
    if (loop.length < LEAST_LOOP_POINTS) continue;
    const cut = weakestLink(loop, { skeleton, neighbours, inCava });
    if (!cut) continue;
    neighbours[a]!.push(b);
    neighbours[b]!.push(a);
    unlink(neighbours, cut[0], cut[1]);
  }
  return { ...skeleton, neighbours, closings: [] };
}

interface Surroundings {
  readonly skeleton: Skeleton;
  readonly neighbours: readonly (readonly number[])[];
  readonly inCava: Uint8Array;
}

/** A loop as a ring: any whole number is a place on it. */
interface Ring {
  readonly pointAt: (place: number) => number;
  readonly isCava: (place: number) => boolean;
  /** mean radius of some places outside the cava, mm; Infinity in it */
  readonly calibreMm: (from: number, to: number) => number;
  readonly length: number;
}

/** Where a loop is to be opened; undefined if no part of it is thinner than the rest. */
function weakestLink(loop: readonly number[], around: Surroundings): readonly [number, number] | undefined {
  const ring = ringOf(loop, around);
  const run = thinRun(ring);
  if (!run) return undefined;
  const ends = [
    { at: run.first, step: -1 },
    { at: run.last, step: 1 },
  ] as const;
  const [start, end] = ends.map((side) => (isTrunk(ring, side, around.skeleton) ? 0 : beyondMm(ring, side)));
  const { at, step } = start! > end! ? ends[0] : ends[1];
  const last = lastBeforeDivision(ring, { at, step }, around.neighbours);
  return [ring.pointAt(last), ring.pointAt(last + step)];
}

function ringOf(loop: readonly number[], { skeleton, inCava }: Surroundings): Ring {
  const length = loop.length;
  const pointAt = (place: number): number => loop[((place % length) + length) % length]!;
  const isCava = (place: number): boolean => inCava[pointAt(place)] === 1;
  const calibreMm = (from: number, to: number): number => {
    let [sumMm, count] = [0, 0];
    for (let place = from; place <= to; place++) {
      if (isCava(place)) continue;
      sumMm += skeleton.radiusMm[pointAt(place)]!;
      count++;
    }
    return count > 0 ? sumMm / count : Infinity;
  };
  return { pointAt, isCava, calibreMm, length };
}

/** The places around the thinnest one that are about as thin; undefined if all are. */
function thinRun({ isCava, calibreMm, length }: Ring): { readonly first: number; readonly last: number } | undefined {
  const hereMm = (place: number): number =>
    isCava(place) ? Infinity : calibreMm(place - AVERAGED_POINTS, place + AVERAGED_POINTS);
  let thinnest = 0;
  for (let place = 1; place < length; place++) if (hereMm(place) < hereMm(thinnest)) thinnest = place;
  const limitMm = AS_THIN * hereMm(thinnest);
  if (limitMm === Infinity) return undefined;
  let [first, last] = [thinnest, thinnest];
  while (last - thinnest < length && hereMm(last + 1) <= limitMm) last++;
  if (last - thinnest === length) return undefined;
  while (hereMm(first - 1) <= limitMm) first--;
  return { first, last };
}

/** An end of the thin run, and the way out of it. */
interface RunEnd {
  readonly at: number;
  readonly step: -1 | 1;
}

/** Calibre of what the run meets at its end. */
function beyondMm(ring: Ring, { at, step }: RunEnd): number {
  return ring.isCava(at + step) ? Infinity : calibreFromMm(ring, at + step, step);
}

/** Whether the run leaves the cava at this end as a vein with an ostium of its own. */
function isTrunk(ring: Ring, { at, step }: RunEnd, { lumenGrid }: Skeleton): boolean {
  if (!ring.isCava(at + step)) return false;
  let other = at + step;
  while (ring.isCava(other)) other += step;
  const runMm = calibreFromMm(ring, at, step === 1 ? -1 : 1);
  const voxelThinMm = Math.min(...lumenGrid.spacingMm) / 2;
  return runMm > AS_THIN * voxelThinMm && runMm >= OSTIUM_CALIBRE * calibreFromMm(ring, other, step);
}

function calibreFromMm({ calibreMm }: Ring, place: number, step: -1 | 1): number {
  const far = place + step * 2 * AVERAGED_POINTS;
  return calibreMm(Math.min(place, far), Math.max(place, far));
}

/** Goes on from the end of the run to the thicker vessel, so that no stump stays on that: to its division, if one is near, or the cava. */
function lastBeforeDivision(ring: Ring, { at, step }: RunEnd, neighbours: readonly (readonly number[])[]): number {
  let last = at;
  for (let points = 0; points <= 2 * AVERAGED_POINTS; points++) {
    const next = last + step;
    if (ring.isCava(next) || neighbours[ring.pointAt(next)]!.length > 2) return last;
    last = next;
  }
  return at;
}
