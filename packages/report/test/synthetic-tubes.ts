import type { BranchId, BranchName, VesselBranch, VesselTree } from "@cantlie/anatomy";
import { type Vector3, type WorldPoint, worldPoint } from "@cantlie/geometry";
import { type Grid, voxelIndexAt } from "@cantlie/volume";

/** A straight piece of vessel; `parent` is the place of another tube in the same list. */
export interface Tube {
  readonly name: BranchName;
  readonly parent: number | undefined;
  readonly order: number;
  readonly from: Vector3;
  readonly to: Vector3;
  readonly radiusMm: number;
}

/** From the axis of the tube, as far as it goes. */
export function distanceToTubeMm(place: WorldPoint, { from, to }: Tube): number {
  const along = from.map((value, axis) => to[axis]! - value);
  const squared = along.reduce((sum, value) => sum + value * value, 0);
  const t = along.reduce((sum, value, axis) => sum + value * (place[axis]! - from[axis]!), 0) / squared;
  const nearest = Math.min(1, Math.max(0, t));
  return Math.hypot(...from.map((value, axis) => value + nearest * along[axis]! - place[axis]!));
}

const POINTS_PER_TUBE = 12;

/** The vessel tree of which each tube is one branch, its points evenly along it. */
export function treeOfTubes(grid: Grid, kind: "portal" | "hepatic", tubes: readonly Tube[]): VesselTree {
  const count = tubes.length * POINTS_PER_TUBE;
  const points = {
    count,
    positionMm: new Float32Array(3 * count),
    radiusMm: new Float32Array(count),
    parent: new Int32Array(count),
    branch: new Int32Array(count),
    voxel: new Int32Array(count),
  };
  tubes.forEach(({ from, to, radiusMm, parent }, branch) => {
    for (let step = 0; step < POINTS_PER_TUBE; step++) {
      const point = branch * POINTS_PER_TUBE + step;
      const place = from.map((value, axis) => value + (step / (POINTS_PER_TUBE - 1)) * (to[axis]! - value));
      points.positionMm.set(place, 3 * point);
      points.radiusMm[point] = radiusMm;
      points.branch[point] = branch;
      points.parent[point] = step > 0 ? point - 1 : parent === undefined ? -1 : (parent + 1) * POINTS_PER_TUBE - 1;
      points.voxel[point] = voxelIndexAt(grid, worldPoint(place[0]!, place[1]!, place[2]!));
    }
  });
  return {
    kind,
    points,
    branches: tubes.map((tube, branch) => branchOf(tubes, { tube, branch, letter: kind === "portal" ? "P" : "H" })),
    roots: tubes.flatMap((tube, branch) => (tube.parent === undefined ? [branch * POINTS_PER_TUBE] : [])),
    loosePieces: [],
    variants: kind === "hepatic" ? ["inferior right hepatic vein"] : [],
  };
}

function branchOf(
  tubes: readonly Tube[],
  { tube, branch, letter }: { tube: Tube; branch: number; letter: string },
): VesselBranch {
  const { from, to } = tube;
  return {
    id: `${letter}${branch + 1}` as BranchId,
    parent: tube.parent,
    children: tubes.flatMap((child, index) => (child.parent === branch ? [index] : [])),
    name: tube.name,
    nameConfidence: tube.name === "unnamed" ? 0 : 0.9,
    order: tube.order,
    lengthMm: Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2]),
    meanRadiusMm: tube.radiusMm,
    atMm: worldPoint((from[0] + to[0]) / 2, (from[1] + to[1]) / 2, (from[2] + to[2]) / 2),
    piece: 0,
  };
}
