import { deflateSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { base64 } from "../src/figures/base64.ts";
import { encodePng, type RasterImage } from "../src/figures/png.ts";
import { decodePng } from "./decode-png.ts";

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
