import { type Vector3, worldPoint } from "@cantlie/geometry";
import { type Grid, worldToVoxel } from "@cantlie/volume";
import type { DataSet } from "dicom-parser";
import { numbers, text, valueBytes } from "../data-set.ts";
import type { InflateRaw } from "../read-data-set.ts";
import { readDataSet } from "../read-data-set.ts";
import { firstItem, items, required } from "./sequence.ts";
import type { Attribute, DicomAttributes, TextKind } from "./write-data-set.ts";

/** An image slice, or one frame of a multi-frame image. */
export interface SliceReference {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  /** of a multi-frame image, from 1 */
  readonly frame?: number;
}

/** What an object made from a series takes over from it. */
export interface SourceSeries {
  readonly grid: Grid;
  readonly studyUid: string;
  readonly seriesUid: string;
  readonly frameOfReferenceUid: string;
  readonly modality: string;
  /** patient and study, byte for byte with their character set */
  readonly patientAndStudy: DicomAttributes;
  /** the image at each k of the grid; undefined where there is none */
  readonly slices: readonly (SliceReference | undefined)[];
}

/**
 * Reads what a segmentation or report says of the series that it was made from.
 *
 * @param files the files of the series, in any order
 * @param grid the series' grid
 * @throws DicomError `dicom/missing-attribute` if the series cannot be referred to: no UIDs, or no frame of reference
 */
export function readSourceSeries(files: Iterable<Uint8Array>, grid: Grid, inflateRaw: InflateRaw): SourceSeries {
  const slices: (SliceReference | undefined)[] = Array.from({ length: grid.size[2] }, () => undefined);
  let first: DataSet | undefined;
  for (const bytes of files) {
    const { dataSet } = readDataSet(bytes, inflateRaw);
    first ??= dataSet;
    const reference = {
      sopClassUid: required(text(dataSet, "x00080016"), "SOP Class UID"),
      sopInstanceUid: required(text(dataSet, "x00080018"), "SOP Instance UID"),
    };
    for (const { positionMm, frame } of placesOf(dataSet)) {
      const k = Math.round(worldToVoxel(grid, worldPoint(...positionMm))[2]);
      if (k >= 0 && k < slices.length) slices[k] ??= frame === undefined ? reference : { ...reference, frame };
    }
  }
  const dataSet = required(first, "an image of the series");
  return {
    grid,
    studyUid: required(text(dataSet, "x0020000d"), "Study Instance UID"),
    seriesUid: required(text(dataSet, "x0020000e"), "Series Instance UID"),
    frameOfReferenceUid: required(text(dataSet, "x00200052"), "Frame of Reference UID"),
    modality: text(dataSet, "x00080060") ?? "CT",
    patientAndStudy: copiedAttributes(dataSet),
    slices,
  };
}

/** Places of the one image of an ordinary file, or of the frames of a multi-frame one. */
function placesOf(dataSet: DataSet): readonly { readonly positionMm: Vector3; readonly frame?: number }[] {
  const own = placeOf(dataSet);
  if (own) return [{ positionMm: own }];
  const shared = items(dataSet, "x52009229")[0];
  return items(dataSet, "x52009230").flatMap((groups, at) => {
    const position = firstItem([groups, shared], "x00209113");
    const positionMm = position && placeOf(position);
    return positionMm ? [{ positionMm, frame: at + 1 }] : [];
  });
}

function placeOf(dataSet: DataSet): Vector3 | undefined {
  const position = numbers(dataSet, "x00200032", 3);
  return position && [position[0]!, position[1]!, position[2]!];
}

/** Patient (PS3.3 C.7.1.1), Patient Study (C.7.2.2) and General Study (C.7.2.1): kinds by tag; those with `true` must be there, if empty. */
const COPIED: readonly (readonly [tag: string, kind: TextKind, mustStand: boolean])[] = [
  ["00080005", "CS", false],
  ["00080020", "DA", true],
  ["00080030", "TM", true],
  ["00080050", "SH", true],
  ["00080090", "PN", true],
  ["00080201", "SH", false],
  ["00081030", "LO", false],
  ["00100010", "PN", true],
  ["00100020", "LO", true],
  ["00100021", "LO", false],
  ["00100030", "DA", true],
  ["00100040", "CS", true],
  ["00101010", "AS", false],
  ["00101020", "DS", false],
  ["00101030", "DS", false],
  ["00120062", "CS", false],
  ["00120063", "LO", false],
  ["0020000d", "UI", true],
  ["00200010", "SH", true],
];

function copiedAttributes(dataSet: DataSet): DicomAttributes {
  const copied: Record<string, Attribute> = {};
  for (const [tag, kind, mustStand] of COPIED) {
    const bytes = valueBytes(dataSet, `x${tag}`);
    if (bytes || mustStand) copied[tag] = [kind, bytes ?? new Uint8Array()];
  }
  return copied;
}
