import { type Choice, chooseSeries, judgeSeries } from "./choose-series.ts";
import { type DicomCaution, DicomError } from "./dicom-error.ts";
import { type DicomInstance, type InstanceHeader, type ParseOptions, parseInstance } from "./instance.ts";
import type { PixelDecoders } from "./pixel-decoders.ts";
import { groupSeries } from "./series.ts";

/** A file of a folder. The path is for messages and for a stable order; nothing is opened. */
export interface DicomFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

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
  const { instances, failures } = parseAll(files, options);
  const wanted = instances.filter(({ header }) => options.seriesUid === undefined || header.seriesUid === options.seriesUid);
  const judged = groupSeries(wanted, accept).map(judgeSeries);
  const damaged = failures.find(({ error }) => error.code !== "dicom/not-dicom" && mayBelongTo(error, options.seriesUid));
  if (judged.length === 0 && damaged) throw damaged.error;
  const choice = chooseSeries(judged);
  const spoilt = failures.find(({ error }) => error.code !== "dicom/not-dicom" && mayBelongTo(error, choice.series.seriesUid));
  if (spoilt) throw spoilt.error;
  return { ...choice, cautions: [...choice.cautions, ...ignoredCautions(failures)] };
}

interface Failure {
  readonly path: string;
  readonly error: DicomError;
}

function parseAll(files: Iterable<DicomFile>, options: ParseOptions): { instances: OpenInstance[]; failures: Failure[] } {
  const instances: OpenInstance[] = [];
  const failures: Failure[] = [];
  for (const { path, bytes } of files) {
    try {
      instances.push({ ...parseInstance(bytes, options), path });
    } catch (error) {
      if (!(error instanceof DicomError)) throw error;
      failures.push({ path, error: new DicomError(error.code, error.message, { ...error.details, path }) });
    }
  }
  return { instances, failures: failures.sort((a, b) => (a.path < b.path ? -1 : 1)) };
}

function mayBelongTo(error: DicomError, seriesUid: string | undefined): boolean {
  const stated = error.details.seriesUid;
  return stated === undefined || seriesUid === undefined || stated === seriesUid;
}

function ignoredCautions(failures: readonly Failure[]): readonly DicomCaution[] {
  if (failures.length === 0) return [];
  const paths = failures.map(({ path }) => path);
  const message = `${paths.length} files were not used: ${[...new Set(failures.map(({ error }) => error.code))].join(", ")}`;
  return [{ code: "dicom/files-ignored", message, details: { paths } }];
}
