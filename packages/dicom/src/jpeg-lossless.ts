import type { DecodedFrame } from "./pixel-decoders.ts";

/**
 * Decodes a lossless JPEG frame of one component (ITU T.81 annex H: process 14, Huffman, any predictor; DICOM .57 and .70).
 *
 * CONTRIBUTOR NOTES: jpeg-lossless-decoder-js 2.1.2 was tried first. It leaves the last pixel 0 where the end marker
 * follows within its look-ahead, silently; hence this decoder.
 *
 * @throws RangeError if the codestream is not such a frame or is damaged
 */
export function decodeJpegLossless(codestream: Uint8Array): DecodedFrame {
  const { frame, scan, tables, restartInterval, dataStart } = readHeaders(codestream);
  const table = tables.get(scan.table);
  if (!table) throw new RangeError(`Huffman table ${scan.table} is not defined`);
  const bits: BitReader = { bytes: codestream, at: dataStart, word: 0, count: 0 };
  const { columns, rows } = frame;
  // A sample takes at least one bit.
  if (columns * rows > 8 * codestream.length) throw new RangeError("the codestream is too short for its image");
  const samples = new Uint16Array(columns * rows);
  const middle = 2 ** (frame.precision - scan.pointTransform - 1);
  let untilRestart = restartInterval || Number.POSITIVE_INFINITY;
  let firstRow = 0;
  for (let y = 0, i = 0; y < rows; y++)
    for (let x = 0; x < columns; x++, i++) {
      if (untilRestart === 0) {
        skipRestartMarker(bits);
        untilRestart = restartInterval;
        firstRow = y;
      }
      const predicted = predict(samples, { i, x, columns, isFirstRow: y === firstRow, middle, predictor: scan.predictor });
      samples[i] = predicted + nextDifference(bits, table);
      untilRestart--;
    }
  if (scan.pointTransform > 0) for (let i = 0; i < samples.length; i++) samples[i] = samples[i]! << scan.pointTransform;
  const narrow = frame.precision <= 8 ? Uint8Array.from(samples) : samples;
  return { columns, rows, components: 1, bitsPerSample: frame.precision, samples: narrow };
}

interface Place {
  readonly i: number;
  readonly x: number;
  readonly columns: number;
  /** of the scan or of a restart interval, which begins afresh */
  readonly isFirstRow: boolean;
  readonly middle: number;
  readonly predictor: number;
}

/** T.81 H.1.2.1 and table H.1: a is left, b above, c above left. */
function predict(samples: Uint16Array, { i, x, columns, isFirstRow, middle, predictor }: Place): number {
  if (isFirstRow) return x === 0 ? middle : samples[i - 1]!;
  const b = samples[i - columns]!;
  if (x === 0) return b;
  const a = samples[i - 1]!;
  if (predictor === 1) return a;
  const c = samples[i - columns - 1]!;
  switch (predictor) {
    case 2:
      return b;
    case 3:
      return c;
    case 4:
      return a + b - c;
    case 5:
      return a + ((b - c) >> 1);
    case 6:
      return b + ((a - c) >> 1);
    case 7:
      return (a + b) >> 1;
    default:
      throw new RangeError(`predictor ${predictor} is not one of 1 to 7`);
  }
}

interface Headers {
  readonly frame: { readonly precision: number; readonly rows: number; readonly columns: number };
  readonly scan: { readonly table: number; readonly predictor: number; readonly pointTransform: number };
  readonly tables: ReadonlyMap<number, HuffmanTable>;
  /** samples between restart markers, 0 for none */
  readonly restartInterval: number;
  readonly dataStart: number;
}

function readHeaders(bytes: Uint8Array): Headers {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const tables = new Map<number, HuffmanTable>();
  let frame: Headers["frame"] | undefined;
  let restartInterval = 0;
  if (view.getUint16(0) !== 0xffd8) throw new RangeError("no start of image");
  for (let at = 2; ; ) {
    const marker = view.getUint16(at);
    const length = view.getUint16(at + 2);
    const body = at + 4;
    if (marker === 0xffc4) readTables(bytes.subarray(body, at + 2 + length), tables);
    else if (marker === 0xffdd) restartInterval = view.getUint16(body);
    else if (marker === 0xffc3) {
      if (bytes[body + 5] !== 1) throw new RangeError(`${bytes[body + 5]} components, expected one`);
      frame = { precision: bytes[body]!, rows: view.getUint16(body + 1), columns: view.getUint16(body + 3) };
      if (frame.precision < 2 || frame.precision > 16)
        throw new RangeError(`precision ${frame.precision}, expected 2 to 16 bits`);
    } else if (marker === 0xffda) {
      if (!frame) throw new RangeError("scan before its frame header");
      const scan = { table: bytes[body + 2]! >> 4, predictor: bytes[body + 3]!, pointTransform: bytes[body + 5]! & 15 };
      return { frame, scan, tables, restartInterval, dataStart: at + 2 + length };
    } else if (marker < 0xffc0 || (marker < 0xffd0 && marker !== 0xffcc && marker !== 0xffc8))
      throw new RangeError(`marker ${marker.toString(16)} does not belong to lossless JPEG`);
    at += 2 + length;
  }
}

/** For every 16-bit window that starts with a code: code length × 256 + symbol; 0 where no code fits. */
type HuffmanTable = Uint16Array;

function readTables(bytes: Uint8Array, tables: Map<number, HuffmanTable>): void {
  for (let at = 0; at < bytes.length; ) {
    const id = bytes[at]! & 15;
    const table = new Uint16Array(1 << 16);
    let symbol = at + 17;
    let window = 0;
    for (let length = 1; length <= 16; length++)
      for (let n = bytes[at + length]!; n > 0; n--) {
        const span = 1 << (16 - length);
        table.fill((length << 8) | bytes[symbol++]!, window, window + span);
        window += span;
      }
    tables.set(id, table);
    at = symbol;
  }
}

interface BitReader {
  readonly bytes: Uint8Array;
  at: number;
  /** the next `count` bits, right-aligned */
  word: number;
  count: number;
}

function nextDifference(bits: BitReader, table: HuffmanTable): number {
  const entry = table[peek16(bits)]!;
  if (entry === 0) throw new RangeError("a bit pattern that is no Huffman code");
  bits.count -= entry >> 8;
  if (bits.count < 0) throw new RangeError("the scan ends too early");
  const category = entry & 255;
  if (category === 0) return 0;
  if (category === 16) return 32768;
  const extra = peek16(bits) >> (16 - category);
  bits.count -= category;
  if (bits.count < 0) throw new RangeError("the scan ends too early");
  return extra < 1 << (category - 1) ? extra - (1 << category) + 1 : extra;
}

/** The next 16 bits, filled up with ones behind the last. */
function peek16(bits: BitReader): number {
  while (bits.count < 16 && fill(bits));
  if (bits.count >= 16) return (bits.word >>> (bits.count - 16)) & 0xffff;
  const missing = 16 - bits.count;
  return ((bits.word << missing) | ((1 << missing) - 1)) & 0xffff;
}

/** Takes one more byte of the scan; false at a marker. A byte FF of data is followed by a stuffed 00. */
function fill(bits: BitReader): boolean {
  const byte = bits.bytes[bits.at];
  if (byte === undefined || (byte === 0xff && bits.bytes[bits.at + 1] !== 0)) return false;
  bits.at += byte === 0xff ? 2 : 1;
  bits.word = ((bits.word & 0xffff) << 8) | byte;
  bits.count += 8;
  return true;
}

function skipRestartMarker(bits: BitReader): void {
  const marker = bits.bytes[bits.at + 1] ?? 0;
  if (bits.bytes[bits.at] !== 0xff || marker < 0xd0 || marker > 0xd7) throw new RangeError("a restart marker is missing");
  bits.at += 2;
  bits.word = 0;
  bits.count = 0;
}
