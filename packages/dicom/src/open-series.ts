import { type Choice, chooseSeries, judgeSeries } from "./choose-series.ts";
import type { DicomCaution } from "./dicom-error.ts";
import type { DicomInstance, InstanceHeader, ParseOptions } from "./instance.ts";
import { type DicomFile, type FileFailure, parseFiles, requireUndamaged } from "./parse-files.ts";
import type { PixelDecoders } from "./pixel-decoders.ts";
import { groupSeries } from "./series.ts";

export interface SeriesOptions extends ParseOptions {
  readonly decoders: PixelDecoders;
  /** only this series; all others, also those of other patients, are left alone */
  readonly seriesUid?: string;
}

/** An instance with its path, its pixels still packed. */
export type OpenInstance = DicomInstance & { readonly path: string };

/**
 * Parses files and chooses the one series to read.
 *
 * @param accept throws DicomError for an image that cannot be a slice
 * @throws DicomError also for a damaged file that belongs, or may belong, to the chosen series: without it a slice would be missing unseen
 */
export function openSeries(
  files: Iterable<DicomFile>,
  options: SeriesOptions,
  accept: (header: InstanceHeader) => void,
): Choice<OpenInstance> {
  const { kept, failures } = parseFiles(files, options, (instance, path) => ({ ...instance, path }));
  const wanted = kept.filter(({ header }) => options.seriesUid === undefined || header.seriesUid === options.seriesUid);
  const judged = groupSeries(wanted, accept).map(judgeSeries);
  if (judged.length === 0) requireUndamaged(failures, options.seriesUid);
  const choice = chooseSeries(judged);
  requireUndamaged(failures, choice.series.seriesUid);
  return { ...choice, cautions: [...choice.cautions, ...ignoredCautions(failures)] };
}

function ignoredCautions(failures: readonly FileFailure[]): readonly DicomCaution[] {
  if (failures.length === 0) return [];
  const paths = failures.map(({ path }) => path);
  const message = `${paths.length} files were not used: ${[...new Set(failures.map(({ error }) => error.code))].join(", ")}`;
  return [{ code: "dicom/files-ignored", message, details: { paths } }];
}
