import type { VoxelArray } from "@cantlie/volume";
import { FormatError } from "./format-error.ts";

/** Kinds of number that voxels are stored as. */
export type NumberKind = "int8" | "uint8" | "int16" | "uint16" | "int32" | "uint32" | "int64" | "uint64" | "float32" | "float64";

const ARRAYS = {
  int8: Int8Array,
  uint8: Uint8Array,
  int16: Int16Array,
  uint16: Uint16Array,
  int32: Int32Array,
  uint32: Uint32Array,
  float32: Float32Array,
  float64: Float64Array,
} as const;

export function bytesPerNumber(kind: NumberKind): number {
  return kind === "int64" || kind === "uint64" ? 8 : ARRAYS[kind].BYTES_PER_ELEMENT;
}

export function numberKindOf(values: VoxelArray): Exclude<NumberKind, "int64" | "uint64"> {
  for (const [kind, type] of Object.entries(ARRAYS)) if (values instanceof type) return kind as keyof typeof ARRAYS;
  throw new RangeError("values are not a typed array of a known kind");
}

/**
 * The `count` numbers that begin at `offset`. Where alignment and byte order allow, the result is a view of `bytes`;
 * otherwise a copy. 64-bit integers become Int32Array.
 *
 * @throws FormatError `formats/truncated` | `formats/unsupported-datatype` (64-bit values beyond 32 bits)
 */
export function rawValues(
  bytes: Uint8Array,
  at: { offset: number; count: number; kind: NumberKind; littleEndian: boolean },
): VoxelArray {
  const { offset, count, kind, littleEndian } = at;
  const size = bytesPerNumber(kind);
  const needed = count * size;
  if (bytes.length - offset < needed)
    throw new FormatError("formats/truncated", {
      found: `${Math.max(0, bytes.length - offset)} bytes of voxels`,
      expected: `${needed} bytes: ${count} voxels of ${size} bytes`,
      probably: "the file was cut off in transfer, or its header belongs to another image",
      details: { foundBytes: Math.max(0, bytes.length - offset), expectedBytes: needed },
    });
  const start = bytes.byteOffset + offset;
  const inPlace = start % size === 0 && (littleEndian || size === 1);
  // Views are made alike on plain and on shared memory; the library's types allow only the first here.
  const buffer = (inPlace ? bytes.buffer : bytes.slice(offset, offset + needed).buffer) as ArrayBuffer;
  if (!inPlace && !littleEndian) swapBytes(new Uint8Array(buffer), size);
  const from = inPlace ? start : 0;
  if (kind === "int64" || kind === "uint64") return narrow(buffer, from, { count, signed: kind === "int64" });
  return new ARRAYS[kind](buffer, from, count);
}

/** @throws FormatError `formats/not-a-number` if a floating-point voxel is NaN or infinite */
export function refuseNonFiniteVoxels(values: VoxelArray): void {
  if (!(values instanceof Float32Array || values instanceof Float64Array)) return;
  let bad = 0;
  // A number minus itself is 0; NaN and infinities are not: cheaper than Number.isFinite on millions of voxels.
  for (let n = 0; n < values.length; n++) if (values[n]! - values[n]! !== 0) bad++;
  if (bad === 0) return;
  throw new FormatError("formats/not-a-number", {
    found: `${bad} voxels that are not finite numbers`,
    expected: "a number in every voxel",
    probably: "the image was masked or resampled by a program that marks outside voxels so: fill them first",
    details: { voxels: bad },
  });
}

/** Typed arrays are little-endian on every machine that runs WebAssembly, so files in the other order are turned in place. */
function swapBytes(bytes: Uint8Array, size: number): void {
  for (let start = 0; start < bytes.length; start += size)
    for (let a = start, b = start + size - 1; a < b; a++, b--) {
      const kept = bytes[a]!;
      bytes[a] = bytes[b]!;
      bytes[b] = kept;
    }
}

function narrow<B extends ArrayBufferLike>(
  buffer: B,
  offset: number,
  { count, signed }: { count: number; signed: boolean },
): Int32Array {
  const wide = signed ? new BigInt64Array(buffer, offset, count) : new BigUint64Array(buffer, offset, count);
  const values = new Int32Array(count);
  for (let n = 0; n < count; n++) {
    const value = Number(wide[n]!);
    if (value < -2147483648 || value > 2147483647)
      throw new FormatError("formats/unsupported-datatype", {
        found: `a 64-bit voxel value of ${value}`,
        expected: "values that fit into 32 bits",
        probably: "the file holds something other than an image or labels",
      });
    values[n] = value;
  }
  return values;
}
