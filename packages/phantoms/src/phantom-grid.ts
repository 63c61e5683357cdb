import { IDENTITY3, type Matrix3, type Vector3, type WorldPoint, worldPoint } from "@cantlie/geometry";
import { type Grid, makeGrid } from "@cantlie/volume";
import type { Bounds } from "./rasterise.ts";

/** What a caller may fix of the sampling; the rest follows from the body. */
export interface GridOptions {
  /** default 1 × 1 × 2 mm */
  readonly spacingMm?: Vector3;
  /** unit directions of i, j, k in LPS, right- or left-handed; default along L, P, S */
  readonly direction?: Matrix3;
  /** centre of the first voxel; default such that the box is covered */
  readonly originMm?: WorldPoint;
  /** default such that the box is covered */
  readonly size?: Vector3;
}

/** The smallest grid with these options that covers the box `boundsMm`. */
export function coveringGrid(options: GridOptions, [low, high]: Bounds): Grid {
  const spacingMm = options.spacingMm ?? [1, 1, 2];
  const direction = options.direction ?? IDENTITY3;
  const start: [number, number, number] = [0, 0, 0];
  const size: [number, number, number] = [1, 1, 1];
  for (const axis of [0, 1, 2] as const) {
    const along = direction[axis];
    const reach = (component: 0 | 1 | 2, side: Vector3): number => along[component] * side[component];
    let from = 0;
    let to = 0;
    for (const component of [0, 1, 2] as const) {
      from += Math.min(reach(component, low), reach(component, high));
      to += Math.max(reach(component, low), reach(component, high));
    }
    start[axis] = from;
    size[axis] = Math.ceil((to - from) / spacingMm[axis]) + 1;
  }
  const [a, b, c] = direction;
  const place = (component: 0 | 1 | 2): number => start[0] * a[component] + start[1] * b[component] + start[2] * c[component];
  const originMm = options.originMm ?? worldPoint(place(0), place(1), place(2));
  return makeGrid(options.size ?? size, spacingMm, originMm, direction);
}
