import type { DataSet, Element } from "dicom-parser";
import { DicomError } from "./dicom-error.ts";

/** Text of an attribute with padding removed, decoded byte for byte (ISO 646); undefined if absent, empty or outside the file. */
export function text(dataSet: DataSet, tag: string): string | undefined {
  const bytes = valueBytes(dataSet, tag);
  if (!bytes) return undefined;
  let characters = "";
  for (const byte of bytes) characters += String.fromCharCode(byte);
  const padding = characters.indexOf("\0");
  return (padding < 0 ? characters : characters.slice(0, padding)).trim() || undefined;
}

/** The values of a multi-valued attribute; empty if absent. */
export function texts(dataSet: DataSet, tag: string): readonly string[] {
  return (
    text(dataSet, tag)
      ?.split("\\")
      .map((part) => part.trim()) ?? []
  );
}

/**
 * The numbers of a DS or IS attribute; undefined if absent.
 *
 * @throws DicomError `dicom/bad-number` unless there are exactly `count` finite decimal numbers
 */
export function numbers(dataSet: DataSet, tag: string, count: number): readonly number[] | undefined {
  const parts = texts(dataSet, tag);
  if (parts.length === 0) return undefined;
  const values = parts.map((part) => (DECIMAL.test(part) ? Number(part) : Number.NaN));
  if (values.length === count && values.every(Number.isFinite)) return values;
  // Only characters of numbers are shown: a file written askew could hold any text here.
  const shown = parts
    .join("\\")
    .replace(/[^-+0-9.eE\\naNiIfF ]/g, "?")
    .slice(0, 60);
  throw new DicomError(
    "dicom/bad-number",
    `attribute ${tagName(tag)} is "${shown}", expected ${count === 1 ? "a number" : `${count} numbers`}: the header is damaged`,
    { attribute: tagName(tag), found: shown },
  );
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?$/;

/** One number of a DS or IS attribute; undefined if absent. @throws DicomError `dicom/bad-number` */
export function number(dataSet: DataSet, tag: string): number | undefined {
  return numbers(dataSet, tag, 1)?.[0];
}

/** A 16-bit binary attribute (US); undefined if absent. */
export function uint16(dataSet: DataSet, tag: string): number | undefined {
  const element = elementWithin(dataSet, tag);
  return element && element.length >= 2 ? dataSet.byteArrayParser.readUint16(dataSet.byteArray, element.dataOffset) : undefined;
}

/** A date of DICOM (DA, or the start of a DT) as ISO `2025-01-14`; undefined if absent or not a calendar date. */
export function isoDate(dataSet: DataSet, tag: string): string | undefined {
  const match = /^(\d{4})[.-]?(\d{2})[.-]?(\d{2})/.exec(text(dataSet, tag) ?? "");
  if (!match) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  return month >= 1 && month <= 12 && day >= 1 && day <= 31 && year > 1900 ? `${match[1]}-${match[2]}-${match[3]}` : undefined;
}

/** True if a sequence attribute is there and holds anything. */
export function hasContent(dataSet: DataSet, tag: string): boolean {
  const element = dataSet.elements[tag];
  return element !== undefined && (element.items ? element.items.length > 0 : element.length > 0);
}

/** Bytes of an attribute's value: a view, not a copy. */
export function valueBytes(dataSet: DataSet, tag: string): Uint8Array | undefined {
  const element = elementWithin(dataSet, tag);
  return element && dataSet.byteArray.subarray(element.dataOffset, element.dataOffset + element.length);
}

function elementWithin(dataSet: DataSet, tag: string): Element | undefined {
  const element = dataSet.elements[tag];
  if (!element || element.length <= 0) return undefined;
  return element.dataOffset + element.length <= dataSet.byteArray.length ? element : undefined;
}

function tagName(tag: string): string {
  return `(${tag.slice(1, 5)},${tag.slice(5)})`;
}
