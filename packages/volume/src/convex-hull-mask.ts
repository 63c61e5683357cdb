import { type ConvexHull, convexHull3, dot, type Vector3 } from "@cantlie/geometry";
import { boundingBox, type VoxelBox } from "./crop.ts";
import { type Grid, voxelCount, voxelToWorld } from "./grid.ts";
import { convexOutline } from "./largest-diameter.ts";
import { requireOneValuePerVoxel } from "./one-value-per-voxel.ts";

/**
 * The voxels whose centres lie in the convex hull of the mask's voxel centres; 1 inside, 0 outside. Holds the mask itself.
 *
 * A mask without thickness (voxel centres in one plane) is filled within that plane only where the plane is a slice; otherwise it comes back as it is.
 *
 * @throws RangeError if `mask` does not have one value per voxel of `grid`
 */
export function convexHullMask(mask: Uint8Array, grid: Grid): Uint8Array {
  requireOneValuePerVoxel(mask, grid, "mask");
  const filled = Uint8Array.from(mask, (value) => (value === 0 ? 0 : 1));
  const box = boundingBox(mask, grid);
  const hull = box && convexHull3(Float64Array.from(outlinePlaces(mask, grid, box).flat()));
  if (!hull) return filled;
  return fillHull(hull, grid, { box, into: filled });
}

/** 1 for the voxels whose centres lie in `hull` (places in LPS mm), 0 elsewhere. */
export function hullMask(hull: ConvexHull, grid: Grid): Uint8Array {
  return fillHull(hull, grid, { box: { start: [0, 0, 0], size: grid.size }, into: new Uint8Array(voxelCount(grid)) });
}

/** Places of the voxels that can be corners of the hull: those of the convex outline in each slice. */
function outlinePlaces(mask: Uint8Array, grid: Grid, box: VoxelBox): Vector3[] {
  const places: Vector3[] = [];
  const [ni, nj] = grid.size;
  for (let k = box.start[2]; k < box.start[2] + box.size[2]; k++) {
    const ends: (readonly [number, number])[] = [];
    for (let j = box.start[1]; j < box.start[1] + box.size[1]; j++) {
      const row = ni * (j + nj * k);
      let first = box.start[0];
      let last = box.start[0] + box.size[0] - 1;
      while (first <= last && mask[row + first] === 0) first++;
      while (last > first && mask[row + last] === 0) last--;
      if (first <= last) ends.push([first, j], [last, j]);
    }
    for (const [i, j] of convexOutline(ends)) places.push(voxelToWorld(grid, i, j, k));
  }
  return places;
}

/** Cuts every row of voxels by all facets at once, instead of asking every voxel. */
function fillHull(hull: ConvexHull, grid: Grid, { box, into }: { box: VoxelBox; into: Uint8Array }): Uint8Array {
  const [ni, nj] = grid.size;
  const walls = facetsInVoxels(hull, grid);
  for (let k = box.start[2]; k < box.start[2] + box.size[2]; k++)
    for (let j = box.start[1]; j < box.start[1] + box.size[1]; j++) {
      let first = box.start[0];
      let last = box.start[0] + box.size[0] - 1;
      for (let at = 0; at < walls.length && first <= last; at += 4) {
        const perVoxel = walls[at]!;
        const room = walls[at + 3]! - j * walls[at + 1]! - k * walls[at + 2]!;
        if (perVoxel > 0) last = Math.min(last, Math.floor(room / perVoxel));
        else if (perVoxel < 0) first = Math.max(first, Math.ceil(room / perVoxel));
        else if (room < 0) last = first - 1;
      }
      if (first <= last) into.fill(1, first + ni * (j + nj * k), last + 1 + ni * (j + nj * k));
    }
  return into;
}

/** Four numbers a, b, c, d per facet: voxel (i, j, k) is behind it where `a i + b j + c k <= d`. */
function facetsInVoxels(hull: ConvexHull, grid: Grid): Float64Array {
  const walls = new Float64Array(hull.facets.length);
  for (let at = 0; at < walls.length; at += 4) {
    const normal: Vector3 = [hull.facets[at]!, hull.facets[at + 1]!, hull.facets[at + 2]!];
    for (const axis of [0, 1, 2] as const) walls[at + axis] = dot(normal, grid.direction[axis]) * grid.spacingMm[axis];
    walls[at + 3] = hull.facets[at + 3]! - dot(normal, grid.originMm);
  }
  return walls;
}
