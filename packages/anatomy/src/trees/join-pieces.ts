import { distanceBetweenMm } from "./point-distance.ts";
import { walkFrom } from "./rooted-walk.ts";
import type { Skeleton } from "./skeleton.ts";
import { tipRadiusMm, tipsOf } from "./thickest-tip.ts";

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
  const joints: Joint[] = [];
  const targets = [...rooted, ...cava];
  const waiting = looseTips(skeleton, rooted);
  for (;;) {
    let best: (Joint & { readonly rank: number; readonly cost: number }) | undefined;
    for (const [rank, tips] of waiting) {
      const joint = cheapestJoint(skeleton, tips, targets);
      if (joint && (!best || joint.cost < best.cost)) best = { ...joint, rank };
    }
    if (!best) return { joints, loose: [...waiting.keys()] };
    joints.push({ tip: best.tip, target: best.target, gapMm: best.gapMm });
    targets.push(...walkFrom(skeleton.neighbours, [best.tip]).order);
    waiting.delete(best.rank);
  }
}

/** Ends of each piece that has no rooted point, by the piece's rank. */
function looseTips(skeleton: Skeleton, rooted: readonly number[]): Map<number, readonly number[]> {
  const reached = new Set(rooted.map((point) => skeleton.piece[point]!));
  const tips = new Map<number, readonly number[]>();
  skeleton.kept.forEach((kept, point) => {
    const rank = skeleton.piece[point]!;
    if (kept && !reached.has(rank) && !tips.has(rank)) tips.set(rank, tipsOf(skeleton, point));
  });
  return tips;
}

function cheapestJoint(
  skeleton: Skeleton,
  tips: readonly number[],
  targets: readonly number[],
): (Joint & { readonly cost: number }) | undefined {
  let best: (Joint & { readonly cost: number }) | undefined;
  for (const tip of tips) {
    const radiusMm = tipRadiusMm(skeleton, tip);
    const limitMm = Math.min(LARGEST_GAP_MM, LARGEST_GAP_RADII * radiusMm);
    for (const target of targets) {
      const apartMm = distanceBetweenMm(skeleton.positionMm, tip, target);
      const gapMm = Math.max(0, apartMm - skeleton.radiusMm[tip]! - skeleton.radiusMm[target]!);
      if (gapMm > limitMm || (best && gapMm >= best.cost)) continue;
      const cost = gapMm * (1.5 - 0.5 * headingCosine(skeleton, tip, target));
      if (!best || cost < best.cost) best = { tip, target, gapMm, cost };
    }
  }
  return best;
}

/** Cosine between the way that the vessel heads at its end and the way to `target`; 0 for a piece of one point. */
function headingCosine(skeleton: Skeleton, tip: number, target: number): number {
  let back = tip;
  let before = -1;
  for (let step = 0; step < 5; step++) {
    const next = skeleton.neighbours[back]!.filter((point) => point !== before);
    if (next.length !== 1) break;
    before = back;
    back = next[0]!;
  }
  if (back === tip) return 0;
  const p = skeleton.positionMm;
  let dot = 0;
  for (const axis of [0, 1, 2]) dot += (p[3 * tip + axis]! - p[3 * back + axis]!) * (p[3 * target + axis]! - p[3 * tip + axis]!);
  const lengths = distanceBetweenMm(p, tip, back) * distanceBetweenMm(p, tip, target);
  return lengths > 0 ? dot / lengths : 0;
}
