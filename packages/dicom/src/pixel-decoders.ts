import { decodeJpegLossless } from "./jpeg-lossless.ts";
import { decodeRle } from "./rle.ts";
import type { PixelCodec } from "./transfer-syntax.ts";

/** One unpacked frame. */
export interface DecodedFrame {
  readonly columns: number;
  readonly rows: number;
  readonly components: number;
  /** bits that a sample may use; samples stand right-aligned, negative ones in two's complement of the array's width */
  readonly bitsPerSample: number;
  readonly samples: Uint8Array | Uint16Array;
}

/** What a decoder may need to know from the header. */
export interface FrameLayout {
  readonly columns: number;
  readonly rows: number;
  readonly bitsAllocated: number;
}

/** Unpacks one frame's codestream. On damaged data it throws anything, or gives a frame of another size: `storedValues` names the error. */
export type PixelDecoder = (codestream: Uint8Array, layout: FrameLayout) => DecodedFrame;

/** One synchronous decoder for each way of packing pixels. */
export type PixelDecoders = Readonly<Record<Exclude<PixelCodec, "none" | "unsupported">, PixelDecoder>>;

/**
 * Loads the codecs (cornerstone's WebAssembly builds of CharLS, OpenJPEG, OpenJPH and libjpeg-turbo). Works in Node, in workers and in a browser.
 *
 * @param wasm the codecs' `.wasm` files, for hosts where these do not lie beside their scripts (a bundle, a browser);
 *   left out, each codec loads its own
 */
export async function createPixelDecoders(wasm: CodecBinaries = {}): Promise<PixelDecoders> {
  const [charls, openjpeg, openjph, libjpeg] = await Promise.all([
    import("@cornerstonejs/codec-charls/decodewasmjs").then(({ default: create }) => create(quiet(wasm.charls))),
    import("@cornerstonejs/codec-openjpeg/decodewasmjs").then(({ default: create }) => create(quiet(wasm.openjpeg))),
    import("@cornerstonejs/codec-openjph/wasmjs").then(({ default: create }) => create(quiet(wasm.openjph))),
    import("@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs").then(({ default: create }) =>
      create(quiet(wasm.libjpegTurbo)),
    ),
  ]);
  return {
    rle: decodeRle,
    "jpeg-8-bit": (codestream) => runCodec(new libjpeg.JPEGDecoder(), codestream),
    "jpeg-ls": (codestream) => runCodec(new charls.JpegLSDecoder(), codestream),
    "jpeg-2000": (codestream) => runCodec(new openjpeg.J2KDecoder(), codestream),
    htj2k: (codestream) => runCodec(new openjph.HTJ2KDecoder(), codestream),
    "jpeg-lossless": decodeJpegLossless,
  };
}

/** Contents of `charlswasm_decode.wasm`, `openjpegwasm_decode.wasm`, `openjphjs.wasm`, `libjpegturbowasm_decode.wasm`. */
export interface CodecBinaries {
  readonly charls?: Uint8Array;
  readonly openjpeg?: Uint8Array;
  readonly openjph?: Uint8Array;
  readonly libjpegTurbo?: Uint8Array;
}

/** The codecs would write a line per frame to the console. */
function quiet(wasmBinary: Uint8Array | undefined): EmscriptenOptions {
  return { print: () => {}, printErr: () => {}, ...(wasmBinary && { wasmBinary }) };
}

function runCodec(decoder: EmscriptenDecoder, codestream: Uint8Array): DecodedFrame {
  try {
    decoder.getEncodedBuffer(codestream.length).set(codestream);
    decoder.decode();
    const { width: columns, height: rows, componentCount: components, bitsPerSample } = decoder.getFrameInfo();
    // A copy: the codec's memory is used again for the next frame.
    const bytes = Uint8Array.from(decoder.getDecodedBuffer());
    const samples = bitsPerSample > 8 ? new Uint16Array(bytes.buffer, 0, bytes.length >> 1) : bytes;
    return { columns, rows, components, bitsPerSample, samples };
  } finally {
    decoder.delete();
  }
}
