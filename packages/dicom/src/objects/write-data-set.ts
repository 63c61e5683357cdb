/** Value representations whose values are text (PS3.5 section 6.2). */
export type TextKind =
  | "AE"
  | "AS"
  | "CS"
  | "DA"
  | "DS"
  | "DT"
  | "IS"
  | "LO"
  | "LT"
  | "PN"
  | "SH"
  | "ST"
  | "TM"
  | "UC"
  | "UI"
  | "UT";

/** One attribute: text (several values as a list), numbers, bytes as they are, or the items of a sequence. */
export type Attribute =
  | readonly [kind: TextKind, value: string | readonly string[]]
  | readonly [kind: "US" | "UL" | "FD" | "AT", value: readonly number[]]
  | readonly [kind: "SQ", value: readonly DicomAttributes[]]
  | readonly [kind: TextKind | "OB" | "OW" | "UN", value: Uint8Array];

/** Attributes by tag `ggggeeee` in lower-case hexadecimal, in any order; those that are undefined are left out. */
export type DicomAttributes = Readonly<Record<string, Attribute | undefined>>;

/**
 * Writes one DICOM file (PS3.10 section 7): preamble, file head, and the attributes in Explicit VR Little Endian (PS3.5 A.2) in
 * the order of their tags, sequences and items with their lengths. The same attributes give the same bytes.
 *
 * Text that is given as text must be ASCII; text of a source file in another character set is given as bytes.
 *
 * @throws RangeError if SOP Class or Instance UID is missing, or a value does not fit its kind
 */
export function writeDicomFile(attributes: DicomAttributes): Uint8Array {
  const [sopClass, instance] = [attributes["00080016"], attributes["00080018"]];
  if (!sopClass || !instance) throw new RangeError("attributes lack SOP Class UID (00080016) or SOP Instance UID (00080018)");
  const head = dataSetBytes({
    "00020001": ["OB", Uint8Array.of(0, 1)],
    "00020002": sopClass,
    "00020003": instance,
    "00020010": ["UI", EXPLICIT_LITTLE_ENDIAN],
    "00020012": ["UI", IMPLEMENTATION],
    "00020013": ["SH", "CANTLIE"],
  });
  const headLength = dataSetBytes({ "00020000": ["UL", [head.length]] });
  const prefix = new Uint8Array(132);
  prefix.set(ascii("DICM"), 128);
  return joined([prefix, ...headLength.chunks, ...head.chunks, ...dataSetBytes(attributes).chunks]);
}

const EXPLICIT_LITTLE_ENDIAN = "1.2.840.10008.1.2.1";

/** Implementation Class UID of this writer: a fixed random number under 2.25 (PS3.5 B.2). */
const IMPLEMENTATION = "2.25.171406288413092853716540918263745509281";

/** Pieces of a file: joined once at the end, as pixel data may hold tens of megabytes. */
interface Bytes {
  readonly chunks: readonly Uint8Array[];
  readonly length: number;
}

function dataSetBytes(attributes: DicomAttributes): Bytes {
  const tags = Object.keys(attributes).sort();
  return gathered(tags.flatMap((tag) => elementBytes(tag, attributes[tag])));
}

function elementBytes(tag: string, attribute: Attribute | undefined): readonly Bytes[] {
  if (attribute === undefined) return [];
  if (!/^[0-9a-f]{8}$/.test(tag)) throw new RangeError(`tag is "${tag}", expected eight lower-case hexadecimal digits`);
  const value = valueBytes(tag, attribute);
  return [single(elementHead(tag, attribute[0], value.length)), value];
}

/** Kinds whose length takes 32 bits behind two bytes that are reserved (PS3.5 table 7.1-1). */
const LONG_FORM: ReadonlySet<string> = new Set(["OB", "OW", "SQ", "UC", "UN", "UT"]);

function elementHead(tag: string, kind: string, length: number): Uint8Array {
  const isLong = LONG_FORM.has(kind);
  if (!isLong && length > 0xfffe) throw new RangeError(`the ${kind} value of ${tag} has ${length} bytes, expected at most 65534`);
  const head = tagBytes(Number.parseInt(tag.slice(0, 4), 16), Number.parseInt(tag.slice(4), 16), isLong ? 12 : 8);
  head.bytes.set(ascii(kind), 4);
  if (isLong) head.view.setUint32(8, length, true);
  else head.view.setUint16(6, length, true);
  return head.bytes;
}

function tagBytes(group: number, element: number, size: number): { readonly bytes: Uint8Array; readonly view: DataView } {
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, group, true);
  view.setUint16(2, element, true);
  return { bytes, view };
}

function valueBytes(tag: string, attribute: Attribute): Bytes {
  const [kind, value] = attribute;
  if (value instanceof Uint8Array) return padded(value, TEXT_PADDING[kind] ?? 0);
  if (kind === "SQ") return gathered((value as readonly DicomAttributes[]).flatMap(itemBytes));
  if (kind === "US" || kind === "UL" || kind === "FD" || kind === "AT")
    return single(numberBytes(tag, kind, value as readonly number[]));
  const texts = typeof value === "string" ? [value] : (value as readonly string[]);
  for (const text of texts) requireFit(tag, kind, text);
  return padded(ascii(texts.join("\\")), TEXT_PADDING[kind] ?? 0x20);
}

/** Values of odd length are padded by a space, but UIDs and bytes by a zero (PS3.5 section 6.2). */
const TEXT_PADDING: Readonly<Record<string, number>> = { UI: 0, OB: 0, OW: 0, UN: 0 };

function itemBytes(item: DicomAttributes): readonly Bytes[] {
  const body = dataSetBytes(item);
  const head = tagBytes(0xfffe, 0xe000, 8);
  head.view.setUint32(4, body.length, true);
  return [single(head.bytes), body];
}

/** A tag (AT) is written as its group and its element. */
const NUMBER_BYTES = { US: 2, AT: 2, UL: 4, FD: 8 } as const;

function numberBytes(tag: string, kind: keyof typeof NUMBER_BYTES, values: readonly number[]): Uint8Array {
  const size = NUMBER_BYTES[kind];
  const bytes = new Uint8Array(size * values.length);
  const view = new DataView(bytes.buffer);
  values.forEach((value, at) => {
    const isWhole = Number.isInteger(value) && value >= 0 && value < 2 ** (8 * size);
    if (kind === "FD" ? !Number.isFinite(value) : !isWhole)
      throw new RangeError(`a value of ${tag} is ${value}, which is no ${kind}`);
    if (kind === "US" || kind === "AT") view.setUint16(2 * at, value, true);
    else if (kind === "UL") view.setUint32(4 * at, value, true);
    else view.setFloat64(8 * at, value, true);
  });
  return bytes;
}

/** Most characters of one value (PS3.5 table 6.2-1). */
const MOST_CHARACTERS: Readonly<Partial<Record<TextKind, number>>> = {
  AE: 16,
  AS: 4,
  CS: 16,
  DS: 16,
  IS: 12,
  LO: 64,
  SH: 16,
  UI: 64,
};
const FORMS: Readonly<Partial<Record<TextKind, RegExp>>> = {
  CS: /^[A-Z0-9_ ]*$/,
  DA: /^(\d{8})?$/,
  TM: /^(\d{2}(\d{2}(\d{2}(\.\d{1,6})?)?)?)?$/,
  UI: /^((0|[1-9]\d*)(\.(0|[1-9]\d*))*)?$/,
  DS: /^([+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?)?$/,
  IS: /^([+-]?\d+)?$/,
};

function requireFit(tag: string, kind: string, text: string): void {
  const most = MOST_CHARACTERS[kind as TextKind] ?? Number.POSITIVE_INFINITY;
  const form = FORMS[kind as TextKind];
  if (text.length > most || (form && !form.test(text)) || /[^\x20-\x7e\n\r]/.test(text) || (kind !== "UT" && text.includes("\\")))
    throw new RangeError(`a value of ${tag} is no ${kind} of PS3.5 (${text.length} characters)`);
}

function padded(bytes: Uint8Array, padding: number): Bytes {
  if (bytes.length % 2 === 0) return { chunks: [bytes], length: bytes.length };
  return { chunks: [bytes, Uint8Array.of(padding)], length: bytes.length + 1 };
}

function single(bytes: Uint8Array): Bytes {
  return { chunks: [bytes], length: bytes.length };
}

function gathered(parts: readonly Bytes[]): Bytes {
  return { chunks: parts.flatMap(({ chunks }) => chunks), length: parts.reduce((sum, { length }) => sum + length, 0) };
}

function joined(chunks: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    all.set(chunk, at);
    at += chunk.length;
  }
  return all;
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}
