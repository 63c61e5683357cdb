import { decimalString } from "./decimal-string.ts";
import type { Code } from "./sequence.ts";
import type { SliceReference, SourceSeries } from "./source-series.ts";
import type { UidOf } from "./uid-from-hash.ts";
import type { DicomAttributes } from "./write-data-set.ts";

/** What every object that is written needs of its host. */
export interface WritingContext {
  readonly source: SourceSeries;
  /** name and version of the program */
  readonly software: { readonly name: string; readonly version: string };
  /** ISO time, UTC; written as it is */
  readonly createdOn: string;
  readonly uidOf: UidOf;
}

/** Series and equipment (PS3.3 C.7.3.1, C.7.5.1, C.7.5.2), SOP Common, and patient and study of the source. */
export function commonAttributes(
  { source, software, createdOn }: WritingContext,
  own: {
    readonly sopClassUid: string;
    readonly uid: string;
    readonly seriesUid: string;
    readonly modality: string;
    readonly number: number;
    readonly description: string;
  },
): DicomAttributes {
  const { date, time } = dicomDateTime(createdOn);
  return {
    ...source.patientAndStudy,
    "00080012": ["DA", date],
    "00080013": ["TM", time],
    "00080016": ["UI", own.sopClassUid],
    "00080018": ["UI", own.uid],
    "00080021": ["DA", date],
    "00080023": ["DA", date],
    "00080031": ["TM", time],
    "00080033": ["TM", time],
    "00080060": ["CS", own.modality],
    "00080070": ["LO", "Cantlie"],
    "0008103e": ["LO", own.description],
    "00081090": ["LO", software.name],
    // a program has no serial number, but the attribute must stand (C.7.5.2)
    "00181000": ["LO", software.version],
    "00181020": ["LO", software.version],
    "0020000e": ["UI", own.seriesUid],
    "00200011": ["IS", String(own.number)],
    "00200013": ["IS", "1"],
  };
}

/** @throws RangeError unless `iso` is an ISO time such as `2026-01-31T12:00:00.000Z` */
function dicomDateTime(iso: string): { readonly date: string; readonly time: string } {
  const match = /^(\d{4})-(\d{2})-(\d{2})T(\d{2}):(\d{2}):(\d{2})/.exec(iso);
  if (!match) throw new RangeError(`createdOn is "${iso}", expected an ISO time`);
  return { date: match.slice(1, 4).join(""), time: match.slice(4, 7).join("") };
}

/** A code as the item of a code sequence. */
export function codeItem({ value, scheme, meaning }: Code): DicomAttributes {
  return { "00080100": ["SH", value], "00080102": ["SH", scheme], "00080104": ["LO", meaning] };
}

/** A reference to an image (PS3.3 table 10-3). */
export function referenceItem({ sopClassUid, sopInstanceUid, frame }: SliceReference): DicomAttributes {
  return {
    "00081150": ["UI", sopClassUid],
    "00081155": ["UI", sopInstanceUid],
    ...(frame !== undefined && { "00081160": ["IS", String(frame)] }),
  };
}

/** The distinct objects that slices stand in: of a multi-frame image the one, of ordinary images all. */
export function distinctInstances(slices: readonly (SliceReference | undefined)[]): readonly SliceReference[] {
  const byUid = new Map<string, SliceReference>();
  for (const slice of slices)
    if (slice) byUid.set(slice.sopInstanceUid, { sopClassUid: slice.sopClassUid, sopInstanceUid: slice.sopInstanceUid });
  return [...byUid.values()];
}

export function decimals(values: readonly number[]): readonly string[] {
  return values.map(decimalString);
}
