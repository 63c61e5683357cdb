/** Turns bytes into a zlib stream (RFC 1950), as PNG needs it: `zlibSync` of fflate or `deflateSync` of Node. */
export type Deflate = (bytes: Uint8Array) => Uint8Array;

/** Rows from top to bottom, pixels from left to right, one byte per channel. */
export interface RasterImage {
  readonly widthPx: number;
  readonly heightPx: number;
  /** 1 is grey, 3 is red, green, blue (sRGB) */
  readonly channels: 1 | 3;
  readonly pixels: Uint8Array;
}

const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
/** Filter type of the standard. */
const PAETH = 4;
const COLOUR_TYPE = { 1: 0, 3: 2 } as const;

/**
 * A PNG file (W3C PNG, third edition) of 8 bits per channel, not interlaced. Grey rows take the filter "Paeth", which suits the
 * noise of a scan; coloured ones none, as shading in few steps is smallest as it is.
 *
 * @throws RangeError if `pixels` does not have one value per pixel and channel
 */
export function encodePng(image: RasterImage, deflate: Deflate): Uint8Array {
  const { widthPx, heightPx, channels, pixels } = image;
  const expected = widthPx * heightPx * channels;
  if (pixels.length !== expected || expected === 0)
    throw new RangeError(`pixels has ${pixels.length} values, ${widthPx}×${heightPx}×${channels} needs ${expected}, at least 1`);
  const header = new Uint8Array(13);
  const fields = new DataView(header.buffer);
  fields.setUint32(0, widthPx);
  fields.setUint32(4, heightPx);
  header[8] = 8;
  header[9] = COLOUR_TYPE[channels];
  const chunks = [chunk("IHDR", header), chunk("IDAT", deflate(filterRows(image))), chunk("IEND", new Uint8Array(0))];
  const file = new Uint8Array(SIGNATURE.length + chunks.reduce((sum, bytes) => sum + bytes.length, 0));
  file.set(SIGNATURE);
  let at = SIGNATURE.length;
  for (const bytes of chunks) {
    file.set(bytes, at);
    at += bytes.length;
  }
  return file;
}

function filterRows(image: RasterImage): Uint8Array {
  const { widthPx, heightPx, channels, pixels } = image;
  const rowBytes = widthPx * channels;
  const filtered = new Uint8Array((rowBytes + 1) * heightPx);
  if (channels === 3) {
    for (let y = 0; y < heightPx; y++) filtered.set(pixels.subarray(y * rowBytes, (y + 1) * rowBytes), y * (rowBytes + 1) + 1);
    return filtered;
  }
  for (let y = 0, from = 0, to = 0; y < heightPx; y++) {
    filtered[to++] = PAETH;
    for (let x = 0; x < rowBytes; x++, from++, to++) {
      const left = x > 0 ? pixels[from - 1]! : 0;
      const up = y > 0 ? pixels[from - rowBytes]! : 0;
      const upLeft = x > 0 && y > 0 ? pixels[from - rowBytes - 1]! : 0;
      filtered[to] = pixels[from]! - paethPredictor(left, up, upLeft);
    }
  }
  return filtered;
}

function paethPredictor(left: number, up: number, upLeft: number): number {
  const toLeft = Math.abs(up - upLeft);
  const toUp = Math.abs(left - upLeft);
  const toUpLeft = Math.abs(left + up - 2 * upLeft);
  if (toLeft <= toUp && toLeft <= toUpLeft) return left;
  return toUp <= toUpLeft ? up : upLeft;
}

function chunk(type: string, data: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(data.length + 12);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  for (let i = 0; i < 4; i++) bytes[4 + i] = type.charCodeAt(i);
  bytes.set(data, 8);
  view.setUint32(data.length + 8, crc32(bytes.subarray(4, data.length + 8)));
  return bytes;
}

const CRC_TABLE = Uint32Array.from({ length: 256 }, (_, byte) => {
  let c = byte;
  for (let bit = 0; bit < 8; bit++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (let i = 0; i < bytes.length; i++) crc = CRC_TABLE[(crc ^ bytes[i]!) & 255]! ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}
