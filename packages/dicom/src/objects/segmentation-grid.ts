import { cross, dot, length, scale, subtract, type Vector3, worldPoint } from "@cantlie/geometry";
import { type Grid, makeGrid } from "@cantlie/volume";
import { DicomError } from "../dicom-error.ts";
import { evenSpacingMm } from "../slice-spacing.ts";
import type { FramePlane, SegmentationObject } from "./read-segmentation.ts";

/** Frames closer than this are at one place (two segments of one slice). */
const SAME_PLACE_MM = 0.01;
/** Rounding of headers: cosines of six digits over a plane, positions of two decimals. */
const TOLERANCE_MM = 0.1;
const COSINE_TOLERANCE = 1e-3;
/** A whole body of 2 m in slices of half a millimetre. */
const MOST_SLICES = 4096;

/**
 * The grid that a segmentation's frames span, where no image says it. Slices without any segment are left out of a file: where that
 * leaves the distance of slices open, it is not guessed.
 *
 * @throws DicomError `dicom/mixed-orientation`, `dicom/mixed-spacing`, `dicom/shifted-slices`, `dicom/single-slice`,
 *   `dicom/bad-orientation`, `dicom/uneven-slice-spacing`, `dicom/missing-slice`, `dicom/segmentation-spacing-unclear`
 */
export function segmentationGrid({ frames, columns, rows, statedSpacingMm }: SegmentationObject): Grid {
  const first = frames[0]?.plane;
  if (!first) throw new DicomError("dicom/single-slice", "the segmentation has no frames, expected slices with segments");
  const normal = requireRightAngles(first);
  const placesMm = frames.map(({ plane }) => placeAlong(first, plane, normal));
  const sorted = [...placesMm].sort((a, b) => a - b);
  const distinct = sorted.filter((mm, at) => at === 0 || mm - sorted[at - 1]! > SAME_PLACE_MM);
  if (distinct.length < 2)
    throw new DicomError(
      "dicom/single-slice",
      "the segmentation has one slice, expected at least two: no volume can be measured on it",
    );
  const spacingMm = sliceSpacing(distinct, statedSpacingMm);
  const lowest = frames[placesMm.indexOf(distinct[0]!)]!.plane.positionMm;
  const slices = Math.round((distinct.at(-1)! - distinct[0]!) / spacingMm) + 1;
  if (!(slices <= MOST_SLICES))
    throw new DicomError(
      "dicom/segmentation-spacing-unclear",
      `frames of the segmentation ${spacingMm.toFixed(2)} mm apart span ${slices} slices, expected at most ${MOST_SLICES}: the header is damaged`,
      { spacingMm, slices },
    );
  const direction = [first.row, first.column, normal].map((one) => scale(one, 1 / length(one))) as unknown as Grid["direction"];
  return makeGrid([columns, rows, slices], [...first.spacingMm, spacingMm], worldPoint(...lowest), direction);
}

function requireRightAngles({ row, column }: FramePlane): Vector3 {
  const worst = Math.max(Math.abs(length(row) - 1), Math.abs(length(column) - 1), Math.abs(dot(row, column)));
  if (worst <= COSINE_TOLERANCE) return cross(row, column);
  throw new DicomError(
    "dicom/bad-orientation",
    "Image Orientation (Patient) of the segmentation is not two unit directions at right angles: the header is damaged",
  );
}

/** Place of a frame along the normal; it must lie straight behind the first, with the same pixels. */
function placeAlong(first: FramePlane, plane: FramePlane, normal: Vector3): number {
  const turned = Math.max(length(subtract(plane.row, first.row)), length(subtract(plane.column, first.column)));
  if (turned > COSINE_TOLERANCE)
    throw new DicomError("dicom/mixed-orientation", "frames of the segmentation lie in different planes, expected one stack");
  if (plane.spacingMm.some((mm, axis) => Math.abs(mm - first.spacingMm[axis]!) > COSINE_TOLERANCE))
    throw new DicomError("dicom/mixed-spacing", "frames of the segmentation have pixels of different size, expected one");
  const from = subtract(plane.positionMm, first.positionMm);
  const along = dot(from, normal);
  if (length(subtract(from, scale(normal, along))) > TOLERANCE_MM)
    throw new DicomError("dicom/shifted-slices", "frames of the segmentation are shifted in their plane against each other");
  return along;
}

function sliceSpacing(placesMm: readonly number[], statedMm: number | undefined): number {
  const steps = placesMm.slice(1).map((mm, at) => mm - placesMm[at]!);
  const least = Math.min(...steps);
  const isWhole = steps.every((mm) => Math.abs(mm - least * Math.round(mm / least)) <= TOLERANCE_MM);
  // slices in between may hold no segment; the error is named as for any series
  if (!isWhole) return evenSpacingMm(placesMm);
  if (statedMm === undefined || Math.abs(statedMm - least) <= TOLERANCE_MM) return least;
  throw new DicomError(
    "dicom/segmentation-spacing-unclear",
    `slices of the segmentation are at least ${least.toFixed(2)} mm apart and it states ${statedMm.toFixed(2)} mm: empty slices may have been left out; give the image beside it`,
    { leastMm: least, statedMm },
  );
}
