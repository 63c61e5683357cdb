import type { Vector3 } from "@cantlie/geometry";
import type { DataSet } from "dicom-parser";
import { hasContent, isoDate, number, numbers, text, texts, uint16 } from "./data-set.ts";
import { DicomError } from "./dicom-error.ts";
import { type PatientIdentity, readPatientIdentity } from "./patient-identity.ts";
import { type PixelData, readPixelData } from "./pixel-data.ts";
import { type InflateRaw, type ReadDataSet, readDataSet } from "./read-data-set.ts";
import { type ObjectKind, objectKind } from "./sop-class.ts";
import type { TransferSyntax } from "./transfer-syntax.ts";

/** One DICOM object (usually one file). */
export interface DicomInstance {
  readonly header: InstanceHeader;
  readonly patient: PatientIdentity;
  /** a view on the file's bytes: the file stays in memory while this is held */
  readonly pixelData: PixelData | undefined;
}

/** What is needed to sort, judge and name an object: plain values that do not hold the file's bytes. */
export interface InstanceHeader {
  readonly kind: ObjectKind;
  /** plain name of the kind: "CT image" */
  readonly kindName: string;
  readonly transferSyntax: TransferSyntax;
  readonly sopInstanceUid: string | undefined;
  readonly studyUid: string | undefined;
  readonly seriesUid: string | undefined;
  readonly frameOfReferenceUid: string | undefined;
  readonly modality: string | undefined;
  /** values of Image Type (0008,0008), such as ORIGINAL, PRIMARY, AXIAL */
  readonly imageType: readonly string[];
  readonly seriesDescription: string | undefined;
  readonly seriesNumber: number | undefined;
  readonly instanceNumber: number | undefined;
  readonly acquisitionNumber: number | undefined;
  /** ISO date of acquisition; of the series or the study where that is not stated */
  readonly acquisitionDate: string | undefined;
  readonly contrastAgent: string | undefined;
  readonly image: ImageHeader | undefined;
}

/** How an image's pixels are meant and where they lie. Attributes that the file lacks are undefined. */
export interface ImageHeader {
  readonly rows: number;
  readonly columns: number;
  readonly frames: number;
  readonly samplesPerPixel: number;
  readonly photometric: string | undefined;
  readonly bitsAllocated: number;
  readonly bitsStored: number;
  readonly highBit: number;
  readonly signed: boolean;
  readonly rescale: { readonly slope: number; readonly intercept: number } | undefined;
  readonly rescaleType: string | undefined;
  /** stored values from..to (both included) that mark pixels outside the image */
  readonly padding: { readonly from: number; readonly to: number } | undefined;
  readonly hasModalityLut: boolean;
  readonly lossyCompressed: "yes" | "no" | undefined;
  /** centre of the first pixel, LPS */
  readonly positionMm: Vector3 | undefined;
  /** LPS directions in which the column index (first) and the row index (second) grow */
  readonly orientation: readonly [Vector3, Vector3] | undefined;
  /** distance between columns (first) and between rows (second) */
  readonly pixelSpacingMm: readonly [number, number] | undefined;
  readonly sliceThicknessMm: number | undefined;
  readonly spacingBetweenSlicesMm: number | undefined;
}

export interface ParseOptions {
  readonly inflateRaw: InflateRaw;
}

/**
 * Reads one DICOM object from the bytes of a file. Pixels are found but not decoded.
 *
 * @throws DicomError with the series in `details.seriesUid` where the damage leaves it readable
 */
export function parseInstance(bytes: Uint8Array, options: ParseOptions): DicomInstance {
  const read = readDataSet(bytes, options.inflateRaw);
  try {
    return readInstance(read);
  } catch (error) {
    const seriesUid = text(read.dataSet, "x0020000e");
    if (!(error instanceof DicomError) || seriesUid === undefined) throw error;
    throw new DicomError(error.code, error.message, { ...error.details, seriesUid });
  }
}

function readInstance({ dataSet, syntax, mediaSopClassUid }: ReadDataSet): DicomInstance {
  const modality = text(dataSet, "x00080060");
  const { kind, name: kindName } = objectKind(text(dataSet, "x00080016") ?? mediaSopClassUid, modality);
  const image = dataSet.elements.x00280010 ? readImageHeader(dataSet) : undefined;
  const pixelData = image && readPixelData(dataSet, syntax, image);
  if (image && !pixelData && (kind === "ct" || kind === "mr"))
    throw new DicomError(
      "dicom/truncated",
      `${kindName} without pixel data, expected ${image.columns}×${image.rows} pixels: it is cut short`,
    );
  return {
    header: {
      kind,
      kindName,
      transferSyntax: syntax,
      sopInstanceUid: text(dataSet, "x00080018"),
      studyUid: text(dataSet, "x0020000d"),
      seriesUid: text(dataSet, "x0020000e"),
      frameOfReferenceUid: text(dataSet, "x00200052"),
      modality,
      imageType: texts(dataSet, "x00080008"),
      seriesDescription: text(dataSet, "x0008103e"),
      seriesNumber: number(dataSet, "x00200011"),
      instanceNumber: number(dataSet, "x00200013"),
      acquisitionNumber: number(dataSet, "x00200012"),
      acquisitionDate: ["x00080022", "x0008002a", "x00080021", "x00080020"].map((tag) => isoDate(dataSet, tag)).find(Boolean),
      contrastAgent: text(dataSet, "x00180010"),
      image,
    },
    patient: readPatientIdentity(dataSet),
    pixelData,
  };
}

function readImageHeader(dataSet: DataSet): ImageHeader {
  const bitsAllocated = required(dataSet, "x00280100", "Bits Allocated");
  const bitsStored = uint16(dataSet, "x00280101") ?? bitsAllocated;
  const signed = uint16(dataSet, "x00280103") === 1;
  const slope = number(dataSet, "x00281053");
  const intercept = number(dataSet, "x00281052");
  const position = numbers(dataSet, "x00200032", 3);
  const cosines = numbers(dataSet, "x00200037", 6);
  const spacing = numbers(dataSet, "x00280030", 2);
  const lossy = text(dataSet, "x00282110");
  return {
    rows: required(dataSet, "x00280010", "Rows"),
    columns: required(dataSet, "x00280011", "Columns"),
    frames: number(dataSet, "x00280008") ?? 1,
    samplesPerPixel: uint16(dataSet, "x00280002") ?? 1,
    photometric: text(dataSet, "x00280004"),
    bitsAllocated,
    bitsStored,
    highBit: uint16(dataSet, "x00280102") ?? bitsStored - 1,
    signed,
    rescale: slope === undefined && intercept === undefined ? undefined : { slope: slope ?? 1, intercept: intercept ?? 0 },
    rescaleType: text(dataSet, "x00281054"),
    padding: readPadding(dataSet, signed),
    hasModalityLut: hasContent(dataSet, "x00283000"),
    lossyCompressed: lossy === "01" ? "yes" : lossy === "00" ? "no" : undefined,
    positionMm: position && triple(position, 0),
    orientation: cosines && [triple(cosines, 0), triple(cosines, 3)],
    // Pixel Spacing is written distance between rows first, then between columns (PS3.3 10.7.1.3).
    pixelSpacingMm: spacing && [spacing[1]!, spacing[0]!],
    sliceThicknessMm: number(dataSet, "x00180050"),
    spacingBetweenSlicesMm: number(dataSet, "x00180088"),
  };
}

function triple(values: readonly number[], from: 0 | 3): Vector3 {
  return [values[from]!, values[from + 1]!, values[from + 2]!];
}

function required(dataSet: DataSet, tag: string, name: string): number {
  const value = uint16(dataSet, tag);
  if (value !== undefined && value > 0) return value;
  throw new DicomError("dicom/missing-attribute", `${name} is ${value ?? "missing"}: the image cannot be laid out`, {
    attribute: name,
  });
}

/** Pixel Padding Value and its range limit, read with the sign of the pixels (PS3.3 C.7.5.1.1.2). */
function readPadding(dataSet: DataSet, signed: boolean): ImageHeader["padding"] {
  const sign = (raw: number) => (signed && raw > 0x7fff ? raw - 0x10000 : raw);
  const value = uint16(dataSet, "x00280120");
  if (value === undefined) return undefined;
  const limit = uint16(dataSet, "x00280121") ?? value;
  return { from: Math.min(sign(value), sign(limit)), to: Math.max(sign(value), sign(limit)) };
}
