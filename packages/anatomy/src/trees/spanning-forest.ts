import { length } from "@cantlie/geometry";
import type { Grid } from "@cantlie/volume";

/** A loop of this many points or more is one of vessels; smaller ones are the steps of thinning and holes in the mask. */
export const LEAST_LOOP_POINTS = 16;

export interface SpanningForest {
  readonly neighbours: number[][];
  /** links left out that would close a loop of vessels */
  readonly closings: readonly (readonly [number, number])[];
}

/**
 * Neighbours of each skeleton voxel after every loop has been opened.
 *
 * Skeleton voxels that touch (26-neighbours) are linked. Vessels form no loops, so a loop is two vessels that touch, or a hole
 * in the mask: of its links the one with the largest length / radius is left out (Kruskal's minimum spanning forest),
 * which opens the loop about where it is thinnest. Ties go to the smaller voxel index.
 *
 * @param voxels ascending flat indices into `grid`
 */
export function spanningForest(voxels: Int32Array, grid: Grid, radiusMm: Float64Array): SpanningForest {
  const links = touchingPairs(voxels, grid).map(({ a, b, lengthMm }) => ({
    a,
    b,
    cost: lengthMm / Math.min(radiusMm[a]!, radiusMm[b]!),
  }));
  links.sort((x, y) => x.cost - y.cost || x.a - y.a || x.b - y.b);
  const neighbours: number[][] = Array.from(voxels, () => []);
  const leader = Int32Array.from(voxels, (_, point) => point);
  const leaderOf = (point: number): number => {
    let top = point;
    while (leader[top] !== top) {
      leader[top] = leader[leader[top]!]!;
      top = leader[top]!;
    }
    return top;
  };
  const leftOut: (readonly [number, number])[] = [];
  for (const { a, b } of links) {
    const [first, second] = [leaderOf(a), leaderOf(b)];
    if (first === second) {
      leftOut.push([a, b]);
      continue;
    }
    leader[Math.max(first, second)] = Math.min(first, second);
    neighbours[a]!.push(b);
    neighbours[b]!.push(a);
  }
  return { neighbours, closings: leftOut.filter(([a, b]) => !isWithin(neighbours, a, b)) };
}

/** Whether the path from `a` to `b` has fewer points than a loop of vessels. */
function isWithin(neighbours: readonly (readonly number[])[], a: number, b: number): boolean {
  let front: (readonly [number, number])[] = [[a, -1]];
  for (let points = 1; points < LEAST_LOOP_POINTS; points++) {
    if (front.some(([point]) => point === b)) return true;
    front = front.flatMap(([point, before]) =>
      neighbours[point]!.filter((next) => next !== before).map((next) => [next, point] as const),
    );
  }
  return false;
}

interface TouchingPair {
  readonly a: number;
  readonly b: number;
  readonly lengthMm: number;
}

function touchingPairs(voxels: Int32Array, grid: Grid): TouchingPair[] {
  const [ni, nj, nk] = grid.size;
  const pointAt = new Map<number, number>();
  voxels.forEach((voxel, point) => {
    pointAt.set(voxel, point);
  });
  const pairs: TouchingPair[] = [];
  voxels.forEach((voxel, a) => {
    const i = voxel % ni;
    const j = Math.floor(voxel / ni) % nj;
    const k = Math.floor(voxel / (ni * nj));
    for (const [di, dj, dk] of FORWARD_NEIGHBOURS) {
      if (i + di < 0 || i + di >= ni || j + dj < 0 || j + dj >= nj || k + dk >= nk) continue;
      const b = pointAt.get(voxel + di + ni * (dj + nj * dk));
      if (b === undefined) continue;
      pairs.push({ a, b, lengthMm: length([di * grid.spacingMm[0], dj * grid.spacingMm[1], dk * grid.spacingMm[2]]) });
    }
  });
  return pairs;
}

/** The 13 of 26 neighbours with a larger flat index. */
const FORWARD_NEIGHBOURS: readonly (readonly [number, number, number])[] = [-1, 0, 1]
  .flatMap((dk) => [-1, 0, 1].flatMap((dj) => [-1, 0, 1].map((di) => [di, dj, dk] as const)))
  .filter(([di, dj, dk]) => dk > 0 || (dk === 0 && (dj > 0 || (dj === 0 && di > 0))));
