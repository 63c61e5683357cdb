import type { DataSet } from "dicom-parser";
import { text } from "../data-set.ts";
import { DicomError } from "../dicom-error.ts";

/** The items of a sequence; none if it is absent. */
export function items(dataSet: DataSet, tag: string): readonly DataSet[] {
  return dataSet.elements[tag]?.items?.flatMap((item) => item.dataSet ?? []) ?? [];
}

/** The first item of a sequence in the first of `dataSets` that has one. */
export function firstItem(dataSets: readonly (DataSet | undefined)[], tag: string): DataSet | undefined {
  for (const dataSet of dataSets) {
    const first = dataSet && items(dataSet, tag)[0];
    if (first) return first;
  }
  return undefined;
}

/** A concept of a coding scheme (PS3.3 section 8): `SCT` is SNOMED CT, `SRT` its older numbers, `DCM` DICOM's own. */
export interface Code {
  readonly value: string;
  readonly scheme: string;
  readonly meaning: string;
}

/** The first code of a code sequence; undefined if absent or without a value. */
export function readCode(dataSet: DataSet, tag: string): Code | undefined {
  const item = items(dataSet, tag)[0];
  const value = item && (text(item, "x00080100") ?? text(item, "x00080119"));
  if (!item || value === undefined) return undefined;
  return { value, scheme: text(item, "x00080102") ?? "", meaning: text(item, "x00080104") ?? "" };
}

/** @throws DicomError `dicom/missing-attribute` if there is no value */
export function required<T>(value: T | undefined, name: string): T {
  if (value !== undefined) return value;
  throw new DicomError("dicom/missing-attribute", `${name} is missing: the object cannot be understood`, { attribute: name });
}
