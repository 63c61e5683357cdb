import type { Vector3 } from "@cantlie/geometry";
import type { DataSet } from "dicom-parser";
import { number, numbers, text, uint16 } from "../data-set.ts";
import { DicomError } from "../dicom-error.ts";
import { type PatientIdentity, readPatientIdentity } from "../patient-identity.ts";
import { readDataSet } from "../read-data-set.ts";
import { type SegmentationPixels, segmentationPixels } from "./segmentation-pixels.ts";
import { type Code, firstItem, items, readCode, required } from "./sequence.ts";
import type { StructureOptions } from "./structure-options.ts";

/** What a segment is said to be. */
export interface SegmentDescription {
  readonly number: number;
  readonly label: string;
  /** Segmented Property Category, Type, and the region of the body */
  readonly category: Code | undefined;
  readonly type: Code | undefined;
  readonly region: Code | undefined;
}

/** Where a frame's pixels lie: centre of its first pixel, LPS directions in which columns and rows grow, distances. */
export interface FramePlane {
  readonly positionMm: Vector3;
  readonly row: Vector3;
  readonly column: Vector3;
  /** between columns, between rows */
  readonly spacingMm: readonly [number, number];
}

/** One slice of one segment; of a label map, of all segments, whose numbers its pixels hold. */
export interface SegmentationFrame {
  readonly segment: number | undefined;
  readonly plane: FramePlane;
}

/** A DICOM segmentation as it is stored: nothing of it is placed yet. */
export interface SegmentationObject {
  readonly patient: PatientIdentity;
  readonly frameOfReferenceUid: string | undefined;
  /** series and images that it says it was made on */
  readonly referencedSeriesUids: readonly string[];
  readonly kind: "binary" | "fractional" | "labelmap";
  readonly columns: number;
  readonly rows: number;
  readonly segments: readonly SegmentDescription[];
  readonly frames: readonly SegmentationFrame[];
  /** Spacing Between Slices as stated */
  readonly statedSpacingMm: number | undefined;
  /** of a fractional one: PROBABILITY that a pixel is inside, or OCCUPANCY, the part of it that is */
  readonly fractionalType: string | undefined;
  readonly pixels: SegmentationPixels;
}

const SEGMENTATION_CLASSES: Readonly<Record<string, "labelmap" | "bits">> = {
  "1.2.840.10008.5.1.4.1.1.66.4": "bits",
  "1.2.840.10008.5.1.4.1.1.66.7": "labelmap",
};

/** Whether the bytes are a DICOM segmentation (PS3.3 A.51) or label map segmentation (A.51.5). @throws DicomError if they are no DICOM */
export function isSegmentation(bytes: Uint8Array, { inflateRaw }: Pick<StructureOptions, "inflateRaw">): boolean {
  const { dataSet, mediaSopClassUid } = readDataSet(bytes, inflateRaw);
  return (text(dataSet, "x00080016") ?? mediaSopClassUid ?? "") in SEGMENTATION_CLASSES;
}

/**
 * Reads a DICOM segmentation: binary, fractional or label map, with its frames in any order.
 *
 * @throws DicomError `dicom/not-a-segmentation`; `dicom/missing-attribute`, `dicom/malformed`, `dicom/truncated`,
 *   `dicom/unsupported-pixel-encoding` of a damaged one
 */
export function readSegmentation(bytes: Uint8Array, options: StructureOptions): SegmentationObject {
  const { dataSet, syntax, mediaSopClassUid } = readDataSet(bytes, options.inflateRaw);
  const sopClass = SEGMENTATION_CLASSES[text(dataSet, "x00080016") ?? mediaSopClassUid ?? ""];
  if (sopClass === undefined)
    throw new DicomError("dicom/not-a-segmentation", "the file is DICOM, but no segmentation object (SEG)");
  const kind = segmentationKind(dataSet, sopClass);
  const columns = required(uint16(dataSet, "x00280011"), "Columns");
  const rows = required(uint16(dataSet, "x00280010"), "Rows");
  const segments = items(dataSet, "x00620002").map(readSegment);
  const frames = readFrames(dataSet, kind, segments);
  return {
    patient: readPatientIdentity(dataSet),
    frameOfReferenceUid: text(dataSet, "x00200052"),
    referencedSeriesUids: items(dataSet, "x00081115").flatMap((series) => text(series, "x0020000e") ?? []),
    kind,
    columns,
    rows,
    segments,
    frames,
    statedSpacingMm: statedSpacing(dataSet),
    fractionalType: text(dataSet, "x00620010"),
    pixels: segmentationPixels(dataSet, { syntax, kind, columns, rows, frames: frames.length }, options.decoders),
  };
}

function segmentationKind(dataSet: DataSet, sopClass: "labelmap" | "bits"): SegmentationObject["kind"] {
  const stated = text(dataSet, "x00620001");
  if (sopClass === "labelmap") return "labelmap";
  if (stated === "BINARY") return "binary";
  if (stated === "FRACTIONAL") return "fractional";
  throw new DicomError(
    "dicom/malformed",
    `Segmentation Type is ${stated === undefined ? "missing" : "unknown"}, expected BINARY or FRACTIONAL: what its pixels mean is unknown`,
  );
}

function readSegment(item: DataSet): SegmentDescription {
  return {
    number: required(uint16(item, "x00620004"), "Segment Number"),
    label: text(item, "x00620005") ?? "",
    category: readCode(item, "x00620003"),
    type: readCode(item, "x0062000f"),
    region: readCode(item, "x00082218"),
  };
}

/** Frames by their functional groups: what a frame does not say of itself, the shared groups say of all. */
function readFrames(
  dataSet: DataSet,
  kind: SegmentationObject["kind"],
  segments: readonly SegmentDescription[],
): readonly SegmentationFrame[] {
  const shared = items(dataSet, "x52009229")[0];
  const own = items(dataSet, "x52009230");
  const stated = number(dataSet, "x00280008") ?? 1;
  if (own.length !== stated)
    throw new DicomError(
      "dicom/malformed",
      `the segmentation states ${stated} frames and describes ${own.length}: it is cut short or damaged`,
      { frames: stated, described: own.length },
    );
  const known = new Set(segments.map((segment) => segment.number));
  return own.map((groups) => {
    const plane = readPlane([groups, shared]);
    if (kind === "labelmap") return { segment: undefined, plane };
    const identification = firstItem([groups, shared], "x0062000a");
    const segment = required(identification && uint16(identification, "x0062000b"), "Referenced Segment Number");
    if (known.has(segment)) return { segment, plane };
    throw new DicomError("dicom/malformed", `a frame belongs to segment ${segment}, which the segmentation does not describe`, {
      segment,
    });
  });
}

function readPlane(groups: readonly (DataSet | undefined)[]): FramePlane {
  const position = firstItem(groups, "x00209113");
  const orientation = firstItem(groups, "x00209116");
  const measures = firstItem(groups, "x00289110");
  const at = required(position && numbers(position, "x00200032", 3), "Image Position (Patient)");
  const cosines = required(orientation && numbers(orientation, "x00200037", 6), "Image Orientation (Patient)");
  const spacing = required(measures && numbers(measures, "x00280030", 2), "Pixel Spacing");
  if (!(spacing[0]! > 0 && spacing[1]! > 0))
    throw new DicomError("dicom/bad-number", `Pixel Spacing is ${spacing.join("×")} mm, expected positive distances`);
  return {
    positionMm: [at[0]!, at[1]!, at[2]!],
    row: [cosines[0]!, cosines[1]!, cosines[2]!],
    column: [cosines[3]!, cosines[4]!, cosines[5]!],
    // written between rows first, then between columns (PS3.3 10.7.1.3)
    spacingMm: [spacing[1]!, spacing[0]!],
  };
}

function statedSpacing(dataSet: DataSet): number | undefined {
  const measures = firstItem([items(dataSet, "x52009229")[0], items(dataSet, "x52009230")[0]], "x00289110");
  return measures && number(measures, "x00180088");
}
