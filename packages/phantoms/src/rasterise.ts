import type { Vector3 } from "@cantlie/geometry";
import { worldPoint } from "@cantlie/geometry";
import { type Grid, voxelToWorld, worldToVoxel } from "@cantlie/volume";
import type { SignedDistance } from "./shape.ts";

/** A box in patient space by its two corners, mm. */
export type Bounds = readonly [Vector3, Vector3];

/**
 * Visits every voxel of `grid` whose centre lies in the shape, or less than about a voxel outside, and in `boundsMm`, with the
 * shape's signed distance at its centre.
 *
 * Where the shape is far, its distance is not asked again for each voxel: those in between get the last value, which has
 * the right sign and is larger than a voxel. The distances of this package change by less than 2 mm per mm, hence the half.
 */
export function visitShape(
  grid: Grid,
  shape: SignedDistance,
  region: { readonly boundsMm: Bounds; readonly visit: (index: number, distanceMm: number) => void },
): void {
  const [low, high] = voxelBox(grid, region.boundsMm);
  const [ni, nj] = grid.size;
  const stepMm = grid.spacingMm[0];
  const widthMm = voxelWidthMm(grid);
  const [dx, dy, dz] = grid.direction[0];
  for (let k = low[2]; k <= high[2]; k++)
    for (let j = low[1]; j <= high[1]; j++) {
      const [x, y, z] = voxelToWorld(grid, 0, j, k);
      const row = ni * (j + nj * k);
      for (let i = low[0]; i <= high[0]; ) {
        const along = i * stepMm;
        const distanceMm = shape(x + along * dx, y + along * dy, z + along * dz);
        const surelyMm = Math.max(0, Math.abs(distanceMm) - widthMm) / 2;
        const end = Math.min(high[0], i + Math.floor(surelyMm / stepMm));
        if (distanceMm > widthMm) i = end + 1;
        else for (; i <= end; i++) region.visit(row + i, distanceMm);
      }
    }
}

/** First and last voxel along each axis whose centre may lie in the box; empty (first after last) if it is outside the grid. */
export function voxelBox(grid: Grid, [low, high]: Bounds): readonly [Vector3, Vector3] {
  const first: [number, number, number] = [Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY, Number.POSITIVE_INFINITY];
  const last: [number, number, number] = [Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const corner of [0, 1, 2, 3, 4, 5, 6, 7]) {
    const at = worldPoint(corner & 1 ? high[0] : low[0], corner & 2 ? high[1] : low[1], corner & 4 ? high[2] : low[2]);
    const voxel = worldToVoxel(grid, at);
    for (const axis of [0, 1, 2] as const) {
      first[axis] = Math.min(first[axis], voxel[axis]);
      last[axis] = Math.max(last[axis], voxel[axis]);
    }
  }
  const bounded = (axis: 0 | 1 | 2): [number, number] => [
    Math.max(0, Math.ceil(first[axis])),
    Math.min(grid.size[axis] - 1, Math.floor(last[axis])),
  ];
  const [i, j, k] = [bounded(0), bounded(1), bounded(2)];
  return [
    [i[0], j[0], k[0]],
    [i[1], j[1], k[1]],
  ];
}

/** Share of a voxel that is inside a surface at this signed distance from its centre, if the surface is flat across the voxel. */
export function coverageFraction(distanceMm: number, voxelWidthMm: number): number {
  return Math.max(0, Math.min(1, 0.5 - distanceMm / voxelWidthMm));
}

/** Width of a voxel for {@link coverageFraction}: root mean square of its edges, right on average over directions. */
export function voxelWidthMm(grid: Grid): number {
  const [a, b, c] = grid.spacingMm;
  return Math.sqrt((a * a + b * b + c * c) / 3);
}
