import { contours, pathData } from "./contours.ts";
import type { SliceLayout } from "./slice-view.ts";

/** What a label map or a plan's states are in one slice. */
export interface SliceValues {
  /** rows from the picture's top, one value per voxel */
  readonly values: Uint16Array;
  /** the box that holds all voxels that are not 0; x1 < x0 if there are none */
  readonly x0: number;
  readonly y0: number;
  readonly x1: number;
  readonly y1: number;
  readonly present: ReadonlySet<number>;
}

/** Takes the slice's voxels out of their grid. */
export function cutThrough(volume: Uint8Array | Uint16Array, layout: SliceLayout): SliceValues {
  const { nAcross, nDown, start, stepAcross, stepDown } = layout;
  const values = new Uint16Array(nAcross * nDown);
  const present = new Set<number>();
  let [x0, y0, x1, y1] = [nAcross, nDown, -1, -1];
  let last = 0;
  for (let y = 0, to = 0; y < nDown; y++)
    for (let x = 0, from = start + y * stepDown; x < nAcross; x++, to++, from += stepAcross) {
      const value = volume[from]!;
      if (value === 0) continue;
      values[to] = value;
      if (x < x0) x0 = x;
      if (x > x1) x1 = x;
      if (y < y0) y0 = y;
      y1 = y;
      if (value !== last) present.add(value);
      last = value;
    }
  return { values, x0, y0, x1, y1, present };
}

/** SVG path data around the voxels that have the value `equalTo`, or that are not 0 if that is absent; empty if there are none. */
export function outline(slice: SliceValues, layout: SliceLayout, equalTo?: number): string {
  const { x0, y0, x1, y1, present } = slice;
  if (equalTo === undefined ? present.size === 0 : !present.has(equalTo)) return "";
  const lines = contours(maskInBox(slice, layout.nAcross, equalTo ?? ANY), x1 - x0 + 1, y1 - y0 + 1);
  // A pixel's centre lies half a pixel inside the picture's edge.
  return pathData(lines, (x, y) => [(x0 + x + 0.5) * layout.pxPerAcross, (y0 + y + 0.5) * layout.pxPerDown]);
}

/** Any value but 0: no voxel has this one. */
const ANY = -1;

function maskInBox({ values, x0, y0, x1, y1 }: SliceValues, nAcross: number, equalTo: number): Uint8Array {
  const mask = new Uint8Array((x1 - x0 + 1) * (y1 - y0 + 1));
  for (let y = y0, to = 0; y <= y1; y++)
    for (let x = x0; x <= x1; x++, to++) {
      const value = values[x + y * nAcross]!;
      if (value === equalTo || (equalTo === ANY && value !== 0)) mask[to] = 1;
    }
  return mask;
}
