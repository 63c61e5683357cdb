import { deflateSync, inflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { base64 } from "../src/figures/base64.ts";
import { encodePng, type RasterImage } from "../src/figures/png.ts";

/** Reads a PNG by the standard's text alone: chunks, inflate, then the five filters. */
function decodePng(file: Uint8Array): RasterImage {
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

const deflate = (bytes: Uint8Array) => new Uint8Array(deflateSync(bytes));

describe("encodePng", () => {
  test("what an independent reader decodes is what was written, grey and colour, smooth and noisy", () => {
    const image = fc
      .record({
        widthPx: fc.integer({ min: 1, max: 23 }),
        heightPx: fc.integer({ min: 1, max: 17 }),
        channels: fc.constantFrom(1 as const, 3 as const),
        slope: fc.integer({ min: 0, max: 40 }),
        seed: fc.integer({ min: 0, max: 1e6 }),
      })
      .map(({ widthPx, heightPx, channels, slope, seed }): RasterImage => {
        const pixels = Uint8Array.from({ length: widthPx * heightPx * channels }, (_, i) =>
          slope > 20 ? (i * slope) & 255 : ((i + seed) * 2654435761) >>> 24,
        );
        return { widthPx, heightPx, channels, pixels };
      });
    fc.assert(
      fc.property(image, (written) => {
        expect(decodePng(encodePng(written, deflate))).toEqual(written);
      }),
      { seed: 1, numRuns: 200 },
    );
  });

  test("chunks carry the CRC of their type and data", () => {
    const file = encodePng({ widthPx: 1, heightPx: 1, channels: 1, pixels: Uint8Array.of(7) }, deflate);
    // The IEND chunk is the same in every PNG; its CRC stands in the standard's examples.
    expect([...file.subarray(-4)]).toEqual([0xae, 0x42, 0x60, 0x82]);
  });

  test("refuses pixels that do not fill the picture", () => {
    expect(() => encodePng({ widthPx: 2, heightPx: 2, channels: 3, pixels: new Uint8Array(11) }, deflate)).toThrow(RangeError);
  });
});

test("base64 is what every reader decodes", () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (bytes) => {
      expect(base64(bytes)).toBe(Buffer.from(bytes).toString("base64"));
    }),
    { seed: 1, numRuns: 200 },
  );
});
