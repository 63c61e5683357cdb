import { indexToWorld, type Kernels, type Mask, voxelCount } from "@cantlie/volume";
import type { Territory, VesselTree } from "./vessel-tree.ts";

/** A voxel is ambiguous where the second branch's path is at most this many times the first's. */
const AMBIGUOUS_RATIO = 1.1;

/** How `attachTerritory` attaches voxels. */
export interface TerritoryOptions {
  readonly kernels: Kernels;
  readonly method: Territory["method"];
}

/**
 * Attaches every voxel of the organ to the nearest point of a tree's centreline.
 *
 * `geodesic`: nearest along paths inside the organ, measured from the vessel's wall (a front starts one radius ahead of the
 * centreline). `euclidean`: nearest centreline voxel in a straight line, whatever its radius.
 * Only points inside the organ supply it; what runs outside feeds it through where the vessel enters. Organ voxels that no path
 * reaches (islands) take the nearest point in a straight line, are marked ambiguous, and are counted in `unreachedVoxels`.
 * A tree without a point in the organ supplies nothing: all voxels keep -1 and are counted.
 *
 * @param organ liver ∪ lesions on the grid that `tree.points.voxel` refers to
 */
export function attachTerritory(organ: Mask, tree: VesselTree, { kernels, method }: TerritoryOptions): Territory {
  const sources: number[] = [];
  for (let point = 0; point < tree.points.count; point++) {
    const voxel = tree.points.voxel[point]!;
    if (voxel >= 0 && organ.values[voxel]) sources.push(point);
  }
  if (sources.length === 0) {
    const none = new Int32Array(voxelCount(organ.grid)).fill(-1);
    return {
      method,
      point: none,
      ambiguous: new Uint8Array(none.length),
      unreachedVoxels: organ.values.reduce((n, v) => n + (v ? 1 : 0), 0),
    };
  }
  const attached =
    method === "geodesic" ? alongPaths(organ, tree, { kernels, sources }) : inStraightLines(organ, tree, { kernels, sources });
  return { method, ...attached, unreachedVoxels: attachIslands(organ, tree, { sources, ...attached }) };
}

interface Attachment {
  readonly point: Int32Array;
  readonly ambiguous: Uint8Array;
}

interface Sources {
  readonly kernels: Kernels;
  /** points inside the organ */
  readonly sources: readonly number[];
}

function alongPaths(organ: Mask, { points }: VesselTree, { kernels, sources }: Sources): Attachment {
  const { distanceMm, source, secondMm } = kernels.pathDistance(organ.values, organ.grid, {
    voxel: Int32Array.from(sources, (point) => points.voxel[point]!),
    startMm: Float32Array.from(sources, (point) => -points.radiusMm[point]!),
    group: Uint16Array.from(sources, (point) => points.branch[point]!),
  });
  const ambiguous = new Uint8Array(source.length);
  for (let voxel = 0; voxel < source.length; voxel++) {
    const nearest = source[voxel]!;
    if (nearest < 0) continue;
    source[voxel] = sources[nearest]!;
    // Inside a lumen the path is negative: the voxel is this vessel's own.
    if (distanceMm[voxel]! > 0 && secondMm[voxel]! <= AMBIGUOUS_RATIO * distanceMm[voxel]!) ambiguous[voxel] = 1;
  }
  return { point: source, ambiguous };
}

/**
 * Exact nearest and second nearest by distance transforms alone. For the second: two branches differ in some bit of their
 * index, so the nearest point of another branch is the nearest over all bits among the points whose branch has the other value there.
 */
function inStraightLines(organ: Mask, { points }: VesselTree, { kernels, sources }: Sources): Attachment {
  const { grid } = organ;
  const count = voxelCount(grid);
  if (sources.length > 65535)
    throw new RangeError(`the tree has ${sources.length} points in the organ, at most 65535 can be told apart`);
  const labels = new Uint16Array(count);
  for (let at = sources.length - 1; at >= 0; at--) labels[points.voxel[sources[at]!]!] = at + 1;
  const nearest = kernels.nearestLabel(labels, grid);
  const point = new Int32Array(count).fill(-1);
  for (let voxel = 0; voxel < count; voxel++) if (organ.values[voxel]) point[voxel] = sources[nearest.labels[voxel]! - 1]!;

  const ambiguous = new Uint8Array(count);
  const highest = sources.reduce((most, source) => Math.max(most, points.branch[source]!), 0);
  for (let bit = 1; bit <= highest; bit *= 2)
    for (const value of [0, bit]) {
      const others = new Uint8Array(count);
      for (const source of sources) if ((points.branch[source]! & bit) === value) others[points.voxel[source]!] = 1;
      const toOthersMm = kernels.distanceToMaskMm(others, grid);
      for (let voxel = 0; voxel < count; voxel++) {
        if (point[voxel]! < 0 || (points.branch[point[voxel]!]! & bit) === value) continue;
        const firstMm = nearest.distanceMm[voxel]!;
        if (firstMm > 0 && toOthersMm[voxel]! <= AMBIGUOUS_RATIO * firstMm) ambiguous[voxel] = 1;
      }
    }
  return { point, ambiguous };
}

/** Gives each organ voxel without a point the one nearest in a straight line; returns how many there were. */
function attachIslands(organ: Mask, { points }: VesselTree, at: Attachment & { readonly sources: readonly number[] }): number {
  let unreached = 0;
  for (let voxel = 0; voxel < organ.values.length; voxel++) {
    if (!organ.values[voxel] || at.point[voxel]! >= 0) continue;
    unreached++;
    const [x, y, z] = indexToWorld(organ.grid, voxel);
    let bestMm2 = Infinity;
    for (const point of at.sources) {
      const mm2 =
        (points.positionMm[3 * point]! - x) ** 2 +
        (points.positionMm[3 * point + 1]! - y) ** 2 +
        (points.positionMm[3 * point + 2]! - z) ** 2;
      if (mm2 < bestMm2) {
        bestMm2 = mm2;
        at.point[voxel] = point;
      }
    }
    at.ambiguous[voxel] = 1;
  }
  return unreached;
}
