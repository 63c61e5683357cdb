import { concatenated } from "./write-instance.ts";

/** RLE of PS3.5 annex G for samples of `bytesPerSample`, high byte first; runs of three or more are repeated, others copied. */
export function encodeRle(samples: readonly number[], bytesPerSample: 1 | 2): Uint8Array {
  const segments = Array.from({ length: bytesPerSample }, (_, at) => {
    const shift = 8 * (bytesPerSample - 1 - at);
    return packBits(samples.map((sample) => (sample >> shift) & 0xff));
  });
  const header = new DataView(new ArrayBuffer(64));
  header.setUint32(0, segments.length, true);
  let offset = 64;
  segments.forEach((segment, at) => {
    header.setUint32(4 + 4 * at, offset, true);
    offset += segment.length;
  });
  return concatenated([new Uint8Array(header.buffer), ...segments]);
}

function packBits(bytes: readonly number[]): Uint8Array {
  const packed: number[] = [];
  for (let at = 0; at < bytes.length; ) {
    let run = 1;
    while (run < 128 && bytes[at + run] === bytes[at]) run++;
    if (run >= 3) {
      packed.push(257 - run, bytes[at]!);
      at += run;
      continue;
    }
    const start = at;
    while (at < bytes.length && at - start < 128 && !(bytes[at] === bytes[at + 1] && bytes[at] === bytes[at + 2])) at++;
    packed.push(at - start - 1, ...bytes.slice(start, at));
  }
  if (packed.length % 2 === 1) packed.push(0);
  return Uint8Array.from(packed);
}

export interface LosslessFrame {
  readonly columns: number;
  readonly rows: number;
  readonly precision: number;
  readonly predictor: number;
  /** rows between restart markers */
  readonly restartRows?: number;
}

/** Lossless JPEG (ITU T.81 annex H) with a Huffman table in which all 17 categories have five-bit codes. */
export function encodeJpegLossless(samples: readonly number[], frame: LosslessFrame): Uint8Array {
  const { columns, rows, precision, predictor, restartRows = 0 } = frame;
  const counts = [0, 0, 0, 0, 17, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0];
  const symbols = Array.from({ length: 17 }, (_, category) => category);
  const head = [
    ...[0xff, 0xd8],
    ...[0xff, 0xc4, 0, 19 + symbols.length, 0, ...counts, ...symbols],
    ...[0xff, 0xc3, 0, 11, precision, rows >> 8, rows & 255, columns >> 8, columns & 255, 1, 1, 0x11, 0],
    ...(restartRows ? [0xff, 0xdd, 0, 4, (restartRows * columns) >> 8, (restartRows * columns) & 255] : []),
    ...[0xff, 0xda, 0, 8, 1, 1, 0, predictor, 0, 0],
  ];
  const scan: number[] = [];
  const interval = restartRows || rows;
  for (let top = 0, marker = 0; top < rows; top += interval, marker++) {
    if (top > 0) scan.push(0xff, 0xd0 + ((marker - 1) % 8));
    scan.push(...entropyCoded(samples, frame, top, Math.min(rows, top + interval)));
  }
  return Uint8Array.from([...head, ...scan, 0xff, 0xd9]);
}

function entropyCoded(samples: readonly number[], frame: LosslessFrame, top: number, end: number): number[] {
  let bits = "";
  for (let y = top; y < end; y++)
    for (let x = 0; x < frame.columns; x++) {
      const difference = modulo16(samples[x + y * frame.columns]! - prediction(samples, frame, { x, y, top }));
      const category = difference === -32768 ? 16 : difference === 0 ? 0 : Math.floor(Math.log2(Math.abs(difference))) + 1;
      bits += category.toString(2).padStart(5, "0");
      const extra = difference < 0 ? difference + 2 ** category - 1 : difference;
      if (category > 0 && category < 16) bits += extra.toString(2).padStart(category, "0");
    }
  const bytes: number[] = [];
  for (let at = 0; at < bits.length; at += 8) {
    const byte = Number.parseInt(bits.slice(at, at + 8).padEnd(8, "1"), 2);
    bytes.push(byte, ...(byte === 255 ? [0] : []));
  }
  return bytes;
}

function modulo16(difference: number): number {
  return (difference << 16) >> 16;
}

function prediction(
  samples: readonly number[],
  frame: LosslessFrame,
  { x, y, top }: { x: number; y: number; top: number },
): number {
  const at = (dx: number, dy: number) => samples[x - dx + (y - dy) * frame.columns]!;
  if (y === top) return x === 0 ? 2 ** (frame.precision - 1) : at(1, 0);
  if (x === 0) return at(0, 1);
  const [a, b, c] = [at(1, 0), at(0, 1), at(1, 1)];
  return [a, b, c, a + b - c, a + ((b - c) >> 1), b + ((a - c) >> 1), (a + b) >> 1][frame.predictor - 1]!;
}
