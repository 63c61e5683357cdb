import { worldPoint } from "@cantlie/geometry";
import type { Grid } from "@cantlie/volume";
import { voxelIndexAt } from "@cantlie/volume";
import type { Joint } from "./join-pieces.ts";
import { distanceBetweenMm } from "./point-distance.ts";
import { walkFrom } from "./rooted-walk.ts";
import type { Skeleton } from "./skeleton.ts";

/** Centreline points of one rooted tree, each after the one before it. */
export interface OrientedPoints {
  readonly positionMm: Float64Array;
  readonly radiusMm: Float64Array;
  readonly parent: Int32Array;
  /** voxel of the organ grid; -1 outside it */
  readonly organVoxel: Int32Array;
  /** rank of the piece of the mask */
  readonly piece: Int32Array;
  /** gap over which a point's piece was tied to the tree at this point, mm; 0 elsewhere */
  readonly joinedOverMm: Float64Array;
}

/** Passes of the smoothing below: enough to take the steps of thinning out of a 2 mm vessel, and no point leaves its voxel's neighbourhood. */
const SMOOTHING_PASSES = 3;

/** The radius of a vessel before it divides is averaged over this many points. */
const VESSEL_RADIUS_POINTS = 8;

/**
 * Turns a forest of centreline points and the joints between its pieces into points ordered from the roots outwards.
 *
 * Gaps are filled with points a voxel apart. Divisions that lie within each other's inscribed ball are one division: the
 * run between them is left out, so that three vessels that leave together are a trifurcation and not two forks in a row.
 * Positions between divisions are smoothed; the voxel of a point stays that of the thinned mask.
 */
export function orient(
  skeleton: Skeleton,
  roots: readonly number[],
  ties: { readonly joints: readonly Joint[]; readonly organGrid: Grid },
): OrientedPoints {
  const graph = withGapsFilled(skeleton, ties.joints, ties.organGrid);
  const { order, parent } = walkFrom(graph.neighbours, roots);
  const { kept, newParent } = mergeDivisions(graph, order, parent);
  const place = new Int32Array(parent.length).fill(-1);
  const points = order.filter((point) => kept[point]);
  points.forEach((point, at) => {
    place[point] = at;
  });
  const oriented: OrientedPoints = {
    positionMm: Float64Array.from(
      points.flatMap((p) => [graph.positionMm[3 * p]!, graph.positionMm[3 * p + 1]!, graph.positionMm[3 * p + 2]!]),
    ),
    radiusMm: Float64Array.from(points, (p) => graph.radiusMm[p]!),
    parent: Int32Array.from(points, (p) => (newParent[p]! < 0 ? -1 : place[newParent[p]!]!)),
    organVoxel: Int32Array.from(points, (p) => graph.organVoxel[p]!),
    piece: Int32Array.from(points, (p) => graph.piece[p]!),
    joinedOverMm: Float64Array.from(points, (p) => graph.joinedOverMm.get(p) ?? 0),
  };
  return { ...oriented, positionMm: smoothed(oriented) };
}

interface Graph {
  readonly positionMm: number[];
  readonly radiusMm: number[];
  readonly organVoxel: number[];
  readonly piece: number[];
  readonly neighbours: number[][];
  readonly joinedOverMm: Map<number, number>;
}

function withGapsFilled(skeleton: Skeleton, joints: readonly Joint[], organGrid: Grid): Graph {
  const graph: Graph = {
    positionMm: [...skeleton.positionMm],
    radiusMm: [...skeleton.radiusMm],
    organVoxel: [...skeleton.organVoxel],
    piece: [...skeleton.piece],
    neighbours: skeleton.neighbours.map((list) => [...list]),
    joinedOverMm: new Map(),
  };
  const stepMm = Math.min(...skeleton.lumenGrid.spacingMm);
  for (const { tip, target, gapMm } of joints) {
    const steps = Math.max(1, Math.round(distanceBetweenMm(skeleton.positionMm, tip, target) / stepMm));
    let before = target;
    for (let step = 1; step < steps; step++) {
      const between = (from: number, to: number): number => from + ((to - from) * step) / steps;
      const [x, y, z] = [0, 1, 2].map((axis) => between(graph.positionMm[3 * target + axis]!, graph.positionMm[3 * tip + axis]!));
      const point = graph.radiusMm.length;
      graph.positionMm.push(x!, y!, z!);
      graph.radiusMm.push(graph.radiusMm[tip]!);
      graph.organVoxel.push(voxelIndexAt(organGrid, worldPoint(x!, y!, z!)));
      graph.piece.push(graph.piece[tip]!);
      graph.neighbours.push([before]);
      graph.neighbours[before]!.push(point);
      before = point;
    }
    graph.neighbours[before]!.push(tip);
    graph.neighbours[tip]!.push(before);
    const first = before === target ? tip : graph.neighbours[target]!.at(-1)!;
    graph.joinedOverMm.set(first, gapMm);
  }
  return graph;
}

/**
 * Hangs what leaves a division within the vessel's radius of the division before it on that one, and drops the run between
 * them. The radius is that of the vessel that divides: at the division itself, or on average before it, whichever is larger, because
 * thinning puts divisions off the middle of the lumen.
 */
function mergeDivisions(
  graph: Graph,
  order: readonly number[],
  parent: Int32Array,
): { readonly kept: Uint8Array; readonly newParent: Int32Array } {
  const kept = new Uint8Array(parent.length);
  const newParent = parent.slice();
  const childCount = new Int32Array(parent.length);
  for (const point of order) {
    kept[point] = 1;
    if (parent[point]! >= 0) childCount[parent[point]!]!++;
  }
  const radiusBeforeMm = (division: number): number => {
    const before: number[] = [];
    for (
      let at = newParent[division]!;
      at >= 0 && childCount[at] === 1 && before.length < VESSEL_RADIUS_POINTS;
      at = newParent[at]!
    )
      before.push(graph.radiusMm[at]!);
    return before.length > 0 ? before.reduce((sum, mm) => sum + mm, 0) / before.length : 0;
  };
  // Nearest division towards the root that was kept; -1 before the first one.
  const divisionBefore = new Int32Array(parent.length).fill(-1);
  for (const point of order) {
    const before = newParent[point]!;
    if (before < 0) continue;
    const upper = childCount[before]! > 1 ? before : divisionBefore[before]!;
    divisionBefore[point] = upper;
    if (childCount[point]! < 2 || upper < 0) continue;
    const radiusMm = Math.max(graph.radiusMm[upper]!, radiusBeforeMm(upper));
    if (distanceBetweenMm(graph.positionMm, point, upper) > radiusMm) continue;
    for (let between = point; between !== upper; between = newParent[between]!) kept[between] = 0;
    for (const child of graph.neighbours[point]!) if (parent[child] === point) newParent[child] = upper;
  }
  return { kept, newParent };
}

/** Each point with exactly one before and one after it moves to the mean of itself and the middle of those two. */
function smoothed(points: OrientedPoints): Float64Array {
  const count = points.parent.length;
  const after = new Int32Array(count).fill(-1);
  const childCount = new Int32Array(count);
  for (let point = 0; point < count; point++) {
    const before = points.parent[point]!;
    if (before < 0) continue;
    after[before] = point;
    childCount[before]!++;
  }
  let positionMm = points.positionMm;
  for (let pass = 0; pass < SMOOTHING_PASSES; pass++) {
    const next = positionMm.slice();
    for (let point = 0; point < count; point++) {
      const before = points.parent[point]!;
      if (before < 0 || childCount[point] !== 1) continue;
      for (let axis = 0; axis < 3; axis++)
        next[3 * point + axis] =
          positionMm[3 * point + axis]! / 2 + (positionMm[3 * before + axis]! + positionMm[3 * after[point]! + axis]!) / 4;
    }
    positionMm = next;
  }
  return positionMm;
}
