import { boundingBox } from "./crop.ts";
import type { Grid } from "./grid.ts";
import { requireOneValuePerVoxel } from "./one-value-per-voxel.ts";

/**
 * Largest diameter of a mask: the greatest distance between two points of its surface, mm, exact.
 *
 * The surface points are the centres of the voxel faces between inside and outside, halfway between voxel centres, as in the maximum
 * 3D diameter of the Image Biomarker Standardisation Initiative (Zwanenburg et al., Radiology 295 (2020) 328-338,
 * doi:10.1148/radiol.2020191145). A single voxel has the diameter of its longest edge.
 *
 * @throws RangeError if the mask is empty or does not have one value per voxel of `grid`
 */
export function largestDiameterMm(mask: Uint8Array, grid: Grid): number {
  const planes = cornersByPlane(mask, grid);
  return farthestPairMm([...planes.values()].flat());
}

/**
 * Largest diameter within one slice (plane of i and j), over all slices, mm: the diameter a radiologist measures on axial images, if k runs along
 * the patient (see `canonicalOrder`). Same surface points as {@link largestDiameterMm}.
 *
 * @throws RangeError as {@link largestDiameterMm}
 */
export function largestDiameterInSliceMm(mask: Uint8Array, grid: Grid): number {
  const planes = cornersByPlane(mask, grid);
  return Math.max(...[...planes].filter(([twiceK]) => twiceK % 2 === 0).map(([, corners]) => farthestPairMm(corners)));
}

/** x, y, z in mm along i, j, k */
type Place = readonly [number, number, number];

/**
 * Surface points that can be an end of a diameter: the corners of the convex outline in each plane of face centres. Keys are twice
 * the plane's k: even in the middle of a slice, odd between slices.
 */
function cornersByPlane(mask: Uint8Array, grid: Grid): Map<number, Place[]> {
  requireOneValuePerVoxel(mask, grid, "mask");
  const box = boundingBox(mask, grid);
  if (!box) throw new RangeError("mask is empty, so it has no diameter");
  const [ni, nj] = grid.size;
  const [hi, hj, hk] = grid.spacingMm;
  const points = new Map<number, (readonly [number, number])[]>();
  const note = (twiceK: number, twiceI: number, twiceJ: number) => {
    const plane = points.get(twiceK);
    if (plane) plane.push([twiceI, twiceJ]);
    else points.set(twiceK, [[twiceI, twiceJ]]);
  };
  for (let k = box.start[2]; k < box.start[2] + box.size[2]; k++) {
    const lowest = new Int32Array(ni).fill(-1);
    const highest = new Int32Array(ni).fill(-1);
    for (let j = box.start[1]; j < box.start[1] + box.size[1]; j++) {
      const row = ni * (j + nj * k);
      let first = -1;
      let last = -1;
      for (let i = box.start[0]; i < box.start[0] + box.size[0]; i++) {
        if (mask[row + i] === 0) continue;
        if (first < 0) first = i;
        last = i;
        if (lowest[i] === -1) lowest[i] = j;
        highest[i] = j;
      }
      if (first < 0) continue;
      note(2 * k, 2 * first - 1, 2 * j);
      note(2 * k, 2 * last + 1, 2 * j);
      // the faces above and below a row: only those of its first and last voxel can be corners
      for (const side of [-1, 1]) {
        note(2 * k + side, 2 * first, 2 * j);
        note(2 * k + side, 2 * last, 2 * j);
      }
    }
    for (let i = 0; i < ni; i++) {
      if (lowest[i]! < 0) continue;
      note(2 * k, 2 * i, 2 * lowest[i]! - 1);
      note(2 * k, 2 * i, 2 * highest[i]! + 1);
    }
  }
  const corners = new Map<number, Place[]>();
  for (const [twiceK, plane] of points)
    corners.set(
      twiceK,
      convexOutline(plane).map(([x, y]): Place => [(x * hi) / 2, (y * hj) / 2, (twiceK * hk) / 2]),
    );
  return corners;
}

/** Corners of the convex hull of points in a plane (monotone chain; whole numbers, so exact). */
export function convexOutline(points: (readonly [number, number])[]): (readonly [number, number])[] {
  const sorted = points.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
  if (sorted.length < 3) return sorted;
  const half = (ordered: readonly (readonly [number, number])[]) => {
    const chain: (readonly [number, number])[] = [];
    for (const p of ordered) {
      while (chain.length >= 2 && turn(chain[chain.length - 2]!, chain[chain.length - 1]!, p) <= 0) chain.pop();
      chain.push(p);
    }
    return chain.slice(0, -1);
  };
  const outline = [...half(sorted), ...half(sorted.toReversed())];
  return outline.length === 0 ? [sorted[0]!] : outline;
}

function turn(a: readonly [number, number], b: readonly [number, number], c: readonly [number, number]): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

/** Points are taken from the outside inwards, so that the search ends once two radii no longer add up to the best distance. */
function farthestPairMm(places: readonly Place[]): number {
  const middle = [0, 1, 2].map((axis) => places.reduce((sum, p) => sum + p[axis]!, 0) / places.length);
  const byRadius = places
    .map(([x, y, z]) => ({ x, y, z, radius: Math.hypot(x - middle[0]!, y - middle[1]!, z - middle[2]!) }))
    .sort((a, b) => b.radius - a.radius);
  let bestSquared = 0;
  let best = 0;
  for (let a = 0; a < byRadius.length; a++) {
    const p = byRadius[a]!;
    if (2 * p.radius < best) break;
    for (let b = a + 1; b < byRadius.length; b++) {
      const q = byRadius[b]!;
      if (p.radius + q.radius < best) break;
      const squared = (p.x - q.x) ** 2 + (p.y - q.y) ** 2 + (p.z - q.z) ** 2;
      if (squared <= bestSquared) continue;
      bestSquared = squared;
      best = Math.sqrt(squared);
    }
  }
  return best;
}
