import type { DicomFile } from "@cantlie/dicom";
import { cross, type Vector3 } from "@cantlie/geometry";
import { type Attributes, type WriteOptions, writeInstance } from "./write-instance.ts";

export const IMPLICIT = "1.2.840.10008.1.2";
export const EXPLICIT = "1.2.840.10008.1.2.1";
export const BIG_ENDIAN = "1.2.840.10008.1.2.2";
export const CT_IMAGE = "1.2.840.10008.5.1.4.1.1.2";
export const MR_IMAGE = "1.2.840.10008.5.1.4.1.1.4";

/** A slice's place and pixels. What a test does not name is an ordinary axial CT slice. */
export interface SliceSpec {
  readonly positionMm?: Vector3;
  readonly row?: Vector3;
  readonly column?: Vector3;
  readonly columns?: number;
  readonly rows?: number;
  /** between columns, between rows */
  readonly spacingMm?: readonly [number, number];
  /** stored values, columns fastest */
  readonly stored?: readonly number[];
  readonly number?: number;
  /** attributes that replace the usual ones; undefined leaves one out */
  readonly attributes?: Attributes;
  readonly write?: WriteOptions;
}

/** One CT slice as a file's bytes. */
export function writeSlice(spec: SliceSpec = {}): Uint8Array {
  const { columns = 4, rows = 3, spacingMm = [0.8, 0.7], positionMm = [-10, -20, 30], number = 1, write = {} } = spec;
  const stored = spec.stored ?? Array.from({ length: columns * rows }, (_, i) => 1000 + i);
  const cosines = [...(spec.row ?? [1, 0, 0]), ...(spec.column ?? [0, 1, 0])];
  const attributes: Attributes = {
    "00080008": ["CS", "ORIGINAL\\PRIMARY\\AXIAL"],
    "00080016": ["UI", CT_IMAGE],
    "00080018": ["UI", `1.2.3.4.${number}`],
    "00080022": ["DA", "20260312"],
    "00080060": ["CS", "CT"],
    "0008103e": ["LO", "Abdomen portal venous 2.5"],
    "00100010": ["PN", "Someone^Secret"],
    "00100020": ["LO", "SECRET-ID"],
    "00100030": ["DA", "19601231"],
    "00180050": ["DS", "2.5"],
    "0020000d": ["UI", "1.2.3"],
    "0020000e": ["UI", "1.2.3.4"],
    "00200011": ["IS", "3"],
    "00200013": ["IS", String(number)],
    "00200032": ["DS", decimals(positionMm)],
    "00200037": ["DS", decimals(cosines)],
    "00200052": ["UI", "1.2.3.9"],
    "00280002": ["US", [1]],
    "00280004": ["CS", "MONOCHROME2"],
    "00280010": ["US", [rows]],
    "00280011": ["US", [columns]],
    "00280030": ["DS", decimals([spacingMm[1], spacingMm[0]])],
    "00280100": ["US", [16]],
    "00280101": ["US", [16]],
    "00280102": ["US", [15]],
    "00280103": ["US", [1]],
    "00281052": ["DS", "-1024"],
    "00281053": ["DS", "1"],
    "7fe00010": ["OW", stored],
    ...spec.attributes,
  };
  return writeInstance(attributes, { transferSyntaxUid: EXPLICIT, ...write });
}

/** Up to 16 characters per number, as DS demands. */
function decimals(values: readonly number[]): string {
  return values.map((value) => Number(value.toFixed(10)).toString().slice(0, 16)).join("\\");
}

export interface SeriesSpec extends SliceSpec {
  /** place of each slice along the normal, mm from the first's position */
  readonly alongMm?: readonly number[];
  /** in-plane shift (along row) of slice k, mm */
  readonly shiftMm?: (k: number) => number;
  /** what slice k has of its own */
  readonly each?: (k: number) => SliceSpec;
}

/** Files of a regular axial series unless the specification says otherwise. */
export function writeSeries(spec: SeriesSpec = {}): DicomFile[] {
  const { alongMm = [0, 2.5, 5, 7.5, 10], row = [1, 0, 0], column = [0, 1, 0], positionMm = [-10, -20, 30] } = spec;
  const normal = cross(row, column);
  return alongMm.map((along, k) => {
    const shift = spec.shiftMm?.(k) ?? 0;
    const place = [0, 1, 2].map((axis) => positionMm[axis]! + along * normal[axis]! + shift * row[axis]!) as unknown as Vector3;
    const own = spec.each?.(k) ?? {};
    const attributes = { ...spec.attributes, ...own.attributes };
    const bytes = writeSlice({ ...spec, positionMm: place, number: k + 1, ...own, attributes });
    return { path: `series/${String(k).padStart(3, "0")}.dcm`, bytes };
  });
}
