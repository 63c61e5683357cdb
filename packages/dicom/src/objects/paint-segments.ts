import type { Grid } from "@cantlie/volume";
import { DicomError } from "../dicom-error.ts";
import { type FramePlacement, placeFrame } from "./place-frame.ts";
import type { SegmentationObject } from "./read-segmentation.ts";

/** Where the voxels of a segment go: into which values, and as what. */
export interface Brush {
  readonly values: Uint8Array;
  readonly value: number;
}

export interface PaintedSegments {
  /** voxels inside, by segment number */
  readonly voxels: ReadonlyMap<number, number>;
  /** voxels that already held another value of the same array: they keep it */
  readonly overlapping: number;
  /** pixels of a fractional segmentation that are neither empty nor full */
  readonly partial: number;
}

/**
 * Writes the voxels of segments into arrays on `grid`. A fractional pixel is inside from half of its most on.
 *
 * @param brushes by segment number; segments without one are passed over
 * @throws DicomError `dicom/segmentation-off-grid`; `dicom/segmentation-outside-image` if a segment with a brush has a pixel outside the
 *   grid; `dicom/bad-pixel-data`
 */
export function paintSegments(object: SegmentationObject, grid: Grid, brushes: ReadonlyMap<number, Brush>): PaintedSegments {
  const voxels = new Map([...brushes.keys()].map((segment) => [segment, 0]));
  const sums = { overlapping: 0, partial: 0 };
  let outside = 0;
  object.frames.forEach((frame, at) => {
    if (frame.segment !== undefined && !brushes.has(frame.segment)) return;
    const placement = placeFrame(grid, frame.plane, object);
    const segmentOf = segmentReader(object, frame.segment, object.pixels.frame(at), sums);
    outside += paintFrame(placement, object, (pixel, voxel) => {
      const segment = segmentOf(pixel);
      const brush = brushes.get(segment);
      if (brush === undefined) return false;
      if (voxel < 0) return true;
      const before = brush.values[voxel]!;
      if (before !== 0 && before !== brush.value) sums.overlapping++;
      else if (before === 0) brush.values[voxel] = brush.value;
      if (before === 0) voxels.set(segment, voxels.get(segment)! + 1);
      return false;
    });
  });
  if (outside > 0)
    throw new DicomError(
      "dicom/segmentation-outside-image",
      `${outside} pixels of its segments lie outside the image: it was made on a larger series, or images of this one are missing`,
      { pixels: outside },
    );
  return { voxels, ...sums };
}

/** The segment that a pixel is inside; 0 for none. */
function segmentReader(
  { kind, pixels }: SegmentationObject,
  segment: number | undefined,
  values: Uint8Array | Uint16Array,
  sums: { partial: number },
): (pixel: number) => number {
  if (kind === "labelmap" || segment === undefined) return (pixel) => values[pixel]!;
  if (kind === "binary") return (pixel) => (values[pixel] === 0 ? 0 : segment);
  return (pixel) => {
    const value = values[pixel]!;
    if (value > 0 && value < pixels.most) sums.partial++;
    return 2 * value >= pixels.most ? segment : 0;
  };
}

/** Calls `paint` for every pixel, with -1 for one outside the grid; gives how many of them it said were lost. */
function paintFrame(
  { first, columnStep, rowStep, columns, rows }: FramePlacement,
  size: { readonly columns: number; readonly rows: number },
  paint: (pixel: number, voxel: number) => boolean,
): number {
  let lost = 0;
  for (let row = 0, pixel = 0; row < size.rows; row++) {
    const isRow = row >= rows[0] && row < rows[1];
    let voxel = first + row * rowStep;
    for (let column = 0; column < size.columns; column++, pixel++, voxel += columnStep)
      if (paint(pixel, isRow && column >= columns[0] && column < columns[1] ? voxel : -1)) lost++;
  }
  return lost;
}
