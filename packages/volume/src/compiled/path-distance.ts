import type { Grid } from "../grid.ts";
import type { FrontSources, PathDistance } from "../kernels.ts";
import { requireOneValuePerVoxel } from "../one-value-per-voxel.ts";
import { BUCKETS_PER_SPACING, frontsByStart, orderByGroup, requireSources } from "../reference/path-distance.ts";
import type { Arena } from "./arena.ts";
import { findPaddedBox, type PaddedBoxInMemory } from "./padded-box.ts";

const SLOT_BYTES = 16;
const FRONT_BYTES = 40;

export function pathDistance(
  arena: Arena,
  mask: Uint8Array,
  { grid, sources }: { grid: Grid; sources: FrontSources },
): PathDistance {
  requireOneValuePerVoxel(mask, grid, "mask");
  requireSources(mask, sources);
  const n = mask.length;
  arena.clear();
  const at = arena.put(mask);
  const box = findPaddedBox(arena, at, grid);
  if (!box || sources.voxel.length === 0) return nowhere(n);
  const distance = arena.take(4 * n);
  const source = arena.take(4 * n);
  const second = arena.take(4 * n);
  const order = orderByGroup(sources);
  march(arena, { grid, sources, order, mask: at, box });
  arena.run.readFronts(at, ...grid.size, box.at, arena.put(order), distance, source, second);
  return {
    distanceMm: arena.float32(distance, n).slice(),
    source: arena.int32(source, n).slice(),
    secondMm: arena.float32(second, n).slice(),
  };
}

function nowhere(n: number): PathDistance {
  return {
    distanceMm: new Float32Array(n).fill(Number.POSITIVE_INFINITY),
    source: new Int32Array(n).fill(-1),
    secondMm: new Float32Array(n).fill(Number.POSITIVE_INFINITY),
  };
}

interface March {
  readonly grid: Grid;
  readonly sources: FrontSources;
  /** source indices by group */
  readonly order: Int32Array;
  /** address of the mask */
  readonly mask: number;
  readonly box: PaddedBoxInMemory;
}

function march(arena: Arena, { grid, sources, order, mask, box }: March): void {
  const startMm = Float32Array.from(order, (source) => sources.startMm[source]!);
  const slots = arena.take(SLOT_BYTES * box.size[0] * box.size[1] * box.size[2]);
  const fronts = putFronts(arena, { grid, sources, order, mask, box });
  const byStart = frontsByStart(startMm);
  const orderAt = arena.put(byStart);
  const widthMm = Math.min(...grid.spacingMm) / BUCKETS_PER_SPACING;
  const ringSize = 2 ** Math.ceil(Math.log2(Math.max(...grid.spacingMm) / widthMm + 3));
  const ring = arena.take(4 * ringSize);
  // the queue is last, so that it can grow at the end of memory
  const queue = arena.take(SLOT_BYTES * order.length);
  const done = arena.run.march(
    mask,
    grid.size[0],
    grid.size[1],
    box.at,
    slots,
    fronts,
    order.length,
    orderAt,
    ring,
    ringSize,
    queue,
    ...grid.spacingMm,
    startMm[byStart[0]!]!,
    1 / widthMm,
  );
  if (!done) throw new RangeError("the kernels need more memory for their fronts than is allowed: crop the grid first");
}

/** Place, start, range of the group, and voxel of each front: the records of assembly/path-distance.ts. */
function putFronts(arena: Arena, { grid, sources, order, box }: March): number {
  const at = arena.take(FRONT_BYTES * order.length);
  const places = arena.float64(at, (FRONT_BYTES / 8) * order.length);
  const starts = arena.float32(at, (FRONT_BYTES / 4) * order.length);
  const numbers = arena.int32(at, (FRONT_BYTES / 4) * order.length);
  for (let front = 0, first = 0, end = 0; front < order.length; front++) {
    const source = order[front]!;
    if (front === end) {
      first = front;
      while (end < order.length && sources.group[order[end]!] === sources.group[source]) end++;
    }
    const [i, j, k] = inBox(sources.voxel[source]!, grid, box);
    places.set([i * grid.spacingMm[0], j * grid.spacingMm[1], k * grid.spacingMm[2]], 5 * front);
    starts[10 * front + 6] = sources.startMm[source]!;
    numbers.set([first, end - first, i + box.size[0] * (j + box.size[1] * k)], 10 * front + 7);
  }
  return at;
}

function inBox(index: number, grid: Grid, box: PaddedBoxInMemory): readonly [number, number, number] {
  const i = index % grid.size[0];
  const rest = (index - i) / grid.size[0];
  const j = rest % grid.size[1];
  const k = (rest - j) / grid.size[1];
  return [i - box.start[0], j - box.start[1], k - box.start[2]];
}
