import type { RootedSkeleton } from "./portal-root.ts";
import { withoutPoints } from "./portal-root.ts";
import { lengthInOrganBeyondMm, walkFrom } from "./rooted-walk.ts";
import type { Skeleton } from "./skeleton.ts";
import { tipRadiusMm, tipsOf } from "./thickest-tip.ts";

/** Ostia of the main veins lie around one short stretch of the cava; an end farther from the main root than this is no ostium. */
const OSTIA_WITHIN_MM = 40;

/** An ostium of its own is a trunk: at least half as thick as the main one. */
const OSTIUM_CALIBRE = 0.5;

/**
 * Hepatic roots where the cava is known: every point at which the centreline leaves it, if what lies beyond reaches
 * the organ. What does not (renal, phrenic, lumbar veins) and the cava itself are left out.
 */
export function rootAtOstia(skeleton: Skeleton, inCava: Uint8Array): RootedSkeleton {
  const drop = inCava.slice();
  const ostia: number[] = [];
  skeleton.neighbours.forEach((list, point) => {
    if (!inCava[point] && list.some((other) => inCava[other])) ostia.push(point);
  });
  const veins = withoutPoints(skeleton, inCava);
  const roots = ostia.filter((ostium) => {
    const walk = walkFrom(veins.neighbours, [ostium]);
    if (lengthInOrganBeyondMm(veins, walk)[ostium]! > 0) return true;
    for (const point of walk.order) drop[point] = 1;
    return false;
  });
  return { skeleton: withoutPoints(skeleton, drop), roots };
}

/**
 * Hepatic roots where no cava was labelled: in the largest piece the end that is thickest, high and posterior, for the veins
 * taper from the cava and the cava lies behind and reaches highest; in other pieces the same end if it is a trunk
 * (half as thick) and lies where ostia lie (within 40 mm of the first).
 *
 * The score of an end is its mean radius × (1 + share), where share is its place between the lowest-anterior (0) and the
 * highest-posterior end (1) of its piece.
 */
export function rootAtThickEnds(skeleton: Skeleton): RootedSkeleton {
  const roots: number[] = [];
  for (const [rank] of skeleton.pieces.entries()) {
    const start = skeleton.kept.findIndex((kept, point) => kept === 1 && skeleton.piece[point] === rank);
    if (start < 0) continue;
    const tip = ostiumLikeTip(skeleton, tipsOf(skeleton, start));
    const main = roots[0];
    if (main === undefined || (isNear(skeleton, tip, main) && isTrunk(skeleton, tip, main))) roots.push(tip);
  }
  return { skeleton, roots };
}

function ostiumLikeTip(skeleton: Skeleton, tips: readonly number[]): number {
  const height = (tip: number): number => skeleton.positionMm[3 * tip + 1]! + skeleton.positionMm[3 * tip + 2]!;
  const heights = tips.map(height);
  const lowest = Math.min(...heights);
  const spanMm = Math.max(...heights) - lowest || 1;
  const score = (tip: number): number => tipRadiusMm(skeleton, tip) * (1 + (height(tip) - lowest) / spanMm);
  return tips.reduce((best, tip) => (score(tip) > score(best) ? tip : best));
}

function isNear(skeleton: Skeleton, a: number, b: number): boolean {
  return (
    [0, 1, 2].reduce((sum, axis) => sum + (skeleton.positionMm[3 * a + axis]! - skeleton.positionMm[3 * b + axis]!) ** 2, 0) <=
    OSTIA_WITHIN_MM ** 2
  );
}

function isTrunk(skeleton: Skeleton, tip: number, main: number): boolean {
  return tipRadiusMm(skeleton, tip) >= OSTIUM_CALIBRE * tipRadiusMm(skeleton, main);
}
