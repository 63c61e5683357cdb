/** A value of an attribute: text for most kinds, numbers for binary ones, bytes for pixel data, data sets for sequences. */
export type Value = string | readonly number[] | Uint8Array | readonly Attributes[];

/** Attributes by tag `ggggeeee`, each with its value representation. */
export type Attributes = Readonly<Record<string, readonly [vr: string, value: Value] | undefined>>;

export interface WriteOptions {
  readonly explicit?: boolean;
  readonly bigEndian?: boolean;
  /** `"part10"` with preamble and head, `"no-preamble"` with head only, `"bare"` neither */
  readonly form?: "part10" | "no-preamble" | "bare";
  /** what the head states; left out of the head if undefined */
  readonly transferSyntaxUid?: string;
  readonly deflateRaw?: (bytes: Uint8Array) => Uint8Array;
  /** writes pixel data as these fragments, behind an offset table of this many entries */
  readonly fragments?: readonly Uint8Array[];
}

/** Writes one DICOM object: a small independent writer for tests, after PS3.5 section 7 and PS3.10 section 7. */
export function writeInstance(attributes: Attributes, options: WriteOptions = {}): Uint8Array {
  const { form = "part10", deflateRaw } = options;
  const body = writeDataSet(attributes, options);
  const packed = deflateRaw ? deflateRaw(body) : body;
  if (form === "bare") return packed;
  const head = writeDataSet(
    { "00020010": options.transferSyntaxUid === undefined ? undefined : ["UI", options.transferSyntaxUid] },
    { explicit: true, bigEndian: false },
  );
  const version = writeDataSet({ "00020001": ["OB", Uint8Array.of(0, 1)] }, {});
  const preamble = form === "part10" ? [new Uint8Array(128), ascii("DICM")] : [];
  return concatenated([...preamble, version, head, packed]);
}

function writeDataSet(attributes: Attributes, options: WriteOptions): Uint8Array {
  const tags = Object.keys(attributes).sort();
  const parts = tags.flatMap((tag) => {
    const attribute = attributes[tag];
    return attribute ? [writeElement(tag, attribute[0], attribute[1], options)] : [];
  });
  if (options.fragments) parts.push(writeFragments(options.fragments, options));
  return concatenated(parts);
}

const LONG_FORM = new Set(["OB", "OW", "SQ", "UN", "UT", "OF"]);

function writeElement(tag: string, vr: string, value: Value, options: WriteOptions): Uint8Array {
  const { explicit = true, bigEndian = false } = options;
  const body = valueBytes(vr, value, options);
  const long = LONG_FORM.has(vr);
  const head = new DataView(new ArrayBuffer(explicit && long ? 12 : 8));
  head.setUint16(0, Number.parseInt(tag.slice(0, 4), 16), !bigEndian);
  head.setUint16(2, Number.parseInt(tag.slice(4), 16), !bigEndian);
  if (explicit) {
    head.setUint8(4, vr.charCodeAt(0));
    head.setUint8(5, vr.charCodeAt(1));
    if (long) head.setUint32(8, body.length, !bigEndian);
    else head.setUint16(6, body.length, !bigEndian);
  } else head.setUint32(4, body.length, !bigEndian);
  return concatenated([new Uint8Array(head.buffer), body]);
}

function valueBytes(vr: string, value: Value, options: WriteOptions): Uint8Array {
  if (typeof value === "string") return evenLength(ascii(value), vr === "UI" ? 0 : 0x20);
  if (value instanceof Uint8Array) return evenLength(value, 0);
  if (vr === "SQ") return concatenated((value as readonly Attributes[]).map((item) => writeItem(item, options)));
  const numbers = value as readonly number[];
  const view = new DataView(new ArrayBuffer(2 * numbers.length));
  numbers.forEach((n, at) => {
    view.setUint16(2 * at, n & 0xffff, !options.bigEndian);
  });
  return new Uint8Array(view.buffer);
}

function writeItem(item: Attributes, { explicit = true, bigEndian = false }: WriteOptions): Uint8Array {
  const body = writeDataSet(item, { explicit, bigEndian });
  return concatenated([itemHead(0xe000, body.length, bigEndian), body]);
}

function writeFragments(fragments: readonly Uint8Array[], { bigEndian = false }: WriteOptions): Uint8Array {
  const head = Uint8Array.of(0xe0, 0x7f, 0x10, 0, 0x4f, 0x42, 0, 0, 0xff, 0xff, 0xff, 0xff);
  const items = fragments.flatMap((fragment) => {
    const even = evenLength(fragment, 0);
    return [itemHead(0xe000, even.length, bigEndian), even];
  });
  return concatenated([head, itemHead(0xe000, 0, bigEndian), ...items, itemHead(0xe0dd, 0, bigEndian)]);
}

function itemHead(element: number, length: number, bigEndian: boolean): Uint8Array {
  const view = new DataView(new ArrayBuffer(8));
  view.setUint16(0, 0xfffe, !bigEndian);
  view.setUint16(2, element, !bigEndian);
  view.setUint32(4, length, !bigEndian);
  return new Uint8Array(view.buffer);
}

function evenLength(bytes: Uint8Array, padding: number): Uint8Array {
  return bytes.length % 2 === 0 ? bytes : concatenated([bytes, Uint8Array.of(padding)]);
}

function ascii(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

export function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const all = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
