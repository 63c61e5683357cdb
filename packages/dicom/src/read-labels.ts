import { type LabelMap, type Mask, voxelCount } from "@cantlie/volume";
import { type DicomCaution, DicomError } from "./dicom-error.ts";
import { openSeries, type SeriesOptions } from "./open-series.ts";
import type { DicomFile } from "./parse-files.ts";
import { acceptMask } from "./series.ts";
import { storedValues } from "./stored-values.ts";

/** A label map read from a folder of mask images. */
export interface DicomLabels<T extends LabelMap = LabelMap> {
  readonly labels: T;
  readonly cautions: readonly DicomCaution[];
}

/**
 * Reads a folder of mask images as labels: the values as stored, before any rescale. Same proof of geometry as
 * {@link readVolume}; the folder must hold exactly one series.
 *
 * @throws DicomError also `dicom/several-series`, `dicom/mask-without-outside`, `dicom/unsupported-pixel-encoding` for
 *   negative values, `dicom/lossy-mask` for pixels that compression may have altered
 */
export function readLabelSeries(files: Iterable<DicomFile>, options: SeriesOptions): DicomLabels {
  const { geometry, cautions } = openSeries(files, options, acceptMask);
  const others = cautions.find(({ code }) => code === "dicom/other-series");
  if (others)
    throw new DicomError("dicom/several-series", `a folder of mask images holds one series: ${others.message}`, others.details);
  const lossy = cautions.find(({ code }) => code === "dicom/lossy-pixels");
  if (lossy) throw new DicomError("dicom/lossy-mask", `a mask may not be compressed with loss: ${lossy.message}`, lossy.details);
  const { grid, slices } = geometry;
  const values = new Uint16Array(voxelCount(grid));
  const perSlice = values.length / slices.length;
  let outside = 0;
  slices.forEach((slice, k) => {
    const stored = storedValues(slice, options.decoders);
    for (const value of stored) {
      if (value === 0) outside++;
      if (value < 0)
        throw new DicomError(
          "dicom/unsupported-pixel-encoding",
          `a mask voxel is ${value}, expected 0 outside and positive labels inside`,
        );
    }
    values.set(stored, k * perSlice);
  });
  if (outside === 0)
    throw new DicomError("dicom/mask-without-outside", "no voxel of the mask is 0: this is an image, not a mask", {
      voxels: values.length,
    });
  return { labels: { grid, values }, cautions };
}

/** Reads a folder of mask images as one region: every voxel that is not 0 is inside. Throws as {@link readLabelSeries}. */
export function readMaskSeries(files: Iterable<DicomFile>, options: SeriesOptions): DicomLabels<Mask> {
  const { labels, cautions } = readLabelSeries(files, options);
  return { labels: { grid: labels.grid, values: Uint8Array.from(labels.values, (value) => (value === 0 ? 0 : 1)) }, cautions };
}
