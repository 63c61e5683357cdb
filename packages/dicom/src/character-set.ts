/**
 * Decodes text in the character set that a data set states (DICOM PS3.3 C.12.1.1.2). Code extensions by escape
 * sequences are taken as one set, the last stated; bytes that do not fit become U+FFFD.
 */
export function decodeText(bytes: Uint8Array, characterSets: readonly string[]): string {
  const stated = characterSets.findLast((term) => term !== "") ?? "";
  const label = ENCODINGS[stated.replace(/^ISO 2022 IR /, "ISO_IR ")];
  return new TextDecoder(label ?? "latin1").decode(bytes).replaceAll("\0", "").trim();
}

/** Defined terms of (0008,0005) and the WHATWG label of the same set. */
const ENCODINGS: Readonly<Record<string, string>> = {
  "ISO_IR 100": "latin1",
  "ISO_IR 101": "iso-8859-2",
  "ISO_IR 109": "iso-8859-3",
  "ISO_IR 110": "iso-8859-4",
  "ISO_IR 144": "iso-8859-5",
  "ISO_IR 127": "iso-8859-6",
  "ISO_IR 126": "iso-8859-7",
  "ISO_IR 138": "iso-8859-8",
  "ISO_IR 148": "iso-8859-9",
  "ISO_IR 203": "iso-8859-15",
  "ISO_IR 166": "windows-874",
  "ISO_IR 13": "shift_jis",
  "ISO_IR 87": "iso-2022-jp",
  "ISO_IR 149": "euc-kr",
  "ISO_IR 58": "gbk",
  "ISO_IR 192": "utf-8",
  GB18030: "gb18030",
  GBK: "gbk",
};
