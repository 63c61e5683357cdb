import { type DicomInstance, parseInstance, storedValues } from "@cantlie/dicom";
import createCharls from "@cornerstonejs/codec-charls/wasmjs";
import createOpenJpeg from "@cornerstonejs/codec-openjpeg/wasmjs";
import createOpenJph from "@cornerstonejs/codec-openjph/wasmjs";
import fc from "fast-check";
import { Decoder as IndependentLossless } from "jpeg-lossless-decoder-js";
import { describe, expect, test } from "vitest";
import { encodeJpegLossless, encodeRle } from "./support/encoders.ts";
import { inflateRaw, readingOptions, refusalOf } from "./support/reading.ts";
import { writeSlice } from "./support/synthetic-series.ts";
import type { Attributes } from "./support/write-instance.ts";

const { decoders } = await readingOptions();
const parse = (bytes: Uint8Array) => parseInstance(bytes, { inflateRaw });
// The JPEG 2000 encoder fails on images that are much smaller.
const [columns, rows] = [64, 49];

interface Bits {
  readonly allocated: 8 | 16;
  readonly stored: number;
  readonly signed: boolean;
}

function bitAttributes({ allocated, stored, signed }: Bits, highBit = stored - 1): Attributes {
  return {
    "00280100": ["US", [allocated]],
    "00280101": ["US", [stored]],
    "00280102": ["US", [highBit]],
    "00280103": ["US", [signed ? 1 : 0]],
  };
}

function packed(syntax: string, fragments: readonly Uint8Array[], bits: Bits): DicomInstance {
  const attributes = { ...bitAttributes(bits), "7fe00010": undefined };
  return parse(writeSlice({ columns, rows, attributes, write: { transferSyntaxUid: `1.2.840.10008.1.2.${syntax}`, fragments } }));
}

/** Noise over all values that the bits can hold, with both ends of the range; one image for each seed. */
function values({ stored, signed }: Bits): fc.Arbitrary<number[]> {
  const lowest = signed ? -(2 ** (stored - 1)) : 0;
  return fc.nat().map((seed) => {
    let state = seed;
    const noise = Array.from({ length: columns * rows }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return lowest + (state >>> (32 - stored));
    });
    return [lowest, lowest + 2 ** stored - 1, ...noise.slice(2)];
  });
}

const BITS: readonly Bits[] = [
  { allocated: 16, stored: 16, signed: true },
  { allocated: 16, stored: 16, signed: false },
  { allocated: 16, stored: 12, signed: true },
  { allocated: 16, stored: 12, signed: false },
  { allocated: 8, stored: 8, signed: false },
  { allocated: 8, stored: 8, signed: true },
  { allocated: 8, stored: 6, signed: true },
];

describe("uncompressed pixels", () => {
  test.each(BITS)("$stored of $allocated bits, signed $signed", (bits) => {
    const property = fc.property(values(bits), fc.nat(bits.allocated - bits.stored), fc.nat(0xffff), (pixels, low, overlay) => {
      const used = 2 ** bits.stored - 1;
      const words = pixels.map((pixel) => ((pixel & used) << low) | (overlay & ~(used << low) & (2 ** bits.allocated - 1)));
      const pixelData = bits.allocated === 16 ? words : Uint8Array.from(words);
      const attributes: Attributes = { ...bitAttributes(bits, low + bits.stored - 1), "7fe00010": ["OW", pixelData] };
      const instance = parse(writeSlice({ columns, rows, attributes }));
      expect([...storedValues(instance, decoders)]).toEqual(pixels);
    });
    fc.assert(property, { seed: 1, numRuns: 10 });
  });
});

describe("RLE", () => {
  test.each(BITS)("$stored of $allocated bits, signed $signed", (bits) => {
    const property = fc.property(values(bits), fc.nat(20), (pixels, cut) => {
      const frame = encodeRle(pixels, bits.allocated === 16 ? 2 : 1);
      const fragments = [frame.subarray(0, 2 * cut), frame.subarray(2 * cut)].filter(({ length }) => length > 0);
      expect([...storedValues(packed("5", fragments, bits), decoders)]).toEqual(pixels);
    });
    fc.assert(property, { seed: 2, numRuns: 10 });
  });

  test("a flat image is one run after another", () => {
    const flat = new Array<number>(columns * rows).fill(-1000);
    const bits: Bits = { allocated: 16, stored: 16, signed: true };
    const frame = encodeRle(flat, 2);
    expect(frame.length).toBeLessThan(64 + 2 * 2 * Math.ceil((columns * rows) / 128) + 2);
    expect([...storedValues(packed("5", [frame], bits), decoders)]).toEqual(flat);
    expect(refusalOf(() => storedValues(packed("5", [frame.subarray(0, -2)], bits), decoders)).code).toBe("dicom/bad-pixel-data");
  });
});

describe("lossless JPEG", () => {
  const predictors = [1, 2, 3, 4, 5, 6, 7];
  test.each(predictors)("predictor %i, with and without restarts, equals what was encoded", (predictor) => {
    const cases = fc.constantFrom(...BITS).chain((bits) => fc.tuple(fc.constant(bits), values(bits), fc.constantFrom(0, 1, 4)));
    const property = fc.property(cases, ([bits, pixels, restartRows]) => {
      const words = pixels.map((pixel) => pixel & (2 ** bits.stored - 1));
      const frame = encodeJpegLossless(words, { columns, rows, precision: bits.stored, predictor, restartRows });
      expect([...storedValues(packed("4.57", [frame], bits), decoders)]).toEqual(pixels);
    });
    fc.assert(property, { seed: 3, numRuns: 12 });
  });

  test("an independent decoder gives the same but for the last pixel, which it may lose", () => {
    const words = Array.from({ length: columns * rows }, (_, i) => (i * 2654435761) % 4096);
    const frame = encodeJpegLossless(words, { columns, rows, precision: 12, predictor: 1 });
    const independent = new IndependentLossless().decode(frame.slice().buffer, 0, frame.length);
    expect([...independent].slice(0, -1)).toEqual(words.slice(0, -1));
  });

  test("lossy or coloured codestreams under its name are refused", () => {
    const frame = encodeJpegLossless(new Array<number>(columns * rows).fill(7), { columns, rows, precision: 12, predictor: 1 });
    const bits: Bits = { allocated: 16, stored: 12, signed: false };
    const marker = frame.findIndex((byte, at) => byte === 0xff && frame[at + 1] === 0xc3);
    for (const [at, value] of [
      [marker + 1, 0xc0],
      [marker + 9, 3],
    ] as const) {
      const changed = frame.slice();
      changed[at] = value;
      expect(refusalOf(() => storedValues(packed("4.70", [changed], bits), decoders)).code).toBe("dicom/bad-pixel-data");
    }
  });
});

interface Encoder {
  getDecodedBuffer(frame: object): Uint8Array;
  getEncodedBuffer(): Uint8Array;
  encode(): void;
  setQuality?(reversible: boolean, quality: number): void;
}

function encodeWith(encoder: Encoder, pixels: readonly number[], bits: Bits): Uint8Array {
  const frame = {
    width: columns,
    height: rows,
    bitsPerSample: bits.stored,
    componentCount: 1,
    isSigned: bits.signed,
    isUsingColorTransform: false,
  };
  const words = bits.allocated === 16 ? new Uint8Array(Int16Array.from(pixels).buffer) : Uint8Array.from(pixels);
  encoder.getDecodedBuffer(frame).set(words);
  encoder.setQuality?.(true, 0);
  encoder.encode();
  return encoder.getEncodedBuffer().slice();
}

// One object each: the codec makes it its own module.
const quiet = () => ({ print: () => {}, printErr: () => {} });
const [charls, openjpeg, openjph] = await Promise.all([createCharls(quiet()), createOpenJpeg(quiet()), createOpenJph(quiet())]);

describe("codecs of WebAssembly give back exactly what their encoders took", () => {
  const unsigned = BITS.filter(({ signed }) => !signed);
  const signed16 = BITS.filter(({ allocated }) => allocated === 16);
  const cases: readonly (readonly [string, string, () => Encoder, readonly Bits[]])[] = [
    ["JPEG-LS", "4.80", () => new charls.JpegLSEncoder(), unsigned],
    ["JPEG 2000", "4.90", () => new openjpeg.J2KEncoder(), signed16],
    ["HTJ2K", "4.201", () => new openjph.HTJ2KEncoder(), signed16],
    ["HTJ2K RPCL", "4.202", () => new openjph.HTJ2KEncoder(), unsigned],
  ];
  test.each(cases)("%s", (_, syntax, encoder, allBits) => {
    for (const bits of allBits)
      fc.assert(
        fc.property(values(bits), (pixels) => {
          const frame = encodeWith(encoder(), pixels, bits);
          const half = frame.length >> 2;
          const instance = packed(syntax, [frame.subarray(0, 2 * half), frame.subarray(2 * half)], bits);
          expect([...storedValues(instance, decoders)]).toEqual(pixels);
        }),
        { seed: 4, numRuns: 5 },
      );
  });

  test.each(cases)("%s cut short is refused, never filled up", (_, syntax, encoder) => {
    const bits: Bits = { allocated: 16, stored: 16, signed: false };
    const pixels = Array.from({ length: columns * rows }, (_unused, i) => 30000 + 40 * (i % columns) + ((i * 7) % 13));
    const frame = encodeWith(encoder(), pixels, bits);
    for (const share of [0.3, 0.6, 0.9]) {
      const cut = frame.slice(0, Math.floor((share * frame.length) / 2) * 2);
      const { code } = refusalOf(() => storedValues(packed(syntax, [cut], bits), decoders));
      expect(["dicom/truncated", "dicom/bad-pixel-data"]).toContain(code);
    }
  });
});

describe("refused images", () => {
  test.each([
    [
      "colour",
      { "00280002": ["US", [3]], "00280004": ["CS", "RGB"], "7fe00010": ["OW", new Array<number>(18).fill(0)] },
      "dicom/colour-image",
    ],
    ["palette colour", { "00280004": ["CS", "PALETTE COLOR"] }, "dicom/colour-image"],
    [
      "several frames",
      { "00280008": ["IS", "2"], "7fe00010": ["OW", new Array<number>(24).fill(0)] },
      "dicom/enhanced-multiframe",
    ],
    ["enhanced CT", { "00080016": ["UI", "1.2.840.10008.5.1.4.1.1.2.1"] }, "dicom/enhanced-multiframe"],
    [
      "32 bits",
      { "00280100": ["US", [32]], "7fe00010": ["OW", new Array<number>(24).fill(0)] },
      "dicom/unsupported-pixel-encoding",
    ],
    ["more bits than allocated", { "00280101": ["US", [17]] }, "dicom/unsupported-pixel-encoding"],
    ["high bit below the bits stored", { "00280102": ["US", [3]] }, "dicom/unsupported-pixel-encoding"],
  ] as const)("%s", (_, attributes, code) => {
    const bytes = writeSlice({ attributes: attributes as unknown as Attributes });
    expect(refusalOf(() => storedValues(parse(bytes), decoders)).code).toBe(code);
  });

  test("a codestream of another size than the header's, or wider than its bits", () => {
    const bits: Bits = { allocated: 16, stored: 12, signed: false };
    const frame = encodeJpegLossless([1, 2, 3, 4], { columns: 2, rows: 2, precision: 12, predictor: 1 });
    expect(refusalOf(() => storedValues(packed("4.70", [frame], bits), decoders)).code).toBe("dicom/bad-pixel-data");
    const wide = encodeJpegLossless(new Array<number>(columns * rows).fill(5000), { columns, rows, precision: 16, predictor: 1 });
    expect(refusalOf(() => storedValues(packed("4.70", [wide], bits), decoders)).code).toBe("dicom/bad-pixel-data");
    const narrow = encodeJpegLossless(new Array<number>(columns * rows).fill(4095), {
      columns,
      rows,
      precision: 16,
      predictor: 1,
    });
    expect(storedValues(packed("4.70", [narrow], bits), decoders)[0]).toBe(4095);
  });
});
