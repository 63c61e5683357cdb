import { worldPoint } from "@cantlie/geometry";
import { type Grid, indexToWorld, type Mask, makeGrid, voxelCount } from "@cantlie/volume";

export type Place = readonly [number, number, number];

/** A straight vessel: a cylinder with round ends, LPS mm. */
export interface Tube {
  readonly from: Place;
  readonly to: Place;
  readonly radiusMm: number;
}

/** A vessel through several places. */
export function tube(radiusMm: number, ...places: readonly Place[]): Tube[] {
  return places.slice(1).map((to, at) => ({ from: places[at]!, to, radiusMm }));
}

/** A grid with axes along L, P, S that spans the box between two corners. */
export function gridOver(lowMm: Place, highMm: Place, spacingMm: Place): Grid {
  const size = [0, 1, 2].map((axis) => Math.round((highMm[axis]! - lowMm[axis]!) / spacingMm[axis]!) + 1);
  return makeGrid([size[0]!, size[1]!, size[2]!], spacingMm, worldPoint(...lowMm), [
    [1, 0, 0],
    [0, 1, 0],
    [0, 0, 1],
  ]);
}

/** Voxels whose centres lie in one of the tubes. */
export function drawTubes(grid: Grid, tubes: readonly Tube[]): Mask {
  return draw(grid, (place) => tubes.some((one) => distanceToAxisMm(place, one) <= one.radiusMm));
}

/** Voxels whose centres satisfy `isInside`. */
export function draw(grid: Grid, isInside: (placeMm: Place) => boolean): Mask {
  const values = new Uint8Array(voxelCount(grid));
  for (let voxel = 0; voxel < values.length; voxel++) if (isInside(indexToWorld(grid, voxel))) values[voxel] = 1;
  return { grid, values };
}

export function ellipsoid(grid: Grid, [a, b, c]: Place): Mask {
  return draw(grid, ([x, y, z]) => (x / a) ** 2 + (y / b) ** 2 + (z / c) ** 2 <= 1);
}

function distanceToAxisMm(p: Place, { from, to }: Tube): number {
  const along = [0, 1, 2].map((axis) => to[axis]! - from[axis]!);
  const length2 = along.reduce((sum, value) => sum + value ** 2, 0);
  const dot = [0, 1, 2].reduce((sum, axis) => sum + (p[axis]! - from[axis]!) * along[axis]!, 0);
  const share = length2 > 0 ? Math.min(1, Math.max(0, dot / length2)) : 0;
  return Math.hypot(...[0, 1, 2].map((axis) => p[axis]! - from[axis]! - share * along[axis]!));
}
