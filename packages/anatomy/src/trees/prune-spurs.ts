import { distanceBetweenMm } from "./point-distance.ts";
import type { Skeleton } from "./skeleton.ts";

/**
 * How far a side branch must stand out of the vessel that it leaves, as a share of that vessel's radius. A tube with a flat
 * end has its rim at √2 − 1 = .41 radii beyond the inscribed ball, so anything less is the shape of the wall.
 */
const STANDS_OUT_RADII = 0.5;

/**
 * Takes away side runs that are bumps of the wall and not vessels: those that end before they stand out of the ball
 * inscribed at their division by half its radius, or that are shorter than a voxel's diagonal.
 *
 * The least of them goes first and the rest is looked at again, so that of two short twigs at the end of a vessel one
 * remains as its continuation. The two ends of an opened loop are no ends yet: it may be opened elsewhere.
 */
export function pruneSpurs(skeleton: Skeleton): Skeleton {
  const neighbours = skeleton.neighbours.map((list) => [...list]);
  for (const [a, b] of skeleton.closings) {
    neighbours[a]!.push(b);
    neighbours[b]!.push(a);
  }
  const kept = skeleton.kept.slice();
  const diagonalMm = Math.hypot(...skeleton.lumenGrid.spacingMm);
  for (;;) {
    const worstAt = new Map<number, Spur>();
    neighbours.forEach((list, tip) => {
      if (list.length !== 1) return;
      const spur = spurFrom(tip, skeleton, neighbours);
      if (!spur || (spur.excessMm >= 0 && spur.lengthMm > diagonalMm)) return;
      const worst = worstAt.get(spur.junction);
      if (!worst || spur.excessMm < worst.excessMm) worstAt.set(spur.junction, spur);
    });
    if (worstAt.size === 0) break;
    for (const { run, junction } of worstAt.values()) {
      // Two divisions of one round may share a run's end; a division that has become a plain point is judged anew.
      if (neighbours[junction]!.length < 3) continue;
      for (const point of run) {
        neighbours[point] = [];
        kept[point] = 0;
      }
      const last = run[run.length - 1]!;
      neighbours[junction] = neighbours[junction]!.filter((point) => point !== last);
    }
  }
  for (const [a, b] of skeleton.closings) unlink(neighbours, a, b);
  return { ...skeleton, neighbours, kept };
}

/** Takes away the link between two points, in place. */
export function unlink(neighbours: number[][], a: number, b: number): void {
  neighbours[a] = neighbours[a]!.filter((point) => point !== b);
  neighbours[b] = neighbours[b]!.filter((point) => point !== a);
}

interface Spur {
  readonly junction: number;
  /** points from the tip to the last one before the junction */
  readonly run: readonly number[];
  readonly lengthMm: number;
  /** by how much it stands out of its vessel more than a bump does; negative for a bump */
  readonly excessMm: number;
}

function spurFrom(tip: number, skeleton: Skeleton, neighbours: readonly (readonly number[])[]): Spur | undefined {
  const run = [tip];
  let before = -1;
  let here = tip;
  let lengthMm = 0;
  for (;;) {
    const next = neighbours[here]!.find((point) => point !== before);
    if (next === undefined) return undefined;
    lengthMm += distanceBetweenMm(skeleton.positionMm, here, next);
    before = here;
    here = next;
    if (neighbours[here]!.length > 2) break;
    run.push(here);
  }
  const standsOutMm = lengthMm + skeleton.radiusMm[tip]! - skeleton.radiusMm[here]!;
  return { junction: here, run, lengthMm, excessMm: standsOutMm - STANDS_OUT_RADII * skeleton.radiusMm[here]! };
}
