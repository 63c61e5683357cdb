import type { DecodedFrame, FrameLayout } from "./pixel-decoders.ts";

const HEADER_BYTES = 64;
/** two bytes make a run of at most 128 */
const MOST_BYTES_PER_BYTE = 64;

/**
 * Unpacks an RLE frame (DICOM PS3.5 annex G): one packed segment for each byte of a sample, most significant first.
 *
 * @throws RangeError if a segment leaves the frame or does not fill it
 */
export function decodeRle(codestream: Uint8Array, layout: FrameLayout): DecodedFrame {
  const view = new DataView(codestream.buffer, codestream.byteOffset, codestream.byteLength);
  if (codestream.length < HEADER_BYTES) throw new RangeError(`RLE frame has ${codestream.length} bytes, its header alone 64`);
  const segments = view.getUint32(0, true);
  const bytesPerSample = layout.bitsAllocated / 8;
  if (segments !== bytesPerSample) throw new RangeError(`RLE frame has ${segments} segments, expected ${bytesPerSample}`);
  const pixels = layout.columns * layout.rows;
  if (pixels * bytesPerSample > codestream.length * MOST_BYTES_PER_BYTE)
    throw new RangeError("RLE frame is too short for its image");
  const bytes = new Uint8Array(pixels * bytesPerSample);
  for (let segment = 0; segment < segments; segment++) {
    const start = view.getUint32(4 + 4 * segment, true);
    const end = segment + 1 < segments ? view.getUint32(8 + 4 * segment, true) : codestream.length;
    // Segments come high byte first; the array below is read in this machine's little-endian order.
    unpackSegment(codestream.subarray(start, end), bytes, { offset: segments - 1 - segment, stride: bytesPerSample, pixels });
  }
  const samples = bytesPerSample === 1 ? bytes : new Uint16Array(bytes.buffer);
  return { columns: layout.columns, rows: layout.rows, components: 1, bitsPerSample: layout.bitsAllocated, samples };
}

/** PackBits: n in 0..127 copies n + 1 bytes, -1..-127 repeats the next byte 1 - n times, -128 does nothing. */
function unpackSegment(packed: Uint8Array, out: Uint8Array, place: { offset: number; stride: number; pixels: number }): void {
  let from = 0;
  let pixel = 0;
  while (pixel < place.pixels) {
    if (from + 1 >= packed.length) throw new RangeError(`RLE segment ends after ${pixel} of ${place.pixels} pixels`);
    const control = packed[from++]!;
    if (control === 128) continue;
    const repeats = control > 128;
    const run = repeats ? 257 - control : control + 1;
    if (pixel + run > place.pixels) throw new RangeError("RLE run leaves the frame");
    if (!repeats && from + run > packed.length) throw new RangeError("RLE segment ends within a run");
    for (let end = pixel + run; pixel < end; pixel++) {
      out[place.offset + pixel * place.stride] = packed[from]!;
      if (!repeats) from++;
    }
    if (repeats) from++;
  }
}
