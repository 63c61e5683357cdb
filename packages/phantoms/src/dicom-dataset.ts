type StringKind = "CS" | "DA" | "DS" | "IS" | "LO" | "PN" | "SH" | "TM" | "UI";

/**
 * Elements of one DICOM instance in Explicit VR Little Endian (PS3.5 7.1.2), to be added in the order of their tags.
 * Only what a CT image needs.
 */
export class DicomDataset {
  readonly #parts: Uint8Array[] = [];

  /** Text values; none makes an empty element. */
  strings(group: number, element: number, ...value: [kind: StringKind, values: readonly string[]]): void {
    const [kind, values] = value;
    const text = latin(values.join("\\"));
    const padding = kind === "UI" ? 0 : 0x20;
    const even = text.length % 2 === 0 ? text : Uint8Array.from([...text, padding]);
    this.#parts.push(header(group, element, { kind, length: even.length }), even);
  }

  /** Unsigned 16-bit values (US). */
  words(group: number, element: number, values: readonly number[]): void {
    this.#parts.push(header(group, element, { kind: "US", length: 2 * values.length }), littleEndian(values));
  }

  /** Pixel Data (7FE0,0010) as OW. */
  pixels(values: Uint16Array): void {
    this.#parts.push(longHeader(0x7fe0, 0x0010, { kind: "OW", length: 2 * values.length }), littleEndian(values));
  }

  /** The file (PS3.10 7.1): preamble, file meta information, elements. */
  file(meta: { readonly sopClass: string; readonly instance: string; readonly transferSyntax: string }): Uint8Array {
    const group = new DicomDataset();
    group.#parts.push(longHeader(0x0002, 0x0001, { kind: "OB", length: 2 }), Uint8Array.of(0, 1));
    group.strings(0x0002, 0x0002, "UI", [meta.sopClass]);
    group.strings(0x0002, 0x0003, "UI", [meta.instance]);
    group.strings(0x0002, 0x0010, "UI", [meta.transferSyntax]);
    group.strings(0x0002, 0x0012, "UI", [IMPLEMENTATION]);
    group.strings(0x0002, 0x0013, "SH", ["CANTLIE"]);
    const metaBytes = joined(group.#parts);
    const metaLength = new Uint8Array(4);
    new DataView(metaLength.buffer).setUint32(0, metaBytes.length, true);
    const preamble = new Uint8Array(132);
    preamble.set(latin("DICM"), 128);
    return joined([preamble, header(0x0002, 0x0000, { kind: "UL", length: 4 }), metaLength, metaBytes, ...this.#parts]);
  }
}

/** Implementation class UID of this writer: a fixed random number under 2.25. */
const IMPLEMENTATION = "2.25.260113578241099174306881975417532";

function header(group: number, element: number, value: { readonly kind: string; readonly length: number }): Uint8Array {
  const bytes = new Uint8Array(8);
  const view = new DataView(bytes.buffer);
  view.setUint16(0, group, true);
  view.setUint16(2, element, true);
  bytes.set(latin(value.kind), 4);
  view.setUint16(6, value.length, true);
  return bytes;
}

function longHeader(group: number, element: number, value: { readonly kind: string; readonly length: number }): Uint8Array {
  const bytes = new Uint8Array(12);
  bytes.set(header(group, element, { kind: value.kind, length: 0 }));
  new DataView(bytes.buffer).setUint32(8, value.length, true);
  return bytes;
}

function littleEndian(values: ArrayLike<number>): Uint8Array {
  const bytes = new Uint8Array(2 * values.length);
  for (let index = 0; index < values.length; index++) {
    bytes[2 * index] = values[index]! & 0xff;
    bytes[2 * index + 1] = values[index]! >>> 8;
  }
  return bytes;
}

function latin(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

function joined(parts: readonly Uint8Array[]): Uint8Array {
  const bytes = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}
