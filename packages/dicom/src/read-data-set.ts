import dicomParser, { type DataSet } from "dicom-parser";
import { text } from "./data-set.ts";
import { DicomError } from "./dicom-error.ts";
import {
  EXPLICIT_BIG_ENDIAN,
  EXPLICIT_LITTLE_ENDIAN,
  IMPLICIT_LITTLE_ENDIAN,
  type TransferSyntax,
  transferSyntax,
} from "./transfer-syntax.ts";

/** Undoes raw deflate (RFC 1951, no zlib header), as `fflate.inflateSync` and `zlib.inflateRawSync` do. Throws on damaged data. */
export type InflateRaw = (bytes: Uint8Array) => Uint8Array;

/** A file's attributes, the syntax that they are written in, and the SOP class that the file's head states. */
export interface ReadDataSet {
  readonly dataSet: DataSet;
  readonly syntax: TransferSyntax;
  readonly mediaSopClassUid: string | undefined;
}

/**
 * Finds the attributes of a DICOM file (PS3.10), or of a bare data set without preamble or file head.
 *
 * Where the head is missing or contradicts the data, the data's own look decides (value representation letters, byte
 * order of the first group), as tolerant readers do.
 *
 * @throws DicomError `dicom/not-dicom`, `dicom/truncated`, `dicom/malformed`, `dicom/unsupported-transfer-syntax`
 */
export function readDataSet(file: Uint8Array, inflateRaw: InflateRaw): ReadDataSet {
  const bytes = plainBytes(file);
  if (bytes.length === 0) throw new DicomError("dicom/truncated", "the file is empty: probably a copy that failed");
  const start = startOfData(bytes);
  const head = guarded(() => readFileHead(bytes, start), undefined);
  const uid = text(head.dataSet, "x00020010");
  const syntax = uid === undefined ? guessSyntax(bytes, head.end) : transferSyntax(uid);
  const body = syntax.deflated ? inflate(bytes.subarray(head.end), inflateRaw) : bytes;
  const dataSet = readBody(body, syntax.deflated ? 0 : head.end, syntax);
  return { dataSet, syntax, mediaSopClassUid: text(head.dataSet, "x00020002") };
}

/** The same bytes without Node's Buffer, whose `slice` does not copy. */
function plainBytes(bytes: Uint8Array): Uint8Array {
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}

const PREAMBLE_BYTES = 128;

function startOfData(bytes: Uint8Array): number {
  if (isPrefix(bytes, PREAMBLE_BYTES)) return PREAMBLE_BYTES + 4;
  if (isPrefix(bytes, 0)) return 4;
  if (startsLikeDataSet(bytes)) return 0;
  throw new DicomError("dicom/not-dicom", "no DICOM prefix and no DICOM attributes at the start: this is another kind of file");
}

function isPrefix(bytes: Uint8Array, at: number): boolean {
  return bytes[at] === 0x44 && bytes[at + 1] === 0x49 && bytes[at + 2] === 0x43 && bytes[at + 3] === 0x4d;
}

/** A bare data set begins with group 0002 or 0008, a low element number, and a length that fits the file. */
function startsLikeDataSet(bytes: Uint8Array): boolean {
  if (bytes.length < 12) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const little = bytes[0] !== 0;
  const group = view.getUint16(0, little);
  if ((group !== 2 && group !== 8) || view.getUint16(2, little) > 0x60) return false;
  return hasValueRepresentation(bytes, 0) || view.getUint32(4, little) <= bytes.length;
}

function hasValueRepresentation(bytes: Uint8Array, at: number): boolean {
  return VALUE_REPRESENTATIONS.has(String.fromCharCode(bytes[at + 4] ?? 0, bytes[at + 5] ?? 0));
}

/** DICOM PS3.5 section 6.2 */
const VALUE_REPRESENTATIONS: ReadonlySet<string> = new Set(
  "AE AS AT CS DA DS DT FL FD IS LO LT OB OD OF OL OV OW PN SH SL SQ SS ST SV TM UC UI UL UN UR US UT UV".split(" "),
);

interface FileHead {
  readonly dataSet: DataSet;
  /** position of the first byte after group 0002 */
  readonly end: number;
}

/** Reads group 0002 by its tags, not by its stated length, which some writers leave out or get wrong. */
function readFileHead(bytes: Uint8Array, start: number): FileHead {
  const stream = new dicomParser.ByteStream(dicomParser.littleEndianByteArrayParser, bytes, start);
  const dataSet = emptyDataSet(bytes, false);
  let end = start;
  while (bytes[end] === 2 && bytes[end + 1] === 0) {
    const element = dicomParser.readDicomElementExplicit(stream, dataSet.warnings);
    dataSet.elements[element.tag] = element;
    end = stream.position;
  }
  return { dataSet, end };
}

function guessSyntax(bytes: Uint8Array, at: number): TransferSyntax {
  if (!hasValueRepresentation(bytes, at)) return IMPLICIT_LITTLE_ENDIAN;
  return bytes[at] === 0 ? EXPLICIT_BIG_ENDIAN : EXPLICIT_LITTLE_ENDIAN;
}

function inflate(bytes: Uint8Array, inflateRaw: InflateRaw): Uint8Array {
  try {
    return plainBytes(inflateRaw(bytes));
  } catch {
    throw new DicomError("dicom/truncated", "the deflated data set cannot be inflated: the file is cut short or damaged");
  }
}

function readBody(bytes: Uint8Array, start: number, syntax: TransferSyntax): DataSet {
  const dataSet = emptyDataSet(bytes, syntax.bigEndian);
  if (start >= bytes.length) return dataSet;
  return guarded(() => {
    const stream = new dicomParser.ByteStream(dataSet.byteArrayParser, bytes, start);
    // The letters in the data decide: some writers state explicit and write implicit, or the reverse.
    if (hasValueRepresentation(bytes, start)) dicomParser.parseDicomDataSetExplicit(dataSet, stream, bytes.length);
    else dicomParser.parseDicomDataSetImplicit(dataSet, stream, bytes.length);
    return dataSet;
  }, dataSet);
}

function emptyDataSet(bytes: Uint8Array, bigEndian: boolean): DataSet {
  const parser = bigEndian ? dicomParser.bigEndianByteArrayParser : dicomParser.littleEndianByteArrayParser;
  return new DataSetOfParser(parser, bytes, {});
}

/** dicom-parser's own DataSet class, which its type declarations describe only as an interface. */
const DataSetOfParser = (
  dicomParser as unknown as { DataSet: new (parser: unknown, bytes: Uint8Array, elements: DataSet["elements"]) => DataSet }
).DataSet;

/** Runs dicom-parser, which throws strings and TypeErrors on damaged files; `partial` holds what was read before. */
function guarded<T>(read: () => T, partial: DataSet | undefined): T {
  try {
    return read();
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    const seriesUid = partial && text(partial, "x0020000e");
    const details = seriesUid === undefined ? {} : { seriesUid };
    if (PAST_THE_END.test(reason))
      throw new DicomError(
        "dicom/truncated",
        "the file ends before its last attribute does: it is cut short or damaged",
        details,
      );
    throw new DicomError("dicom/malformed", "the file's attributes cannot be followed: it is damaged", details);
  }
}

/** What dicom-parser says when a length points behind the end of the file. */
const PAST_THE_END = /overrun|past the end|past end|greater than or equal to|max ?P ?osition|length/i;
