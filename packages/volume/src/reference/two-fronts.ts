import type { Vector3 } from "@cantlie/geometry";
import type { Grid } from "../grid.ts";
import type { FrontSources } from "../kernels.ts";
import { type Arrival, arrivalFrom, type Starts, straightMm, type Upwind } from "./arrival.ts";
import type { BucketQueue } from "./bucket-queue.ts";
import { boxVoxelCount, type PaddedBox } from "./padded-box.ts";

/**
 * The two best fronts at every voxel of a padded box, of different groups. A front is named by its source's place in the order by groups.
 *
 * An arrival costs several square roots, and most voxels are seen by three neighbours before their time comes. So a front is first only
 * estimated, by the lower bound that the straight line to its source gives, and computed when that falls due: in the open, where the
 * bound is the truth, each arrival is computed once.
 */
export interface TwoFronts {
  /** voxel of the box where each front starts */
  readonly sourceVoxel: Int32Array;
  /** Lets a front start at its source. */
  start(front: number): void;
  /** Settles what is due at a voxel and offers it to the six neighbours. */
  settleDue(voxel: number): void;
  /** Nearest and second front; front -1 at Infinity where there is none. */
  inOrder(voxel: number): [Arrival, Arrival];
}

interface FrontInputs {
  readonly box: PaddedBox;
  readonly grid: Grid;
  readonly sources: FrontSources;
  /** source indices by group */
  readonly order: Int32Array;
  readonly queue: BucketQueue;
}

const EMPTY = 0;
const ESTIMATED = 1;
const COMPUTED = 2;
const SETTLED = 3;

export function makeFronts({ box, grid, sources, order, queue }: FrontInputs): TwoFronts {
  const n = boxVoxelCount(box);
  const inside = new Uint8Array(n);
  for (const at of box.inBox) inside[at] = 1;
  // slots 2v and 2v + 1 are those of voxel v
  const state = new Uint8Array(2 * n);
  const valueMm = new Float32Array(2 * n).fill(Number.POSITIVE_INFINITY);
  const frontAt = new Int32Array(2 * n).fill(-1);
  const steps: Vector3 = [1, box.size[0], box.size[0] * box.size[1]];
  const sourceVoxel = Int32Array.from(order, (source) => voxelInBox(sources.voxel[source]!, box, grid));
  const groupOf = Uint16Array.from(order, (source) => sources.group[source]!);
  const starts: Starts = {
    placeMm: Float64Array.from([...sourceVoxel].flatMap((voxel) => placeOf(voxel, box, grid))),
    startMm: Float32Array.from(order, (source) => sources.startMm[source]!),
    spacingMm: grid.spacingMm,
  };

  const put = (slot: number, as: number, arrival: Arrival) => {
    state[slot] = as;
    frontAt[slot] = arrival.front;
    valueMm[slot] = arrival.valueMm;
    queue.push(slot >> 1, arrival.valueMm);
  };
  const isBetter = (arrival: Arrival, slot: number) =>
    arrival.valueMm < valueMm[slot]! || (arrival.valueMm === valueMm[slot] && arrival.front < frontAt[slot]!);
  const isTentative = (slot: number) => state[slot] === ESTIMATED || state[slot] === COMPUTED;
  const compute = (slot: number) => arrive(slot >> 1, groupOf[frontAt[slot]!]!);

  function slotOfGroup(voxel: number, group: number): number {
    for (const slot of [2 * voxel, 2 * voxel + 1]) if (state[slot] !== EMPTY && groupOf[frontAt[slot]!] === group) return slot;
    return -1;
  }

  function emptySlot(voxel: number): number {
    return state[2 * voxel] === EMPTY ? 2 * voxel : state[2 * voxel + 1] === EMPTY ? 2 * voxel + 1 : -1;
  }

  function start(front: number): void {
    const arrival = { front, valueMm: starts.startMm[front]! };
    const voxel = sourceVoxel[front]!;
    const own = slotOfGroup(voxel, groupOf[front]!);
    if (own >= 0 && state[own] === ESTIMATED) put(own, COMPUTED, compute(own));
    if (own >= 0) {
      if (state[own] === COMPUTED && isBetter(arrival, own)) put(own, COMPUTED, arrival);
      return;
    }
    const empty = emptySlot(voxel);
    if (empty >= 0) put(empty, COMPUTED, arrival);
    else contest(voxel, arrival.valueMm, () => arrival);
  }

  function settleDue(voxel: number): void {
    for (const slot of [2 * voxel, 2 * voxel + 1]) {
      if (!isTentative(slot) || !queue.isDue(valueMm[slot]!)) continue;
      if (state[slot] === ESTIMATED) {
        const arrival = compute(slot);
        if (!queue.isDue(arrival.valueMm)) {
          put(slot, COMPUTED, arrival);
          continue;
        }
        frontAt[slot] = arrival.front;
        valueMm[slot] = arrival.valueMm;
      }
      state[slot] = SETTLED;
      for (const step of [-steps[2], -steps[1], -steps[0], steps[0], steps[1], steps[2]])
        if (inside[voxel + step]) visit(voxel + step, slot);
    }
  }

  /** Tells `voxel` that its neighbour's front has settled in slot `from`. */
  function visit(voxel: number, from: number): void {
    const front = frontAt[from]!;
    const group = groupOf[front]!;
    const own = slotOfGroup(voxel, group);
    // no front arrives before the neighbour that it comes from
    if (own >= 0 && (state[own] === SETTLED || valueMm[own]! <= valueMm[from]!)) return;
    if (own < 0 && state[2 * voxel] === SETTLED && state[2 * voxel + 1] === SETTLED) return;
    // a bound by the same straight line stands already
    if (own >= 0 && state[own] === ESTIMATED && frontAt[own] === front) return;
    const estimateMm = Math.fround(Math.max(valueMm[from]!, straightMm(front, placeOf(voxel, box, grid), starts)));
    if (own >= 0) {
      if (estimateMm >= valueMm[own]!) return;
      const arrival = state[own] === ESTIMATED ? { front, valueMm: estimateMm } : arrive(voxel, group);
      if (arrival.valueMm < valueMm[own]!) put(own, state[own]!, arrival);
      return;
    }
    const empty = emptySlot(voxel);
    if (empty >= 0) put(empty, ESTIMATED, { front, valueMm: estimateMm });
    else contest(voxel, estimateMm, () => arrive(voxel, group));
  }

  /** Both slots belong to other groups: the worse of them makes way if the challenger is better, by computed values only. */
  function contest(voxel: number, atLeastMm: number, challenger: () => Arrival): void {
    const [a, b] = [2 * voxel, 2 * voxel + 1];
    for (const slot of [a, b]) if (state[slot] === ESTIMATED) put(slot, COMPUTED, compute(slot));
    if (!isTentative(a) && !isTentative(b)) return;
    const bIsWorse = isBetter({ front: frontAt[a]!, valueMm: valueMm[a]! }, b);
    const rival = !isTentative(a) || (isTentative(b) && bIsWorse) ? b : a;
    if (valueMm[rival]! < atLeastMm) return;
    const arrival = challenger();
    if (isBetter(arrival, rival)) put(rival, COMPUTED, arrival);
  }

  function arrive(voxel: number, group: number): Arrival {
    const upwind: Upwind[] = [];
    const settled = (neighbour: number) => {
      const slot = slotOfGroup(neighbour, group);
      return slot >= 0 && state[slot] === SETTLED ? slot : -1;
    };
    for (const axis of [0, 1, 2] as const) {
      const below = settled(voxel - steps[axis]);
      const above = settled(voxel + steps[axis]);
      if (below < 0 && above < 0) continue;
      const useAbove = below < 0 || (above >= 0 && valueMm[above]! < valueMm[below]!);
      const slot = useAbove ? above : below;
      upwind.push({ axis, side: useAbove ? 1 : -1, valueMm: valueMm[slot]!, front: frontAt[slot]! });
    }
    return arrivalFrom(upwind, placeOf(voxel, box, grid), starts);
  }

  const at = (slot: number): Arrival => ({ front: frontAt[slot]!, valueMm: valueMm[slot]! });
  return {
    sourceVoxel,
    start,
    settleDue,
    inOrder: (voxel) => {
      const [a, b] = [at(2 * voxel), at(2 * voxel + 1)];
      return b.front >= 0 && (a.front < 0 || isBetter(b, 2 * voxel)) ? [b, a] : [a, b];
    },
  };
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
