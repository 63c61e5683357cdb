import type { LiverAnatomy, VesselTree } from "@cantlie/anatomy";
import { worldPoint } from "@cantlie/geometry";
import { voxelDiagonalMm } from "@cantlie/volume";
import { visitBallRows } from "./ball-rows.ts";
import type { RunLookup } from "./run-lookup.ts";

/** For each centreline point of a tree the organ voxels in its lumen or next to it, as rows along i. */
export interface VesselWalls {
  /** first row of each point, and one entry past the last */
  readonly start: Int32Array;
  /** flat index of each row's first voxel, and that past its last */
  readonly first: Int32Array;
  readonly end: Int32Array;
}

export function vesselWalls({ grid, organ }: LiverAnatomy, { points }: VesselTree): VesselWalls {
  const toNextVoxelMm = voxelDiagonalMm(grid) / 2;
  const start = new Int32Array(points.count + 1);
  const firsts: number[] = [];
  const ends: number[] = [];
  const p = points.positionMm;
  for (let point = 0; point < points.count; point++) {
    const centre = worldPoint(p[3 * point]!, p[3 * point + 1]!, p[3 * point + 2]!);
    visitBallRows(grid, centre, points.radiusMm[point]! + toNextVoxelMm, (first, end) => {
      let [from, to] = [first, end];
      while (from < to && organ[from] === 0) from++;
      while (from < to && organ[to - 1] === 0) to--;
      if (from === to) return;
      firsts.push(from);
      ends.push(to);
    });
    start[point + 1] = firsts.length;
  }
  return { start, first: new Int32Array(firsts), end: new Int32Array(ends) };
}

/** Whether the wall around one point has a voxel of a set. */
export function wallTouches({ start, first, end }: VesselWalls, point: number, { countWithin }: RunLookup): boolean {
  for (let row = start[point]!; row < start[point + 1]!; row++) if (countWithin(first[row]!, end[row]!) > 0) return true;
  return false;
}
