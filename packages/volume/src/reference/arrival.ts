import type { Vector3 } from "@cantlie/geometry";

/** A settled face neighbour from which a front may arrive. */
export interface Upwind {
  readonly axis: 0 | 1 | 2;
  /** where the neighbour lies along the axis */
  readonly side: 1 | -1;
  readonly valueMm: number;
  readonly front: number;
}

/** Where fronts start; places are mm along the axes of the box. */
export interface Starts {
  /** x, y, z of each front's source */
  readonly placeMm: Float64Array;
  readonly startMm: Float32Array;
  readonly spacingMm: Vector3;
}

export interface Arrival {
  readonly front: number;
  /** rounded to float32 */
  readonly valueMm: number;
}

/**
 * When a front that has settled at the neighbours `upwind` arrives at `place`, and from which source.
 *
 * The plain upwind step solves Σ ((T - aᵢ) / hᵢ)² = 1, which takes the front for flat between neighbours. A front round its source is curved:
 * with D the distance to the source, Dᵢ at the neighbour exceeds D's tangent by κᵢ = Dᵢ - (D + sideᵢ hᵢ ∂D/∂xᵢ). With aᵢ - κᵢ in place of aᵢ the
 * step is exact for T = start + D, and behind a corner, where the front is more curved than D, it still errs on the long side.
 * No path is shorter than the straight line to its source, so start + D is a lower bound as well.
 */
export function arrivalFrom(upwind: readonly Upwind[], place: Vector3, starts: Starts): Arrival {
  const { front, straightMm } = nearestByStraightLine(upwind, place, starts);
  const radiusMm = straightMm - starts.startMm[front]!;
  const neighbours = upwind.map((neighbour) => {
    const hMm = starts.spacingMm[neighbour.axis];
    const alongMm = neighbour.side * (place[neighbour.axis] - starts.placeMm[3 * front + neighbour.axis]!);
    const radiusThereMm = Math.sqrt(Math.max(0, radiusMm * radiusMm + hMm * (hMm + 2 * alongMm)));
    return { valueMm: neighbour.valueMm, hMm, alongMm, radiusThereMm };
  });
  const isInSight = neighbours.filter(({ alongMm, radiusThereMm, valueMm }) => {
    return alongMm < 0 && valueMm <= Math.fround(starts.startMm[front]! + radiusThereMm);
  });
  const offsets = [0, 1, 2].filter((axis) => place[axis] !== starts.placeMm[3 * front + axis]);
  // all neighbours towards the source have it as early as it can be seen from them: then it is seen from here
  if (isInSight.length === offsets.length) return { front, valueMm: Math.fround(straightMm) };
  const flattened = neighbours.map(({ valueMm, hMm, alongMm, radiusThereMm }) => {
    const curvatureMm = radiusMm > 0 ? radiusThereMm - radiusMm - (hMm * alongMm) / radiusMm : 0;
    return { flatMm: valueMm - curvatureMm, valueMm, hMm };
  });
  flattened.sort((a, b) => a.flatMm - b.flatMm);
  const base = flattened[0]!.flatMm;
  let [sumW, sumWd, sumWdd] = [0, 0, 0];
  let aheadMm = Number.POSITIVE_INFINITY;
  let arrivalMm = straightMm;
  for (const { flatMm, valueMm, hMm } of flattened) {
    if (base + aheadMm <= valueMm) continue;
    const w = 1 / (hMm * hMm);
    const d = flatMm - base;
    sumW += w;
    sumWd += w * d;
    sumWdd += w * d * d;
    aheadMm = (sumWd + Math.sqrt(Math.max(0, sumWd * sumWd - sumW * (sumWdd - 1)))) / sumW;
    arrivalMm = Math.max(arrivalMm, valueMm);
  }
  return { front, valueMm: Math.fround(Math.max(arrivalMm, base + aheadMm)) };
}

/** Start plus straight distance of a front to a place: no path is shorter. */
export function straightMm(front: number, place: Vector3, { placeMm, startMm }: Starts): number {
  const x = place[0] - placeMm[3 * front]!;
  const y = place[1] - placeMm[3 * front + 1]!;
  const z = place[2] - placeMm[3 * front + 2]!;
  return startMm[front]! + Math.sqrt(x * x + y * y + z * z);
}

function nearestByStraightLine(upwind: readonly Upwind[], place: Vector3, starts: Starts) {
  let front = -1;
  let nearestMm = Number.POSITIVE_INFINITY;
  for (const neighbour of upwind) {
    if (neighbour.front === front) continue;
    const mm = straightMm(neighbour.front, place, starts);
    if (mm > nearestMm || (mm === nearestMm && neighbour.front > front)) continue;
    front = neighbour.front;
    nearestMm = mm;
  }
  return { front, straightMm: nearestMm };
}
