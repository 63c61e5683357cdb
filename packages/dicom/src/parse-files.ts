import { DicomError } from "./dicom-error.ts";
import { type DicomInstance, type ParseOptions, parseInstance } from "./instance.ts";

/** A file of a folder. The path is for messages and for a stable order; nothing is opened. */
export interface DicomFile {
  readonly path: string;
  readonly bytes: Uint8Array;
}

/** A file that could not be parsed; the path stands in the error's details too. */
export interface FileFailure {
  readonly path: string;
  readonly error: DicomError;
}

/**
 * Parses files one after the other and keeps of each what `keep` gives: a caller that keeps no pixel data lets go of the
 * file's bytes.
 *
 * @returns both lists in the order of paths
 */
export function parseFiles<T extends { readonly path: string }>(
  files: Iterable<DicomFile>,
  options: ParseOptions,
  keep: (instance: DicomInstance, path: string) => T,
): { readonly kept: readonly T[]; readonly failures: readonly FileFailure[] } {
  const kept: T[] = [];
  const failures: FileFailure[] = [];
  for (const { path, bytes } of files) {
    try {
      kept.push(keep(parseInstance(bytes, options), path));
    } catch (error) {
      if (!(error instanceof DicomError)) throw error;
      failures.push({ path, error: new DicomError(error.code, error.message, { ...error.details, path }) });
    }
  }
  return { kept: kept.sort(byPath), failures: failures.sort(byPath) };
}

function byPath(a: { readonly path: string }, b: { readonly path: string }): number {
  return a.path < b.path ? -1 : 1;
}

/**
 * @throws DicomError of the first damaged DICOM file that belongs to the series, or whose series is unknown: without it a
 *   slice would be missing unseen. Files that are not DICOM at all do not count.
 */
export function requireUndamaged(failures: readonly FileFailure[], seriesUid: string | undefined): void {
  const damaged = failures.find(({ error }) => {
    const stated = error.details.seriesUid;
    const mayBelong = stated === undefined || seriesUid === undefined || stated === seriesUid;
    return error.code !== "dicom/not-dicom" && mayBelong;
  });
  if (damaged) throw damaged.error;
}
