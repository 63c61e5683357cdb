import { cross, dot, subtract, type Vector3 } from "./vector.ts";

/** The convex hull of points in space: the meeting of half-spaces. */
export interface ConvexHull {
  /** four numbers per facet: outward unit normal x, y, z and offset; inside where `normal · p <= offset` for all facets */
  readonly facets: Float64Array;
  /** indices of the given points that are the hull's corners, ascending */
  readonly corners: Uint32Array;
  /** three indices of given points per facet, anticlockwise seen from outside */
  readonly triangles: Uint32Array;
}

/**
 * Share of the points' extent by which every point is moved before the hull is built, so that no four lie in one plane and no three on one
 * line, as the centres of voxels otherwise do by the thousand. Far above the rounding of float64, far below a voxel: 1e-5 mm over 100 mm.
 */
const PERTURBATION = 1e-7;

/**
 * Convex hull by quickhull (C. B. Barber, D. P. Dobkin, H. Huhdanpaa, "The quickhull algorithm for convex hulls", ACM TOMS 22 (1996)
 * 469-483, doi:10.1145/235815.235821), on points moved by a fixed pseudo-random 1e-7 of their extent. Facets are set outward by
 * as much, so that every given point is inside; flat faces come as many triangles.
 *
 * @param pointsMm x, y, z of each point
 * @returns undefined if the points do not span a solid (fewer than four, or all within the perturbation of one plane)
 */
export function convexHull3(pointsMm: Float64Array | Float32Array): ConvexHull | undefined {
  const extentMm = largestExtent(pointsMm);
  const moved = perturb(pointsMm, PERTURBATION * extentMm);
  const first = firstTetrahedron(moved, 10 * PERTURBATION * extentMm);
  if (!first) return undefined;
  const hull = new Hull(moved, first);
  hull.grow();
  // a point moves by at most √3 times the perturbation
  return hull.result(2 * PERTURBATION * extentMm);
}

/** Whether a place lies in the hull, or at most `toleranceMm` outside of a facet. */
export function isInHull(hull: ConvexHull, point: Vector3, toleranceMm = 0): boolean {
  const { facets } = hull;
  for (let at = 0; at < facets.length; at += 4)
    if (facets[at]! * point[0] + facets[at + 1]! * point[1] + facets[at + 2]! * point[2] > facets[at + 3]! + toleranceMm)
      return false;
  return true;
}

interface Facet {
  readonly corners: readonly [number, number, number];
  readonly normal: Vector3;
  readonly offset: number;
  /** points above the facet, each kept by one facet only */
  outside: number[];
  alive: boolean;
}

class Hull {
  readonly #points: readonly Vector3[];
  readonly #facets: Facet[] = [];
  /** facet on the left of each directed edge */
  readonly #facetOfEdge = new Map<number, Facet>();

  constructor(points: readonly Vector3[], [a, b, c, d]: readonly [number, number, number, number]) {
    this.#points = points;
    const faces = [this.#add(a, b, c), this.#add(a, c, d), this.#add(a, d, b), this.#add(b, d, c)];
    this.#share(
      points.map((_, index) => index),
      faces,
    );
  }

  grow(): void {
    for (let next = 0; next < this.#facets.length; next++) {
      const facet = this.#facets[next]!;
      if (!facet.alive || facet.outside.length === 0) continue;
      const top = this.#highest(facet);
      const seen = this.#seenFrom(top, facet);
      const fresh: Facet[] = [];
      const orphans: number[] = [];
      for (const gone of seen) {
        gone.alive = false;
        for (const point of gone.outside) if (point !== top) orphans.push(point);
      }
      for (const gone of seen)
        for (const [from, to] of edgesOf(gone)) if (this.#across(from, to).alive) fresh.push(this.#add(from, to, top));
      this.#share(orphans, fresh);
    }
  }

  result(outwardMm: number): ConvexHull {
    const alive = this.#facets.filter((facet) => facet.alive);
    return {
      facets: Float64Array.from(alive.flatMap(({ normal, offset }) => [...normal, offset + outwardMm])),
      corners: Uint32Array.from(new Set(alive.flatMap(({ corners }) => corners))).sort(),
      triangles: Uint32Array.from(alive.flatMap(({ corners }) => corners)),
    };
  }

  #add(a: number, b: number, c: number): Facet {
    const at = this.#points[a]!;
    const normal = unit(cross(subtract(this.#points[b]!, at), subtract(this.#points[c]!, at)));
    const facet: Facet = { corners: [a, b, c], normal, offset: dot(normal, at), outside: [], alive: true };
    for (const [from, to] of edgesOf(facet)) this.#facetOfEdge.set(this.#edge(from, to), facet);
    this.#facets.push(facet);
    return facet;
  }

  #edge(from: number, to: number): number {
    return from * this.#points.length + to;
  }

  #across(from: number, to: number): Facet {
    return this.#facetOfEdge.get(this.#edge(to, from))!;
  }

  #share(indices: readonly number[], among: readonly Facet[]): void {
    for (const index of indices) {
      const point = this.#points[index]!;
      const home = among.find((facet) => dot(facet.normal, point) > facet.offset && !facet.corners.includes(index));
      home?.outside.push(index);
    }
  }

  #highest(facet: Facet): number {
    const height = (index: number) => dot(facet.normal, this.#points[index]!);
    return facet.outside.reduce((best, index) => (height(index) > height(best) ? index : best));
  }

  /** The facets that `index` is above: connected to `start`. */
  #seenFrom(index: number, start: Facet): Facet[] {
    const point = this.#points[index]!;
    const seen = new Set([start]);
    for (const facet of seen)
      for (const [from, to] of edgesOf(facet)) {
        const neighbour = this.#across(from, to);
        if (dot(neighbour.normal, point) > neighbour.offset) seen.add(neighbour);
      }
    return [...seen];
  }
}

function edgesOf({ corners: [a, b, c] }: Facet): readonly (readonly [number, number])[] {
  return [
    [a, b],
    [b, c],
    [c, a],
  ];
}

/** A facet so thin that its normal underflows does not occur among perturbed points; a zero normal would see nothing. */
function unit(v: Vector3): Vector3 {
  const norm = Math.hypot(v[0], v[1], v[2]);
  return [v[0] / norm, v[1] / norm, v[2] / norm];
}

function largestExtent(pointsMm: Float64Array | Float32Array): number {
  const low = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const high = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  pointsMm.forEach((value, at) => {
    low[at % 3] = Math.min(low[at % 3]!, value);
    high[at % 3] = Math.max(high[at % 3]!, value);
  });
  return Math.max(0, ...high.map((value, axis) => value - low[axis]!));
}

/** Moves every coordinate by up to ±`byMm`, by a fixed sequence (Weyl, golden ratio), so that equal input gives an equal hull. */
function perturb(pointsMm: Float64Array | Float32Array, byMm: number): Vector3[] {
  const moved: Vector3[] = [];
  let state = 0x9e3779b9;
  const shift = () => {
    state = Math.imul(state ^ (state >>> 15), 0x2c1b3c6d) + 0x9e3779b9;
    return ((state >>> 8) / 2 ** 23 - 1) * byMm;
  };
  for (let at = 0; at + 2 < pointsMm.length; at += 3)
    moved.push([pointsMm[at]! + shift(), pointsMm[at + 1]! + shift(), pointsMm[at + 2]! + shift()]);
  return moved;
}

/** Four points that span a solid, the fourth below the plane of the others; undefined if there are none. */
function firstTetrahedron(points: readonly Vector3[], thinnest: number): [number, number, number, number] | undefined {
  if (points.length < 4) return undefined;
  const farthest = (measure: (p: Vector3) => number) => {
    let best = 0;
    points.forEach((p, index) => {
      if (measure(p) > measure(points[best]!)) best = index;
    });
    return best;
  };
  const a = farthest((p) => -p[0]);
  const pa = points[a]!;
  const b = farthest((p) => Math.hypot(...subtract(p, pa)));
  const alongAb = subtract(points[b]!, pa);
  const c = farthest((p) => Math.hypot(...cross(alongAb, subtract(p, pa))));
  const normal = cross(alongAb, subtract(points[c]!, pa));
  const area = Math.hypot(...normal);
  const d = farthest((p) => Math.abs(dot(normal, subtract(p, pa))));
  const height = dot(normal, subtract(points[d]!, pa)) / area;
  if (!(Math.abs(height) > thinnest)) return undefined;
  return height < 0 ? [a, b, c, d] : [a, c, b, d];
}
