import { DicomError } from "./dicom-error.ts";

/** Positions rounded to one decimal place lie up to 0.05 mm off the line through the ends, and these as much themselves. */
export const SLICE_PLACE_TOLERANCE_MM = 0.1;
/** On very thin slices the same tolerance must not hide a missing one: that moves some slice by at least a quarter of the spacing. */
const SLICE_PLACE_TOLERANCE_FRACTION = 0.2;

/**
 * Proves that slices are evenly spaced.
 *
 * @param placesMm places along the normal, ascending, at least two
 * @returns distance between neighbouring slices, mm
 * @throws DicomError `dicom/missing-slice`, `dicom/uneven-slice-spacing`
 */
export function evenSpacingMm(placesMm: readonly number[]): number {
  const stepsMm = placesMm.slice(1).map((mm, k) => mm - placesMm[k]!);
  const usualMm = [...stepsMm].sort((a, b) => a - b)[Math.floor((stepsMm.length - 1) / 2)]!;
  const meanMm = (placesMm.at(-1)! - placesMm[0]!) / stepsMm.length;
  const toleranceMm = Math.min(SLICE_PLACE_TOLERANCE_MM, SLICE_PLACE_TOLERANCE_FRACTION * usualMm);
  const isEven = placesMm.every((mm, k) => Math.abs(mm - (placesMm[0]! + k * meanMm)) <= toleranceMm);
  if (isEven) return meanMm;

  const gapMm = stepsMm.reduce((a, b) => Math.max(a, b));
  const slice = stepsMm.indexOf(gapMm) + 2;
  const found = `slice ${slice} is ${gapMm.toFixed(2)} mm after slice ${slice - 1}, the others ${usualMm.toFixed(2)} mm`;
  const details = { slice, gapMm: roundedMm(gapMm), usualMm: roundedMm(usualMm) };
  const missing = Math.round(gapMm / usualMm) - 1;
  const isWholeGap = missing >= 1 && Math.abs(gapMm - (missing + 1) * usualMm) <= 2 * toleranceMm;
  if (!isWholeGap)
    throw new DicomError("dicom/uneven-slice-spacing", `${found}: slices are unevenly spaced, or images are missing`, details);
  const meaning = missing === 1 ? "an image is missing" : `${missing} images are missing`;
  throw new DicomError("dicom/missing-slice", `${found}: ${meaning}`, { ...details, missing });
}

/** To a thousandth, for messages and details. */
export function roundedMm(valueMm: number): number {
  return Math.round(valueMm * 1000) / 1000;
}
