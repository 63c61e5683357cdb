import { inflateSync } from "node:zlib";
import type { RasterImage } from "../src/figures/png.ts";

/** Reads a PNG by the standard's text alone: chunks, inflate, then the five filters. */
export function decodePng(file: Uint8Array): RasterImage {
  const view = new DataView(file.buffer, file.byteOffset);
  const data: Uint8Array[] = [];
  let header: Uint8Array = new Uint8Array(13);
  for (let at = 8; at < file.length; ) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...file.subarray(at + 4, at + 8));
    const body = file.subarray(at + 8, at + 8 + length);
    if (type === "IHDR") header = body;
    if (type === "IDAT") data.push(body);
    at += 12 + length;
  }
  const fields = new DataView(header.buffer, header.byteOffset);
  const [widthPx, heightPx] = [fields.getUint32(0), fields.getUint32(4)];
  const channels = header[9] === 2 ? 3 : 1;
  const rows = inflateSync(Buffer.concat(data));
  const stride = widthPx * channels;
  const pixels = new Uint8Array(stride * heightPx);
  for (let y = 0; y < heightPx; y++) {
    const filter = rows[y * (stride + 1)];
    for (let x = 0; x < stride; x++) {
      const left = x >= channels ? pixels[y * stride + x - channels]! : 0;
      const up = y > 0 ? pixels[(y - 1) * stride + x]! : 0;
      const upLeft = x >= channels && y > 0 ? pixels[(y - 1) * stride + x - channels]! : 0;
      const guess = left + up - upLeft;
      const order = [left, up, upLeft].map((value) => Math.abs(guess - value));
      const paeth = [left, up, upLeft][order.indexOf(Math.min(...order))]!;
      const predicted = [0, left, up, (left + up) >> 1, paeth][filter!]!;
      pixels[y * stride + x] = (rows[y * (stride + 1) + 1 + x]! + predicted) & 255;
    }
  }
  return { widthPx, heightPx, channels, pixels };
}
