import type { ImageVolume } from "@cantlie/volume";
import { voxelCount } from "@cantlie/volume";
import type { DicomCaution } from "./dicom-error.ts";
import type { ImageHeader } from "./instance.ts";
import { type DicomFile, openSeries, type SeriesOptions } from "./open-series.ts";
import type { PatientIdentity } from "./patient-identity.ts";
import type { PixelDecoders } from "./pixel-decoders.ts";
import { acceptScan } from "./series.ts";
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
  const filled = fillValues(slices, { count: voxelCount(grid), padWithHu: isCt, decoders: options.decoders });
  return {
    volume: { grid, values: filled.values, quantity: isCt ? "hu" : "arbitrary" },
    modality: isCt ? "CT" : "MR",
    seriesUid: header.seriesUid,
    studyUid: header.studyUid,
    acquisitionDate: header.acquisitionDate,
    sliceThicknessMm: image.sliceThicknessMm,
    patient,
    paths: slices.map(({ path }) => path),
    cautions: [...cautions, ...paddingCautions(filled.paddedVoxels, isCt)],
  };
}

type OpenSlice = ReturnType<typeof openSeries>["geometry"]["slices"][number];

interface Filling {
  readonly count: number;
  readonly padWithHu: boolean;
  readonly decoders: PixelDecoders;
}

function fillValues(slices: readonly OpenSlice[], filling: Filling): { values: Int16Array | Float32Array; paddedVoxels: number } {
  const perSlice = filling.count / slices.length;
  const couldBeIntegers = slices.every(
    ({ image }) => Number.isInteger(rescaleOf(image).slope) && Number.isInteger(rescaleOf(image).intercept),
  );
  let values: Int16Array | Float32Array = couldBeIntegers ? new Int16Array(filling.count) : new Float32Array(filling.count);
  let paddedVoxels = 0;
  slices.forEach((slice, k) => {
    const stored = storedValues(slice, filling.decoders);
    const rescale = { ...rescaleOf(slice.image), padding: filling.padWithHu ? slice.image.padding : undefined };
    if (values instanceof Int16Array && !fitsInt16(stored, rescale)) values = Float32Array.from(values);
    const target = values.subarray(k * perSlice, (k + 1) * perSlice);
    paddedVoxels += rescaleInto(target, stored, rescale);
  });
  return { values, paddedVoxels };
}

interface Rescale {
  readonly slope: number;
  readonly intercept: number;
  readonly padding: ImageHeader["padding"];
}

function rescaleOf(image: ImageHeader): { slope: number; intercept: number } {
  return image.rescale ?? { slope: 1, intercept: 0 };
}

function fitsInt16(stored: StoredValues, { slope, intercept, padding }: Rescale): boolean {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  const { from, to } = padding ?? NO_PADDING;
  for (let i = 0; i < stored.length; i++) {
    const value = stored[i]!;
    if (value >= from && value <= to) continue;
    if (value < least) least = value;
    if (value > most) most = value;
  }
  const ends = [slope * least + intercept, slope * most + intercept];
  return least > most || (Math.min(...ends) >= -0x8000 && Math.max(...ends) <= 0x7fff);
}

const NO_PADDING = { from: Number.POSITIVE_INFINITY, to: Number.NEGATIVE_INFINITY };

/** @returns number of padding voxels */
function rescaleInto(target: Int16Array | Float32Array, stored: StoredValues, { slope, intercept, padding }: Rescale): number {
  const { from, to } = padding ?? NO_PADDING;
  let padded = 0;
  for (let i = 0; i < stored.length; i++) {
    const value = stored[i]!;
    const isPadding = value >= from && value <= to;
    target[i] = isPadding ? CT_PADDING_HU : slope * value + intercept;
    if (isPadding) padded++;
  }
  return padded;
}

function paddingCautions(voxels: number, isCt: boolean): readonly DicomCaution[] {
  if (voxels === 0 || !isCt) return [];
  const message = `${voxels} voxels outside the scanner's field of view were set to ${CT_PADDING_HU} HU`;
  return [{ code: "dicom/padding-replaced", message, details: { voxels, hu: CT_PADDING_HU } }];
}
