import { type Grid, voxelCount } from "../grid.ts";
import type { FrontSources, PathDistance } from "../kernels.ts";
import { requireOneValuePerVoxel } from "../one-value-per-voxel.ts";
import { BucketQueue } from "./bucket-queue.ts";
import { type PaddedBox, paddedBox } from "./padded-box.ts";
import { makeFronts, type TwoFronts } from "./two-fronts.ts";

/**
 * Shortest path lengths inside a mask from many sources, by fast marching: fronts leave every source at unit speed and step over
 * voxel faces; each voxel is reached by at most two fronts, of different groups.
 * J. A. Sethian, "A fast marching level set method for monotonically advancing fronts", PNAS 93 (1996) 1591-1595,
 * doi:10.1073/pnas.93.4.1591; queue: L. Yatziv, A. Bartesaghi, G. Sapiro, "O(N) implementation of the fast marching algorithm",
 * J. Comput. Phys. 212 (2006) 393-399, doi:10.1016/j.jcp.2005.08.005.
 *
 * Our own: before each upwind step, the neighbours' values are freed of the curvature that a front round the source has. Along straight
 * lines of sight the result is then the Euclidean distance itself, not only close to it; see `arrival.ts`.
 *
 * Where two fronts arrive at the same time, that of the smaller group is the nearer one; within a group the smaller source index wins.
 *
 * @throws RangeError if an array's length is wrong, a source lies outside the mask, a start is not finite or a group is 65535
 */
export function pathDistance(mask: Uint8Array, grid: Grid, sources: FrontSources): PathDistance {
  requireOneValuePerVoxel(mask, grid, "mask");
  requireSources(mask, sources);
  const n = voxelCount(grid);
  const result = {
    distanceMm: new Float32Array(n).fill(Number.POSITIVE_INFINITY),
    source: new Int32Array(n).fill(-1),
    secondMm: new Float32Array(n).fill(Number.POSITIVE_INFINITY),
  };
  const box = paddedBox(mask, grid);
  if (!box || sources.voxel.length === 0) return result;
  const order = orderByGroup(sources);
  const startMm = Float32Array.from(order, (source) => sources.startMm[source]!);
  const byStart = frontsByStart(startMm);
  const widthMm = Math.min(...grid.spacingMm) / BUCKETS_PER_SPACING;
  const queue = new BucketQueue(startMm[byStart[0]!]!, widthMm, Math.max(...grid.spacingMm));
  const fronts = makeFronts({ box, grid, sources, order, queue });
  march(fronts, queue, { byStart, startMm });
  return readFronts(fronts, box, { order, result });
}

/** @throws RangeError as {@link pathDistance} */
export function requireSources(mask: Uint8Array, sources: FrontSources): void {
  const { voxel, startMm, group } = sources;
  if (startMm.length !== voxel.length || group.length !== voxel.length)
    throw new RangeError(
      `sources have ${voxel.length} voxels, ${startMm.length} starts and ${group.length} groups, expected as many`,
    );
  for (let source = 0; source < voxel.length; source++) {
    if (!mask[voxel[source]!]) throw new RangeError(`source ${source} is at voxel ${voxel[source]}, which is outside the mask`);
    if (!Number.isFinite(startMm[source]!))
      throw new RangeError(`source ${source} starts at ${startMm[source]} mm, expected a finite number`);
    if (group[source] === 65535) throw new RangeError(`source ${source} is in group 65535, expected at most 65534`);
  }
}

/** Source indices by group, then by index: fronts of one group are then a range of numbers. */
export function orderByGroup(sources: FrontSources): Int32Array {
  return Int32Array.from(sources.voxel, (_, source) => source).sort((a, b) => sources.group[a]! - sources.group[b]! || a - b);
}

/**
 * Width of a bucket of the queue, as a share of the smallest spacing. Fronts within one bucket are taken in any order; a step that comes
 * too early for its neighbour by a share d of the spacing errs by at most d²/2 of it: 3e-5 here.
 */
export const BUCKETS_PER_SPACING = 128;

/** Fronts in the order in which they start. */
export function frontsByStart(startMm: Float32Array): Int32Array {
  return Int32Array.from(startMm, (_, front) => front).sort((a, b) => startMm[a]! - startMm[b]! || a - b);
}

interface StartOrder {
  readonly byStart: Int32Array;
  readonly startMm: Float32Array;
}

function march(fronts: TwoFronts, queue: BucketQueue, { byStart, startMm }: StartOrder): void {
  let next = 0;
  while (next < byStart.length || !queue.isEmpty()) {
    if (queue.isEmpty()) queue.advanceTo(startMm[byStart[next]!]!);
    for (; next < byStart.length && queue.isDue(startMm[byStart[next]!]!); next++) fronts.start(byStart[next]!);
    for (let due = queue.takeBucket(); due.length > 0; due = queue.takeBucket()) for (const voxel of due) fronts.settleDue(voxel);
    queue.advance();
  }
}

function readFronts(
  fronts: TwoFronts,
  box: PaddedBox,
  { order, result }: { order: Int32Array; result: PathDistance },
): PathDistance {
  box.inBox.forEach((at, voxel) => {
    const to = box.inGrid[voxel]!;
    const [nearest, second] = fronts.inOrder(at);
    if (nearest.front < 0) return;
    result.distanceMm[to] = nearest.valueMm;
    result.source[to] = order[nearest.front]!;
    result.secondMm[to] = second.valueMm;
  });
  return result;
}
