import type { FormatCaution } from "./caution.ts";
import { FormatError } from "./format-error.ts";

/** Unpacks a whole gzip file; throws if it is damaged. `gunzipSync` of node:zlib or of fflate will do. */
export type Inflate = (gzip: Uint8Array) => Uint8Array;

/** Packs bytes as a gzip file. Results are byte reproducible if the deflater writes a fixed time into the gzip header. */
export type Deflate = (bytes: Uint8Array) => Uint8Array;

/** Deflate cannot pack more tightly than this (zlib technical details: 1032 to 1). */
const LARGEST_RATIO = 1032;
const GZIP_FRAME_BYTES = 18;

/** True if `bytes` begin like a gzip file. */
export function isGzip(bytes: Uint8Array): boolean {
  return bytes[0] === 0x1f && bytes[1] === 0x8b;
}

/**
 * Unpacks a gzip file.
 *
 * The size that the file claims for itself (its last four bytes) is compared before unpacking with what deflate can hold at
 * most, so that a lie cannot make the inflater reserve gigabytes, and afterwards with what came out.
 *
 * @throws FormatError `formats/gzip-damaged` | `formats/gzip-size`
 */
export function gunzip(bytes: Uint8Array, inflate: Inflate): { bytes: Uint8Array; cautions: FormatCaution[] } {
  if (bytes.length < GZIP_FRAME_BYTES) throw damaged(`a gzip file of ${bytes.length} bytes`);
  const n = bytes.length;
  const claimed = (bytes[n - 4]! | (bytes[n - 3]! << 8) | (bytes[n - 2]! << 16) | (bytes[n - 1]! << 24)) >>> 0;
  if (claimed > n * LARGEST_RATIO)
    throw new FormatError("formats/gzip-size", {
      found: `a gzip file of ${n} bytes that claims to hold ${claimed} bytes`,
      expected: `at most ${n * LARGEST_RATIO}, which is the most that deflate can pack into it`,
      probably: "the file was cut off or changed in transfer",
      details: { claimedBytes: claimed, fileBytes: n },
    });
  let unpacked: Uint8Array;
  try {
    unpacked = inflate(bytes);
  } catch (cause) {
    throw damaged(`a gzip file of ${n} bytes that cannot be unpacked (${cause instanceof Error ? cause.message : "no reason"})`);
  }
  const cautions: FormatCaution[] = [];
  // Files of several gzip members (bgzip) state only the last member's size: a difference alone does not prove damage.
  if (unpacked.length % 2 ** 32 !== claimed)
    cautions.push({
      code: "formats/gzip-size",
      message: `the gzip file claims to hold ${claimed} bytes and holds ${unpacked.length}`,
      details: { claimedBytes: claimed, unpackedBytes: unpacked.length },
    });
  return { bytes: unpacked, cautions };
}

function damaged(found: string): FormatError {
  return new FormatError("formats/gzip-damaged", {
    found,
    expected: "a complete gzip file",
    probably: "the file was cut off or changed in transfer",
  });
}
