import { indexToWorld } from "@cantlie/volume";
import { headingAt } from "./extend-tips.ts";
import { distanceBetweenMm } from "./point-distance.ts";
import { walkFrom } from "./rooted-walk.ts";
import type { Skeleton } from "./skeleton.ts";
import { calibreBeforeTipMm, tipsOf } from "./thickest-tip.ts";

/**
 * Widest gap over which a piece is joined to its tree, wall to wall. Thick slices, a tumour's pressure or a filling defect
 * hide a few millimetres of vessel; over more than a centimetre another vessel lies nearer than the right one in most livers.
 */
const LARGEST_GAP_MM = 10;

/** A gap wider than this many radii of the piece's own end is a guess: the end no longer shows where the vessel was heading. */
const LARGEST_GAP_RADII = 3;

/** How a piece of the mask was tied to the tree. */
export interface Joint {
  /** the piece's end */
  readonly tip: number;
  /** the point of the tree, or of the cava, that it was tied to */
  readonly target: number;
  /** gap between the two walls, mm */
  readonly gapMm: number;
}

export interface JoinedSkeleton {
  readonly joints: readonly Joint[];
  /** ranks of pieces that no joint reaches */
  readonly loose: readonly number[];
}

/**
 * Ties pieces that no root reaches to the tree, each over its cheapest gap, nearest piece first, so that a piece may hang
 * on one that was tied before it. The cost of a gap is its width, doubled where the piece's end points straight away from it.
 *
 * @param rooted points of the tree so far
 * @param cava points of the cava, if any: a piece tied to it has an ostium of its own
 */
export function joinPieces(skeleton: Skeleton, rooted: readonly number[], cava: readonly number[]): JoinedSkeleton {
  const waiting = loosePieces(skeleton, rooted);
  const joints: Joint[] = [];
  let targets: readonly number[] = [...rooted, ...cava];
  const best = new Map<number, PricedJoint>();
  while (waiting.size > 0) {
    // Only points that joined the tree in the last round can give a cheaper joint than the best one known.
    for (const [rank, piece] of waiting) {
      const joint = cheapestJoint(skeleton, piece, targets);
      if (joint && joint.cost < (best.get(rank)?.cost ?? Infinity)) best.set(rank, joint);
    }
    const [rank, joint] = [...best].reduce<readonly [number, PricedJoint | undefined]>(
      (cheapest, [other, candidate]) => (candidate.cost < (cheapest[1]?.cost ?? Infinity) ? [other, candidate] : cheapest),
      [-1, undefined],
    );
    if (!joint) break;
    joints.push({ tip: joint.tip, target: joint.target, gapMm: joint.gapMm });
    targets = walkFrom(skeleton.neighbours, [joint.tip]).order;
    waiting.delete(rank);
    best.delete(rank);
  }
  return { joints, loose: [...waiting.keys()] };
}

interface PricedJoint extends Joint {
  readonly cost: number;
}

interface LoosePiece {
  readonly tips: readonly number[];
  /** x, y, z of the centres of its voxels, mm */
  readonly voxelsMm: number[];
}

/** Pieces without a rooted point, by rank. */
function loosePieces(skeleton: Skeleton, rooted: readonly number[]): Map<number, LoosePiece> {
  const reached = new Set(rooted.map((point) => skeleton.piece[point]!));
  const pieces = new Map<number, LoosePiece>();
  skeleton.kept.forEach((kept, point) => {
    const rank = skeleton.piece[point]!;
    if (kept && !reached.has(rank) && !pieces.has(rank)) pieces.set(rank, { tips: tipsOf(skeleton, point), voxelsMm: [] });
  });
  if (pieces.size > 0)
    skeleton.lumenPiece.forEach((rank, voxel) => {
      if (rank > 0) pieces.get(rank - 1)?.voxelsMm.push(...indexToWorld(skeleton.lumenGrid, voxel));
    });
  return pieces;
}

function cheapestJoint(skeleton: Skeleton, { tips, voxelsMm }: LoosePiece, targets: readonly number[]): PricedJoint | undefined {
  const halfVoxelMm = Math.min(...skeleton.lumenGrid.spacingMm) / 2;
  const p = skeleton.positionMm;
  let best: PricedJoint | undefined;
  for (const target of targets) {
    const tip = tips.reduce((nearest, other) =>
      distanceBetweenMm(p, other, target) < distanceBetweenMm(p, nearest, target) ? other : nearest,
    );
    const limitMm = Math.min(LARGEST_GAP_MM, LARGEST_GAP_RADII * calibreBeforeTipMm(skeleton, tip));
    const reachMm = Math.min(limitMm, best?.cost ?? Infinity) + skeleton.radiusMm[target]! + halfVoxelMm;
    let nearestMm2 = reachMm ** 2;
    let isNear = false;
    for (let at = 0; at < voxelsMm.length; at += 3) {
      const mm2 =
        (voxelsMm[at]! - p[3 * target]!) ** 2 +
        (voxelsMm[at + 1]! - p[3 * target + 1]!) ** 2 +
        (voxelsMm[at + 2]! - p[3 * target + 2]!) ** 2;
      if (mm2 > nearestMm2) continue;
      nearestMm2 = mm2;
      isNear = true;
    }
    if (!isNear) continue;
    const gapMm = Math.max(0, Math.sqrt(nearestMm2) - skeleton.radiusMm[target]! - halfVoxelMm);
    const cost = gapMm * (1.5 - 0.5 * headingCosine(skeleton, tip, target));
    if (!best || cost < best.cost) best = { tip, target, gapMm, cost };
  }
  return best;
}

/** Cosine between the way that the vessel heads at its end and the way to `target`; 0 for a piece of one point. */
function headingCosine(skeleton: Skeleton, tip: number, target: number): number {
  const heading = headingAt(skeleton, tip);
  const apartMm = distanceBetweenMm(skeleton.positionMm, tip, target);
  if (!heading || apartMm === 0) return 0;
  const p = skeleton.positionMm;
  return [0, 1, 2].reduce((sum, axis) => sum + (heading[axis]! * (p[3 * target + axis]! - p[3 * tip + axis]!)) / apartMm, 0);
}
