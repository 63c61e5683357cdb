import type { Vector3 } from "@cantlie/geometry";
import type { Grid } from "../grid.ts";
import type { FrontSources } from "../kernels.ts";
import type { BucketQueue } from "./bucket-queue.ts";
import { boxVoxelCount, type PaddedBox } from "./padded-box.ts";

/**
 * The two best fronts at every voxel of a padded box, of different groups, each tentative or settled.
 * A front is named by its source's place in the order by groups, so that the fronts of one group are a range.
 */
export interface TwoFronts {
  /** voxel of the box where each front starts */
  readonly sourceVoxel: Int32Array;
  /** Notes that `front` may be at `voxel` at `valueMm`; true if that changed anything. */
  offer(voxel: number, front: number, valueMm: number): boolean;
  isTentative(voxel: number, slot: 0 | 1): boolean;
  valueMm(voxel: number, slot: 0 | 1): number;
  /** Makes a tentative front final and offers it to the six neighbours. */
  settle(voxel: number, slot: 0 | 1, queue: BucketQueue): void;
  /** Nearest and second front; front -1 at Infinity where there is none. */
  inOrder(voxel: number): [{ front: number; valueMm: number }, { front: number; valueMm: number }];
}

interface FrontInputs {
  readonly box: PaddedBox;
  readonly grid: Grid;
  readonly sources: FrontSources;
  /** source indices by group */
  readonly order: Int32Array;
}

const NONE = -1;
/** Tentative fronts are stored as -2 - front: below zero, so that they never count as settled neighbours. */
const tentative = (front: number) => -2 - front;
const frontOf = (stored: number) => (stored >= 0 ? stored : -2 - stored);

export function makeFronts({ box, grid, sources, order }: FrontInputs): TwoFronts {
  const n = boxVoxelCount(box);
  const inside = new Uint8Array(n);
  for (const at of box.inBox) inside[at] = 1;
  const value = new Float32Array(2 * n).fill(Number.POSITIVE_INFINITY);
  const stored = new Int32Array(2 * n).fill(NONE);
  const steps: Vector3 = [1, box.size[0], box.size[0] * box.size[1]];
  const placeMm = order.length === 0 ? new Float64Array(0) : sourcePlacesMm(order, sources, { box, grid });
  const sourceVoxel = Int32Array.from(order, (source) => voxelInBox(sources.voxel[source]!, box, grid));
  const groupOf = Uint16Array.from(order, (source) => sources.group[source]!);
  const startMm = Float32Array.from(order, (source) => sources.startMm[source]!);

  const groupAt = (slot: number) => (stored[slot] === NONE ? -1 : groupOf[frontOf(stored[slot]!)]!);
  const isBetter = (front: number, valueMm: number, slot: number) =>
    valueMm < value[slot]! || (valueMm === value[slot] && front < frontOf(stored[slot]!));
  const put = (slot: number, front: number, valueMm: number) => {
    stored[slot] = tentative(front);
    value[slot] = valueMm;
    return true;
  };

  function offer(voxel: number, front: number, valueMm: number): boolean {
    const a = 2 * voxel;
    const b = a + 1;
    const group = groupOf[front]!;
    if (groupAt(a) === group) return stored[a]! < NONE && isBetter(front, valueMm, a) && put(a, front, valueMm);
    const intoFirst = stored[a] === NONE || (stored[a]! < NONE && isBetter(front, valueMm, a));
    if (groupAt(b) === group && (stored[b]! >= 0 || !isBetter(front, valueMm, b))) return false;
    if (!intoFirst) {
      const intoSecond = stored[b] === NONE || (stored[b]! < NONE && isBetter(front, valueMm, b));
      return intoSecond && put(b, front, valueMm);
    }
    stored[b] = stored[a]!;
    value[b] = value[a]!;
    return put(a, front, valueMm);
  }

  /** Settled value of a group at a voxel, as slot index, or -1. */
  function settledSlot(voxel: number, group: number): number {
    if (stored[2 * voxel]! >= 0 && groupOf[stored[2 * voxel]!] === group) return 2 * voxel;
    if (stored[2 * voxel + 1]! >= 0 && groupOf[stored[2 * voxel + 1]!] === group) return 2 * voxel + 1;
    return -1;
  }

  function upwindNeighbours(voxel: number, group: number): Upwind[] {
    const found: Upwind[] = [];
    for (const axis of [0, 1, 2] as const) {
      const below = settledSlot(voxel - steps[axis], group);
      const above = settledSlot(voxel + steps[axis], group);
      if (below < 0 && above < 0) continue;
      const useAbove = below < 0 || (above >= 0 && value[above]! < value[below]!);
      const slot = useAbove ? above : below;
      found.push({ axis, side: useAbove ? 1 : -1, valueMm: value[slot]!, front: stored[slot]! });
    }
    return found;
  }

  function settle(voxel: number, slot: 0 | 1, queue: BucketQueue): void {
    const here = 2 * voxel + slot;
    stored[here] = frontOf(stored[here]!);
    const group = groupOf[stored[here]]!;
    for (const step of [-steps[2], -steps[1], -steps[0], steps[0], steps[1], steps[2]]) {
      const to = voxel + step;
      const [a, b] = [2 * to, 2 * to + 1];
      const isFull = stored[a]! >= 0 && stored[b]! >= 0;
      if (inside[to] === 0 || isFull || settledSlot(to, group) >= 0) continue;
      // no front arrives before the neighbour that it comes from
      if (stored[a] !== NONE && stored[b] !== NONE && value[a]! <= value[here]! && value[b]! <= value[here]!) continue;
      const arrival = arrive(upwindNeighbours(to, group), placeOf(to, box, grid), {
        placeMm,
        startMm,
        spacingMm: grid.spacingMm,
      });
      if (offer(to, arrival.front, arrival.valueMm)) queue.push(to, arrival.valueMm);
    }
  }

  const at = (slot: number) => ({ front: stored[slot]!, valueMm: value[slot]! });
  return {
    sourceVoxel,
    offer,
    settle,
    isTentative: (voxel, slot) => stored[2 * voxel + slot]! < NONE,
    valueMm: (voxel, slot) => value[2 * voxel + slot]!,
    inOrder: (voxel) => {
      const [a, b] = [at(2 * voxel), at(2 * voxel + 1)];
      return b.valueMm < a.valueMm || (b.valueMm === a.valueMm && b.front >= 0 && b.front < a.front) ? [b, a] : [a, b];
    },
  };
}

interface Upwind {
  readonly axis: 0 | 1 | 2;
  /** where the neighbour lies along the axis */
  readonly side: 1 | -1;
  readonly valueMm: number;
  readonly front: number;
}

interface Sources {
  /** x, y, z of each front's source, mm along the box's axes */
  readonly placeMm: Float64Array;
  readonly startMm: Float32Array;
  readonly spacingMm: Vector3;
}

/**
 * When a front that has settled at `upwind` arrives at `place`, and from which source.
 *
 * The plain upwind step solves Σ ((T - aᵢ) / hᵢ)² = 1, which takes the front for flat between neighbours. A front round its source is curved:
 * with D the distance to the source, Dᵢ is larger than its tangent by κᵢ = Dᵢ - (D + side hᵢ ∂D/∂xᵢ). With aᵢ - κᵢ in place of aᵢ the step is
 * exact for T = start + D, and behind a corner, where the front is more curved than D, it still errs on the long side.
 * No path is shorter than the straight line to its source, so start + D is a lower bound as well.
 */
function arrive(upwind: readonly Upwind[], place: Vector3, sources: Sources): { front: number; valueMm: number } {
  const { front, straightMm } = nearestByStraightLine(upwind, place, sources);
  const radiusMm = straightMm - sources.startMm[front]!;
  const flattened = upwind.map((neighbour) => {
    const hMm = sources.spacingMm[neighbour.axis];
    const alongMm = neighbour.side * (place[neighbour.axis] - sources.placeMm[3 * front + neighbour.axis]!);
    const neighbourRadiusMm = Math.sqrt(Math.max(0, radiusMm * radiusMm + hMm * (hMm + 2 * alongMm)));
    const curvatureMm = radiusMm > 0 ? neighbourRadiusMm - radiusMm - (hMm * alongMm) / radiusMm : 0;
    return { flatMm: neighbour.valueMm - curvatureMm, valueMm: neighbour.valueMm, hMm };
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

function nearestByStraightLine(upwind: readonly Upwind[], place: Vector3, { placeMm, startMm }: Sources) {
  let front = -1;
  let straightMm = Number.POSITIVE_INFINITY;
  for (const neighbour of upwind) {
    if (neighbour.front === front) continue;
    const x = place[0] - placeMm[3 * neighbour.front]!;
    const y = place[1] - placeMm[3 * neighbour.front + 1]!;
    const z = place[2] - placeMm[3 * neighbour.front + 2]!;
    const mm = startMm[neighbour.front]! + Math.sqrt(x * x + y * y + z * z);
    if (mm > straightMm || (mm === straightMm && neighbour.front > front)) continue;
    front = neighbour.front;
    straightMm = mm;
  }
  return { front, straightMm };
}

function placeOf(voxel: number, box: PaddedBox, grid: Grid): Vector3 {
  const i = voxel % box.size[0];
  const rest = (voxel - i) / box.size[0];
  const j = rest % box.size[1];
  const k = (rest - j) / box.size[1];
  return [i * grid.spacingMm[0], j * grid.spacingMm[1], k * grid.spacingMm[2]];
}

function voxelInBox(index: number, box: PaddedBox, grid: Grid): number {
  const i = index % grid.size[0];
  const rest = (index - i) / grid.size[0];
  const j = rest % grid.size[1];
  const k = (rest - j) / grid.size[1];
  return i - box.start[0] + box.size[0] * (j - box.start[1] + box.size[1] * (k - box.start[2]));
}

function sourcePlacesMm(order: Int32Array, sources: FrontSources, { box, grid }: { box: PaddedBox; grid: Grid }): Float64Array {
  const placeMm = new Float64Array(3 * order.length);
  order.forEach((source, front) => {
    placeMm.set(placeOf(voxelInBox(sources.voxel[source]!, box, grid), box, grid), 3 * front);
  });
  return placeMm;
}
