import { cross, dot, length, type Matrix3, scale, subtract, type Vector3, worldPoint } from "@cantlie/geometry";
import { type Grid, makeGrid } from "@cantlie/volume";
import { type DicomCaution, DicomError } from "./dicom-error.ts";
import type { ImageHeader, InstanceHeader } from "./instance.ts";
import { evenSpacingMm, roundedMm, SLICE_PLACE_TOLERANCE_MM } from "./slice-spacing.ts";

/** A slice of a series whose image header is known to be there. */
export interface Slice {
  readonly path: string;
  readonly header: InstanceHeader;
  readonly image: ImageHeader;
}

/** The proven sampling of a series. */
export interface SeriesGeometry<S extends Slice = Slice> {
  readonly grid: Grid;
  /** in the order of the grid's k axis: along row × column direction */
  readonly slices: readonly S[];
  readonly cautions: readonly DicomCaution[];
}

/** Cosines are written with 6 or more digits, sometimes with 4: two directions that differ by less are the same. */
const COSINE_TOLERANCE = 1e-3;
/** Two images closer than this are at one place: no scanner makes slices a tenth as thin. */
const SAME_PLACE_MM = 0.01;
/** How far, in pixels, slices may be shifted against each other in their plane: a tenth changes no measurement. */
const SHIFT_TOLERANCE_PIXELS = 0.1;
/** Rounded spacings of one series differ in their last digits only. */
const SPACING_TOLERANCE_MM = 1e-3;

/**
 * Sorts slices along their normal and proves from Image Position and Orientation alone that they sample space regularly
 * (DICOM PS3.3 C.7.6.2.1.1). Slice Thickness and Spacing Between Slices decide nothing.
 *
 * @throws DicomError with the first thing that stands against a volume
 */
export function proveGeometry<S extends Slice>(unsorted: readonly S[]): SeriesGeometry<S> {
  const first = unsorted[0];
  if (!first) throw new RangeError("a series has at least one slice");
  requireSameFrame(unsorted);
  const [row, column] = commonOrientation(unsorted);
  const spacing = commonSpacing(unsorted);
  if (unsorted.length < 2)
    throw new DicomError(
      "dicom/single-slice",
      "the series has one slice, expected at least two: a volume cannot be measured on it",
    );

  const normal = cross(row, column);
  const placed = unsorted
    .map((slice) => ({ slice, atMm: dot(normal, positionOf(slice)) }))
    .sort((a, b) => a.atMm - b.atMm || (a.slice.path < b.slice.path ? -1 : 1));
  const slices = placed.map(({ slice }) => slice);
  const placesMm = placed.map(({ atMm }) => atMm);
  requireDistinct(placesMm, slices);
  const spacingMm = evenSpacingMm(placesMm);
  requireStraightStack(slices, normal, Math.min(...spacing));

  const origin = positionOf(slices[0]!);
  const size: Vector3 = [first.image.columns, first.image.rows, slices.length];
  const direction: Matrix3 = [row, column, normal];
  const grid = makeGrid(size, [spacing[0], spacing[1], spacingMm], worldPoint(...origin), direction);
  return { grid, slices, cautions: spacingCautions(first.image, spacingMm) };
}

function requireSameFrame(slices: readonly Slice[]): void {
  const modalities = distinct(slices.map(({ header }) => header.modality ?? header.kind.toUpperCase()));
  if (modalities.length > 1)
    throw new DicomError("dicom/mixed-modality", `one series holds ${modalities.join(" and ")} images`, { modalities });
  const sizes = distinct(slices.map(({ image }) => `${image.columns}×${image.rows}`));
  if (sizes.length > 1)
    throw new DicomError(
      "dicom/mixed-size",
      `images of ${sizes.join(" and ")} pixels in one series: several series were merged`,
      { sizes },
    );
  const frames = distinct(slices.flatMap(({ header }) => header.frameOfReferenceUid ?? []));
  if (frames.length > 1)
    throw new DicomError(
      "dicom/mixed-frame-of-reference",
      `images of ${frames.length} frames of reference in one series: their positions cannot be compared`,
      { framesOfReference: frames },
    );
}

function commonOrientation(slices: readonly Slice[]): readonly [Vector3, Vector3] {
  const first = orientationOf(slices[0]!);
  const others = slices.filter((slice) => {
    const [row, column] = orientationOf(slice);
    return length(subtract(row, first[0])) > COSINE_TOLERANCE || length(subtract(column, first[1])) > COSINE_TOLERANCE;
  });
  if (others.length === 0) return first;
  const counts = [slices.length - others.length, others.length].sort((a, b) => b - a);
  throw new DicomError(
    "dicom/mixed-orientation",
    `${counts[1]} of ${slices.length} images lie in another plane than the rest: probably scouts or several reformats in one series`,
    { images: slices.length, otherwiseOriented: counts[1]! },
  );
}

function orientationOf({ image, path }: Slice): readonly [Vector3, Vector3] {
  if (!image.orientation)
    throw new DicomError(
      "dicom/no-orientation",
      "Image Orientation (Patient) is missing: the image's place in the patient is unknown",
      { path },
    );
  const [row, column] = image.orientation;
  const skew = Math.abs(dot(row, column));
  const worst = Math.max(Math.abs(length(row) - 1), Math.abs(length(column) - 1), skew);
  if (worst <= COSINE_TOLERANCE) return [scale(row, 1 / length(row)), scale(column, 1 / length(column))];
  throw new DicomError(
    "dicom/bad-orientation",
    `Image Orientation (Patient) is ${[...row, ...column].join("\\")}, expected two unit directions at right angles: the header is damaged`,
    { path },
  );
}

function commonSpacing(slices: readonly Slice[]): readonly [number, number] {
  const first = spacingOf(slices[0]!);
  const differs = slices
    .map(spacingOf)
    .find((pair) => pair.some((mm, axis) => Math.abs(mm - first[axis]!) > SPACING_TOLERANCE_MM));
  if (differs)
    throw new DicomError(
      "dicom/mixed-spacing",
      `pixels of ${first.join("×")} mm and of ${differs.join("×")} mm in one series: several reconstructions were merged`,
      { spacingMm: [...first, ...differs] },
    );
  return first;
}

function spacingOf({ image, path }: Slice): readonly [number, number] {
  const spacing = image.pixelSpacingMm;
  if (!spacing)
    throw new DicomError("dicom/no-pixel-spacing", "Pixel Spacing is missing: nothing can be measured on the image", { path });
  if (spacing[0] > 0 && spacing[1] > 0) return spacing;
  throw new DicomError("dicom/bad-number", `Pixel Spacing is ${spacing.join("×")} mm, expected positive distances`, { path });
}

function positionOf({ image, path }: Slice): Vector3 {
  if (image.positionMm) return image.positionMm;
  throw new DicomError("dicom/no-position", "Image Position (Patient) is missing: the image's place in the patient is unknown", {
    path,
  });
}

function requireDistinct(placesMm: readonly number[], slices: readonly Slice[]): void {
  const at = placesMm.findIndex((mm, k) => k > 0 && mm - placesMm[k - 1]! < SAME_PLACE_MM);
  if (at < 0) return;
  const [a, b] = [slices[at - 1]!.header, slices[at]!.header];
  const meaning =
    a.sopInstanceUid !== undefined && a.sopInstanceUid === b.sopInstanceUid
      ? "the same image is there twice"
      : "probably two contrast phases, time points or reconstructions in one series";
  const places = distinct(placesMm.map((mm) => mm.toFixed(2))).length;
  throw new DicomError(
    "dicom/duplicate-positions",
    `${slices.length} images lie at ${places} different ${places === 1 ? "place" : "places"}, expected one place each: ${meaning}`,
    {
      images: slices.length,
      places,
      slices: [at, at + 1],
    },
  );
}

/** Every slice must lie behind the first along the normal. A steady shift is a tilted gantry, an unsteady one is damage. */
function requireStraightStack(slices: readonly Slice[], normal: Vector3, pixelMm: number): void {
  const origin = positionOf(slices[0]!);
  const shifts = slices.map((slice) => {
    const from = subtract(positionOf(slice), origin);
    return subtract(from, scale(normal, dot(from, normal)));
  });
  const worstMm = Math.max(...shifts.map(length));
  const toleranceMm = SHIFT_TOLERANCE_PIXELS * pixelMm;
  if (worstMm <= toleranceMm) return;
  const last = shifts.at(-1)!;
  const isSteady = shifts.every((shift, k) => length(subtract(shift, scale(last, k / (shifts.length - 1)))) <= toleranceMm);
  const depthMm = dot(subtract(positionOf(slices.at(-1)!), origin), normal);
  const angle = (Math.atan2(length(last), depthMm) * 180) / Math.PI;
  if (isSteady)
    throw new DicomError(
      "dicom/gantry-tilt",
      `slices are stacked ${angle.toFixed(1)}° off their normal, expected 0°: the gantry was tilted; use a reconstruction without tilt`,
      { tiltDegrees: Math.round(10 * angle) / 10, shiftMm: roundedMm(worstMm) },
    );
  throw new DicomError(
    "dicom/shifted-slices",
    `slices are shifted in their plane by up to ${worstMm.toFixed(2)} mm against each other: reconstructions with different centres were merged`,
    { shiftMm: roundedMm(worstMm) },
  );
}

function spacingCautions(image: ImageHeader, spacingMm: number): readonly DicomCaution[] {
  const cautions: DicomCaution[] = [];
  const { sliceThicknessMm: thickness, spacingBetweenSlicesMm: stated } = image;
  const differs = (mm: number | undefined): mm is number =>
    mm !== undefined && Math.abs(mm - spacingMm) > SLICE_PLACE_TOLERANCE_MM;
  if (differs(thickness))
    cautions.push({
      code: "dicom/thickness-differs-from-spacing",
      message: `slices are ${thickness.toFixed(2)} mm thick and ${spacingMm.toFixed(2)} mm apart: ${
        thickness > spacingMm ? "they overlap" : "the tissue between them was not imaged"
      }`,
      details: { sliceThicknessMm: thickness, spacingMm: roundedMm(spacingMm) },
    });
  if (differs(stated))
    cautions.push({
      code: "dicom/spacing-tag-differs",
      message: `the header states ${stated.toFixed(2)} mm between slices, their positions ${spacingMm.toFixed(2)} mm; the positions are used`,
      details: { statedMm: stated, spacingMm: roundedMm(spacingMm) },
    });
  return cautions;
}

function distinct<T>(values: readonly T[]): T[] {
  return [...new Set(values)];
}
