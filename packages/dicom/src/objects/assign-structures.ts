import { DicomError } from "../dicom-error.ts";
import type { Code } from "./sequence.ts";
import { meaningOfCode, type StructureMeaning } from "./structure-codes.ts";
import { namesOtherOrgan, namesPlannedLiver, structureOfName } from "./structure-of-name.ts";

/** A segment of a segmentation, or a contoured region of a structure set. */
export interface NamedSegment {
  readonly number: number;
  readonly label: string;
  readonly type?: Code | undefined;
  readonly region?: Code | undefined;
}

export interface AssignedSegments<S extends NamedSegment> {
  readonly taken: readonly (S & StructureMeaning)[];
  /** not used, each to be named to the reader */
  readonly setAside: readonly S[];
}

/**
 * Tells which segment is which structure of a plan: by the code of its type, or where that names none of them by its name. A segment
 * of what an operation takes or leaves, and tumours of another organ, are set aside whatever their code is.
 *
 * @throws DicomError `dicom/no-known-segments` if none is a structure; `dicom/ambiguous-segments` if several may be the whole liver
 */
export function assignStructures<S extends NamedSegment>(segments: readonly S[]): AssignedSegments<S> {
  const livers = segments.filter((segment) => meaningOf(segment)?.structure === "liver");
  const named = livers.filter(({ label }) => structureOfName(label)?.structure === "liver");
  const liver = livers.length === 1 ? livers[0] : named.length === 1 ? named[0] : undefined;
  if (livers.length > 0 && liver === undefined)
    throw new DicomError(
      "dicom/ambiguous-segments",
      `${livers.length} segments are coded as liver (${quoted(livers)}), expected one that is the whole organ: name it "liver", or give it in a file of its own`,
      { segments: livers.map(({ number }) => number) },
    );
  const assigned = segments.map((segment) => {
    // a part of the liver may be coded as liver: its name is more exact
    const isOtherLiver = segment !== liver && livers.includes(segment);
    return { segment, meaning: isOtherLiver ? structureOfName(segment.label) : meaningOf(segment) };
  });
  const taken = assigned.flatMap(({ segment, meaning }) => (meaning ? [{ ...segment, ...meaning }] : []));
  const setAside = assigned.flatMap(({ segment, meaning }) => (meaning ? [] : [segment]));
  if (taken.length === 0)
    throw new DicomError(
      "dicom/no-known-segments",
      `none of ${segments.length} segments is a structure of the liver (${quoted(segments)}): code them by SNOMED CT, or name them liver, lesion, portal vein, hepatic vein`,
      { segments: segments.map(({ number }) => number) },
    );
  return { taken, setAside };
}

function meaningOf({ label, type, region }: NamedSegment): StructureMeaning | undefined {
  if (namesPlannedLiver(label)) return undefined;
  const coded = type && meaningOfCode(type);
  if (coded === undefined) return structureOfName(label);
  if (coded.structure !== "lesions") return coded;
  const place = region && meaningOfCode(region)?.structure;
  const isElsewhere = region ? place !== "liver" && place !== "couinaud" : namesOtherOrgan(label);
  return isElsewhere ? undefined : coded;
}

/** Names of segments as a message may show them: the first few, each not longer than a line. */
export function quoted(segments: readonly NamedSegment[]): string {
  const shown = segments.slice(0, 8).map(({ number, label }) => (label === "" ? `no. ${number}` : `"${label.slice(0, 40)}"`));
  return shown.join(", ") + (segments.length > shown.length ? ", …" : "");
}
