import { type Grid, voxelVolumeMm3 } from "@cantlie/volume";

export interface Diameters {
  /** in three dimensions, mm */
  readonly largestMm: number;
  /** the largest within one axial slice, mm */
  readonly axialMm: number;
}

/**
 * Largest diameters of a set of voxels, between voxel centres, but at least that of a ball (disc) of the same volume (area),
 * which nothing of that size can fall short of.
 *
 * Between centres, because on balls that is within 0.4 mm of the truth at any spacing up to 5 mm, while between the outer
 * corners of voxels it is 1 to 5 mm too long. Axial is the plane of the grid's i and j axes, which on canonical axes
 * are the ones across the patient, however a file stores them.
 *
 * @param voxels flat indices on `grid`, ascending, at least one
 */
export function voxelDiameters(voxels: readonly number[], grid: Grid): Diameters {
  const pixels = grid.size[0] * grid.size[1];
  const pixelMm2 = grid.spacingMm[0] * grid.spacingMm[1];
  const outline: Point[] = [];
  let axialMm = 0;
  for (let first = 0; first < voxels.length; ) {
    const k = Math.floor(voxels[first]! / pixels);
    let end = first;
    while (end < voxels.length && voxels[end]! < (k + 1) * pixels) end++;
    const hull = convexHull(rowEnds(voxels.slice(first, end), grid));
    axialMm = Math.max(axialMm, widestPairMm(hull), 2 * Math.sqrt(((end - first) * pixelMm2) / Math.PI));
    outline.push(...hull);
    first = end;
  }
  const sameVolumeMm = Math.cbrt((6 * voxels.length * voxelVolumeMm3(grid)) / Math.PI);
  return { largestMm: Math.max(widestPairMm(outline), sameVolumeMm, axialMm), axialMm };
}

type Point = readonly [number, number, number];

/** First and last voxel of every row of one slice, in mm along the grid's axes, by x and then y. */
function rowEnds(voxels: readonly number[], grid: Grid): Point[] {
  const [ni, nj] = grid.size;
  const [si, sj, sk] = grid.spacingMm;
  const rows = new Map<number, [number, number]>();
  for (const index of voxels) {
    const row = Math.floor(index / ni);
    const ends = rows.get(row);
    if (ends === undefined) rows.set(row, [index % ni, index % ni]);
    else ends[1] = index % ni;
  }
  const points: Point[] = [];
  for (const [row, [first, last]] of rows) {
    const [y, z] = [(row % nj) * sj, Math.floor(row / nj) * sk];
    points.push([first * si, y, z]);
    if (last !== first) points.push([last * si, y, z]);
  }
  return points.sort((a, b) => a[0] - b[0] || a[1] - b[1]);
}

/** A. M. Andrew, "Another efficient algorithm for convex hulls in two dimensions", Inf. Process. Lett. 9 (1979) 216. */
function convexHull(sorted: readonly Point[]): Point[] {
  const half = (points: readonly Point[]): Point[] => {
    const chain: Point[] = [];
    for (const point of points) {
      while (chain.length > 1 && turn(chain.at(-2)!, chain.at(-1)!, point) <= 0) chain.pop();
      chain.push(point);
    }
    return chain;
  };
  return [...half(sorted), ...half(sorted.toReversed())];
}

function turn(a: Point, b: Point, c: Point): number {
  return (b[0] - a[0]) * (c[1] - a[1]) - (b[1] - a[1]) * (c[0] - a[0]);
}

function widestPairMm(points: readonly Point[]): number {
  let squaredMm2 = 0;
  for (let p = 0; p < points.length; p++)
    for (let q = p + 1; q < points.length; q++) {
      const [a, b] = [points[p]!, points[q]!];
      squaredMm2 = Math.max(squaredMm2, (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2 + (a[2] - b[2]) ** 2);
    }
  return Math.sqrt(squaredMm2);
}
