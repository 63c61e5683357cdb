import { walkFrom } from "./rooted-walk.ts";
import type { Skeleton } from "./skeleton.ts";

/** Radii are averaged over this length from the end, so that one bulging voxel does not decide. */
const END_LENGTH_POINTS = 8;

/** The end of a vessel whose last eight points are the thickest on average; ties go to the first in `tips`. */
export function thickestTip(skeleton: Skeleton, tips: readonly number[]): number {
  let best = tips[0]!;
  let bestMm = -1;
  for (const tip of tips) {
    const radiusMm = tipRadiusMm(skeleton, tip);
    if (radiusMm > bestMm) {
      best = tip;
      bestMm = radiusMm;
    }
  }
  return best;
}

/** Mean radius of the run that ends at `tip` over its last eight points, or up to its first division if that is nearer. */
export function tipRadiusMm(skeleton: Skeleton, tip: number): number {
  const radii = radiiFromTipMm(skeleton, tip);
  return radii.reduce((sum, radius) => sum + radius, 0) / radii.length;
}

/** Largest radius over the same points: the calibre that the vessel had before it tapered off. */
export function calibreBeforeTipMm(skeleton: Skeleton, tip: number): number {
  return Math.max(...radiiFromTipMm(skeleton, tip));
}

function radiiFromTipMm(skeleton: Skeleton, tip: number): number[] {
  const radii: number[] = [];
  let before = -1;
  for (let here: number | undefined = tip; here !== undefined && radii.length < END_LENGTH_POINTS; ) {
    radii.push(skeleton.radiusMm[here]!);
    const next: readonly number[] = skeleton.neighbours[here]!.filter((point) => point !== before);
    before = here;
    here = next.length === 1 ? next[0] : undefined;
  }
  return radii;
}

/** Ends of the piece of centreline that `point` belongs to; the point itself where the piece has one point. */
export function tipsOf(skeleton: Skeleton, point: number): number[] {
  return walkFrom(skeleton.neighbours, [point]).order.filter((other) => skeleton.neighbours[other]!.length <= 1);
}
