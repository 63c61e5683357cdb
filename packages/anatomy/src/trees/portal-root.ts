import { distanceBetweenMm } from "./point-distance.ts";
import { lengthInOrganBeyondMm, pathToRoot, type RootedWalk, walkFrom } from "./rooted-walk.ts";
import type { Skeleton } from "./skeleton.ts";
import { thickestTip } from "./thickest-tip.ts";

/**
 * Share of the centreline inside the organ that may still lie behind a point of the trunk: twigs to segment 1 leave
 * the trunk before it divides, and a trunk that touches the liver mask counts as inside for some of its length.
 */
const BEHIND_TRUNK_FRACTION = 0.02;

/**
 * A vessel that joins the trunk from outside with at least half its calibre makes the confluence (superior mesenteric with
 * splenic vein), where the portal trunk begins. Smaller ones (gastric, pancreatic, cystic veins) join the trunk along its way.
 */
const CONFLUENCE_CALIBRE = 0.5;

export interface RootedSkeleton {
  readonly skeleton: Skeleton;
  readonly roots: readonly number[];
}

/**
 * Root of a vessel that enters the organ through the hilum (portal vein, artery; bile duct against its flow): the far end of
 * its trunk. The trunk is the thickest run outside the organ behind which (almost) no centreline inside the organ lies; it
 * begins at the first confluence with a vessel of like calibre, and what lies behind that, or joins the trunk without ever
 * reaching the organ, is left out of the tree: blood runs through it towards the trunk, not from it.
 * Without such a run (a mask clipped to the liver) the root is the thickest end of the largest piece.
 */
export function rootAtHilum(skeleton: Skeleton): RootedSkeleton {
  const first = skeleton.pieces[0]!.point;
  const middle = middleInOrgan(skeleton, livingPoint(skeleton, first));
  const walk = walkFrom(skeleton.neighbours, [middle]);
  const beyondMm = lengthInOrganBeyondMm(skeleton, walk);
  const allMm = beyondMm[middle]!;
  const isBehind = (point: number): boolean => !skeleton.inOrgan[point] && beyondMm[point]! <= BEHIND_TRUNK_FRACTION * allMm;

  const tips = walk.order.filter((point) => skeleton.neighbours[point]!.length <= 1);
  let trunk: number[] = [];
  let trunkMm3 = 0;
  for (const tip of tips) {
    const run = pathToRoot(walk, tip);
    const end = run.findIndex((point) => !isBehind(point));
    const outside = run.slice(0, end < 0 ? run.length : end);
    const volumeMm3 = runVolumeMm3(skeleton, outside);
    if (volumeMm3 > trunkMm3) {
      trunk = outside;
      trunkMm3 = volumeMm3;
    }
  }
  if (trunk.length < 2 || allMm === 0) return { skeleton, roots: [thickestTip(skeleton, tips)] };
  const root = beginningOfTrunk(skeleton, walk, trunk);
  return { skeleton: withoutTributaries(skeleton, root, trunk.slice(trunk.indexOf(root)), walk, beyondMm), roots: [root] };
}

/** The point behind each side of which at most half of the centreline inside the organ lies. */
function middleInOrgan(skeleton: Skeleton, start: number): number {
  const walk = walkFrom(skeleton.neighbours, [start]);
  const beyondMm = lengthInOrganBeyondMm(skeleton, walk);
  let middle = start;
  for (;;) {
    const heavy = skeleton.neighbours[middle]!.find(
      (next) => walk.parent[next] === middle && beyondMm[next]! > beyondMm[start]! / 2,
    );
    if (heavy === undefined) return middle;
    middle = heavy;
  }
}

/** Pruning may have taken the point by which a piece is known; any other of the piece will do. */
function livingPoint(skeleton: Skeleton, point: number): number {
  if (skeleton.kept[point]) return point;
  return skeleton.kept.findIndex((kept, other) => kept === 1 && skeleton.piece[other] === skeleton.piece[point]);
}

function runVolumeMm3(skeleton: Skeleton, run: readonly number[]): number {
  let volumeMm3 = 0;
  for (let at = 1; at < run.length; at++)
    volumeMm3 += Math.PI * skeleton.radiusMm[run[at]!]! ** 2 * distanceBetweenMm(skeleton.positionMm, run[at - 1]!, run[at]!);
  return volumeMm3;
}

/** Last point of the trunk, going outwards from the organ, before a vessel of like calibre joins. */
function beginningOfTrunk(skeleton: Skeleton, walk: RootedWalk, trunk: readonly number[]): number {
  for (let at = trunk.length - 1; at > 0; at--) {
    const here = trunk[at]!;
    const onward = trunk[at - 1]!;
    const onwardMm = meanRadiusBeyondMm(skeleton, walk, onward);
    for (const side of skeleton.neighbours[here]!) {
      if (side === onward || walk.parent[side] !== here) continue;
      const sideMm = meanRadiusBeyondMm(skeleton, walk, side);
      if (Math.min(sideMm, onwardMm) >= CONFLUENCE_CALIBRE * skeleton.radiusMm[here]!) return here;
    }
  }
  return trunk[0]!;
}

/** Mean radius of the run from `point` outwards to its first division or end. */
function meanRadiusBeyondMm(skeleton: Skeleton, walk: RootedWalk, point: number): number {
  let sumMm = 0;
  let count = 0;
  for (let here: number | undefined = point; here !== undefined; ) {
    sumMm += skeleton.radiusMm[here]!;
    count++;
    const from: number = here;
    const next: readonly number[] = skeleton.neighbours[from]!.filter((other) => walk.parent[other] === from);
    here = next.length === 1 ? next[0] : undefined;
  }
  return sumMm / count;
}

function withoutTributaries(
  skeleton: Skeleton,
  root: number,
  trunk: readonly number[],
  walk: RootedWalk,
  beyondMm: Float64Array,
): Skeleton {
  const onTrunk = new Set(trunk);
  const drop = new Uint8Array(skeleton.kept.length);
  for (const point of walk.order) {
    const before = walk.parent[point]!;
    if (before < 0 || onTrunk.has(point)) continue;
    const leavesTrunk = onTrunk.has(before) && (before === root || (beyondMm[point] === 0 && !skeleton.inOrgan[point]));
    if (leavesTrunk || drop[before]) drop[point] = 1;
  }
  return withoutPoints(skeleton, drop);
}

/** The skeleton without the points where `drop` is 1. */
export function withoutPoints(skeleton: Skeleton, drop: Uint8Array): Skeleton {
  return {
    ...skeleton,
    kept: skeleton.kept.map((kept, point) => (drop[point] ? 0 : kept)),
    neighbours: skeleton.neighbours.map((list, point) => (drop[point] ? [] : list.filter((other) => !drop[other]))),
  };
}
