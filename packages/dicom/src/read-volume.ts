import type { ImageVolume } from "@cantlie/volume";
import { voxelCount } from "@cantlie/volume";
import type { DicomCaution } from "./dicom-error.ts";
import { type OpenInstance, openSeries, type SeriesOptions } from "./open-series.ts";
import type { DicomFile } from "./parse-files.ts";
import type { PatientIdentity } from "./patient-identity.ts";
import type { PixelDecoders } from "./pixel-decoders.ts";
import { acceptScan } from "./series.ts";
import type { Slice } from "./series-geometry.ts";
import { type StoredValues, storedValues } from "./stored-values.ts";

/** A volume with what its files say beside the pixels. */
export interface DicomVolume {
  readonly volume: ImageVolume;
  readonly modality: "CT" | "MR";
  readonly seriesUid: string | undefined;
  readonly studyUid: string | undefined;
  /** ISO date */
  readonly acquisitionDate: string | undefined;
  readonly sliceThicknessMm: number | undefined;
  /** for the heading of a report only, never in messages */
  readonly patient: PatientIdentity;
  /** files of the series in the order of the volume's k axis */
  readonly paths: readonly string[];
  readonly cautions: readonly DicomCaution[];
}

/** What stands in CT voxels outside the scanner's field of view: air is -1000, and this is the least value of 12-bit CT. */
export const CT_PADDING_HU = -1024;

/**
 * Reads one CT or MR series of a folder as a volume: CT in Hounsfield units, MR in the scale of its files.
 *
 * Slices are sorted along their normal, k grows along row × column direction. Padding of CT becomes
 * {@link CT_PADDING_HU} and is counted in a caution. Values are 16-bit integers if all fit, otherwise 32-bit floats.
 *
 * @param files all files of the folder; order does not matter
 * @throws DicomError if no series, or not exactly one patient, or the chosen series is not a proven volume
 */
export function readVolume(files: Iterable<DicomFile>, options: SeriesOptions): DicomVolume {
  const { geometry, cautions } = openSeries(files, options, acceptScan);
  const { grid, slices } = geometry;
  const { header, patient, image } = slices[0]!;
  const isCt = header.kind === "ct";
  const filled = fillValues(slices, voxelCount(grid), options.decoders);
  return {
    volume: { grid, values: filled.values, quantity: isCt ? "hu" : "arbitrary" },
    modality: isCt ? "CT" : "MR",
    seriesUid: header.seriesUid,
    studyUid: header.studyUid,
    acquisitionDate: header.acquisitionDate,
    sliceThicknessMm: image.sliceThicknessMm,
    patient,
    paths: slices.map(({ path }) => path),
    cautions: [...cautions, ...replacedCautions(filled.paddedVoxels), ...disbelievedCautions(slices)],
  };
}

function fillValues(
  slices: readonly (OpenInstance & Slice)[],
  count: number,
  decoders: PixelDecoders,
): { values: Int16Array | Float32Array; paddedVoxels: number } {
  const perSlice = count / slices.length;
  const rescales = slices.map(rescaleOf);
  const areWhole = rescales.every(({ slope, intercept }) => Number.isInteger(slope) && Number.isInteger(intercept));
  let values: Int16Array | Float32Array = areWhole ? new Int16Array(count) : new Float32Array(count);
  let paddedVoxels = 0;
  slices.forEach((slice, k) => {
    const stored = storedValues(slice, decoders);
    const rescale = rescales[k]!;
    if (values instanceof Int16Array && !fitsInt16(stored, rescale)) values = Float32Array.from(values);
    paddedVoxels += rescaleInto(values.subarray(k * perSlice, (k + 1) * perSlice), stored, rescale);
  });
  return { values, paddedVoxels };
}

/** Value = slope × stored + intercept, but {@link CT_PADDING_HU} where stored lies in paddingFrom..paddingTo. */
interface Rescale {
  readonly slope: number;
  readonly intercept: number;
  readonly paddingFrom: number;
  readonly paddingTo: number;
}

function rescaleOf(slice: Slice): Rescale {
  const { padding, rescale } = slice.image;
  const { slope, intercept } = rescale ?? { slope: 1, intercept: 0 };
  const believed = slice.header.kind === "ct" && padding !== undefined && !isTissue(padding, { slope, intercept });
  const [paddingFrom, paddingTo] = believed ? [padding.from, padding.to] : [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  return { slope, intercept, paddingFrom, paddingTo };
}

/** Air: a padding value above it would blot out tissue. Some writers state 0 where 0 is water. */
const AIR_HU = -1000;

function isTissue(padding: { from: number; to: number }, { slope, intercept }: { slope: number; intercept: number }): boolean {
  return Math.max(slope * padding.from, slope * padding.to) + intercept > AIR_HU;
}

function fitsInt16(stored: StoredValues, { slope, intercept, paddingFrom, paddingTo }: Rescale): boolean {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < stored.length; i++) {
    const value = stored[i]!;
    if (value >= paddingFrom && value <= paddingTo) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const ends = [slope * least + intercept, slope * most + intercept];
  return least > most || (Math.min(...ends) >= -0x8000 && Math.max(...ends) <= 0x7fff);
}

/** @returns number of padding voxels */
function rescaleInto(target: Int16Array | Float32Array, stored: StoredValues, rescale: Rescale): number {
  const { slope, intercept, paddingFrom, paddingTo } = rescale;
  let padded = 0;
  for (let i = 0; i < stored.length; i++) {
    const value = stored[i]!;
    const isPadding = value >= paddingFrom && value <= paddingTo;
    target[i] = isPadding ? CT_PADDING_HU : slope * value + intercept;
    if (isPadding) padded++;
  }
  return padded;
}

function replacedCautions(voxels: number): readonly DicomCaution[] {
  if (voxels === 0) return [];
  const message = `${voxels} voxels outside the scanner's field of view were set to ${CT_PADDING_HU} HU`;
  return [{ code: "dicom/padding-replaced", message, details: { voxels, hu: CT_PADDING_HU } }];
}

function disbelievedCautions(slices: readonly Slice[]): readonly DicomCaution[] {
  const images = slices.filter(
    (slice) => slice.image.padding && rescaleOf(slice).paddingFrom === Number.POSITIVE_INFINITY,
  ).length;
  if (images === 0 || slices[0]!.header.kind !== "ct") return [];
  const message = `${images} images state a Pixel Padding Value above ${AIR_HU} HU, which would be tissue: it was not taken as padding`;
  return [{ code: "dicom/padding-not-believed", message, details: { images } }];
}
