import { FormatError } from "./format-error.ts";
import type { NumberKind } from "./raw-values.ts";

/** The text header of a NRRD file; see https://teem.sourceforge.net/nrrd/format.html */
export interface NrrdHeader {
  readonly kind: NumberKind;
  readonly littleEndian: boolean;
  readonly encoding: "raw" | "gzip";
  readonly sizes: readonly number[];
  /** lower case; undefined if the file states none */
  readonly space: string | undefined;
  /** one per axis; undefined for an axis that is no direction in space */
  readonly directions: readonly (readonly number[] | undefined)[];
  readonly origin: readonly number[] | undefined;
  /** `key:=value` pairs, unescaped */
  readonly pairs: ReadonlyMap<string, string>;
  /** first byte after the header */
  readonly dataOffset: number;
}

const KINDS: Readonly<Record<string, NumberKind>> = Object.fromEntries(
  (
    [
      ["int8", "signed char|int8|int8_t"],
      ["uint8", "uchar|unsigned char|uint8|uint8_t"],
      ["int16", "short|short int|signed short|signed short int|int16|int16_t"],
      ["uint16", "ushort|unsigned short|unsigned short int|uint16|uint16_t"],
      ["int32", "int|signed int|int32|int32_t"],
      ["uint32", "uint|unsigned int|uint32|uint32_t"],
      ["int64", "longlong|long long|long long int|signed long long|signed long long int|int64|int64_t"],
      ["uint64", "ulonglong|unsigned long long|unsigned long long int|uint64|uint64_t"],
      ["float32", "float"],
      ["float64", "double"],
    ] as const
  ).flatMap(([kind, names]) => names.split("|").map((name) => [name, kind])),
);
/** Slicer's conversion parameters make long headers; beyond this the file is no NRRD. */
const LONGEST_HEADER_BYTES = 4 * 1024 * 1024;

/** @throws FormatError `formats/not-nrrd` | `formats/bad-header` | `formats/nrrd-detached` | `formats/unsupported-*` */
export function parseNrrdHeader(bytes: Uint8Array): NrrdHeader {
  const { lines, dataOffset } = headerLines(bytes);
  const fields = new Map<string, string>();
  const pairs = new Map<string, string>();
  for (const line of lines) {
    if (line.startsWith("#")) continue;
    const at = line.indexOf(":");
    if (at < 0) throw badHeader(`the line "${line.slice(0, 40)}"`, `"field: value" or "key:=value"`);
    if (line[at + 1] === "=") pairs.set(line.slice(0, at), unescapePair(line.slice(at + 2)));
    else fields.set(line.slice(0, at).trim().toLowerCase().replaceAll(" ", ""), line.slice(at + 1).trim());
  }
  if (fields.has("datafile"))
    throw new FormatError("formats/nrrd-detached", {
      found: "a header whose voxels are in another file",
      expected: "header and voxels in one .nrrd file",
      probably: "the pair has to be saved as one NRRD file first",
    });
  const sizes = required(fields, "sizes").split(/\s+/).map(Number);
  checkSizes(sizes, Number(required(fields, "dimension")));
  refuseSkipsAndUnits(fields);
  const kind = numberKind(required(fields, "type"));
  return {
    kind,
    littleEndian: byteOrder(fields, kind),
    encoding: encoding(required(fields, "encoding")),
    sizes,
    space: fields.get("space")?.toLowerCase(),
    directions: directions(fields, sizes.length),
    origin: fields.has("spaceorigin") ? vector(fields.get("spaceorigin")!) : undefined,
    pairs,
    dataOffset,
  };
}

/** True if `bytes` begin with NRRD's magic word. */
export function isNrrd(bytes: Uint8Array): boolean {
  return String.fromCharCode(...bytes.subarray(0, 7)) === "NRRD000";
}

function headerLines(bytes: Uint8Array): { lines: string[]; dataOffset: number } {
  if (!isNrrd(bytes))
    throw new FormatError("formats/not-nrrd", {
      found: "a file that does not begin with NRRD000",
      expected: "a NRRD file",
      probably: "the file is of another kind, or was cut off or changed in transfer",
    });
  const end = Math.min(bytes.length, LONGEST_HEADER_BYTES);
  let lineStart = 0;
  const lines: string[] = [];
  const decoder = new TextDecoder();
  for (let n = 0; n < end; n++) {
    if (bytes[n] !== 10) continue;
    const line = decoder.decode(bytes.subarray(lineStart, bytes[n - 1] === 13 ? n - 1 : n));
    lineStart = n + 1;
    if (line === "") return { lines: lines.slice(1), dataOffset: n + 1 };
    lines.push(line);
  }
  throw new FormatError("formats/truncated", {
    found: "a NRRD header without the empty line that ends it",
    expected: "the header, an empty line and the voxels",
    probably: "the file was cut off in transfer",
  });
}

function required(fields: ReadonlyMap<string, string>, name: string): string {
  const value = fields.get(name);
  if (value === undefined) throw badHeader(`no field "${name}"`, "one");
  return value;
}

function checkSizes(sizes: readonly number[], dimension: number): void {
  if (sizes.length !== dimension) throw badHeader(`${sizes.length} sizes`, `${dimension}, which is the dimension it states`);
  if (!sizes.every((n) => Number.isInteger(n) && n > 0))
    throw new FormatError("formats/empty-size", {
      found: `an image of ${sizes.join(" × ")} voxels`,
      expected: "at least one voxel along each axis",
      probably: "the header was not filled in, or is damaged",
    });
}

function refuseSkipsAndUnits(fields: ReadonlyMap<string, string>): void {
  for (const name of ["byteskip", "lineskip"])
    if (fields.has(name) && Number(fields.get(name)) !== 0)
      throw new FormatError("formats/unsupported-encoding", {
        found: `${name} ${fields.get(name)}`,
        expected: "voxels that begin right after the header",
        probably: "a NRRD header written around another file: save it as a plain NRRD file",
      });
  const units = (fields.get("spaceunits")?.match(/"[^"]*"/g) ?? []).filter((unit) => !['"mm"', '""', '"???"'].includes(unit));
  if (units.length > 0)
    throw new FormatError("formats/unsupported-space", {
      found: `space units ${units.join(" ")}`,
      expected: "millimetres",
      probably: "an image that was not made by a medical scanner",
    });
}

function numberKind(type: string): NumberKind {
  const kind = KINDS[type.toLowerCase()];
  if (kind !== undefined) return kind;
  throw new FormatError("formats/unsupported-datatype", {
    found: `type "${type}"`,
    expected: "one real number per voxel",
    probably: "the file holds something other than an image or labels",
  });
}

function byteOrder(fields: ReadonlyMap<string, string>, kind: NumberKind): boolean {
  if (kind === "int8" || kind === "uint8") return true;
  const endian = required(fields, "endian").toLowerCase();
  if (endian !== "little" && endian !== "big") throw badHeader(`endian "${endian}"`, `"little" or "big"`);
  return endian === "little";
}

function encoding(name: string): "raw" | "gzip" {
  if (name === "raw") return "raw";
  if (name === "gzip" || name === "gz") return "gzip";
  throw new FormatError("formats/unsupported-encoding", {
    found: `encoding "${name}"`,
    expected: `"raw" or "gzip"`,
    probably: "a valid but unusual file: save it with gzip compression",
  });
}

function directions(fields: ReadonlyMap<string, string>, axes: number): (readonly number[] | undefined)[] {
  const words = fields.get("spacedirections")?.match(/none|\([^)]*\)/gi);
  if (!words) return new Array(axes).fill(undefined);
  if (words.length !== axes) throw badHeader(`${words.length} space directions`, `${axes}, one for each axis`);
  const kinds = fields.get("kinds")?.split(/\s+/) ?? [];
  // Some writers fill the direction of a list axis with numbers: its kind decides.
  return words.map((word, axis) => (word.toLowerCase() === "none" || isListKind(kinds[axis]) ? undefined : vector(word)));
}

function isListKind(kind: string | undefined): boolean {
  return kind !== undefined && !["domain", "space", "???", "none"].includes(kind.toLowerCase());
}

function vector(text: string): number[] {
  return text
    .replace(/[()]/g, "")
    .split(",")
    .map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
}

/** NRRD pairs escape the backslash and the end of line. */
function unescapePair(value: string): string {
  return value.replace(/\\(n|\\)/g, (_, escaped: string) => (escaped === "n" ? "\n" : "\\"));
}

function badHeader(found: string, expected: string): FormatError {
  return new FormatError("formats/bad-header", { found, expected, probably: "the header is damaged" });
}
