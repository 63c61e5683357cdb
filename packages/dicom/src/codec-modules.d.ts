// The codec packages carry no type declarations. These describe only what pixel-decoders.ts calls.

interface EmscriptenOptions {
  print: (line: string) => void;
  printErr: (line: string) => void;
  wasmBinary?: Uint8Array;
}

interface EmscriptenDecoder {
  /** memory of the codec, to be filled with the codestream */
  getEncodedBuffer(byteLength: number): Uint8Array;
  decode(): void;
  getDecodedBuffer(): Uint8Array | Uint8ClampedArray;
  getFrameInfo(): { width: number; height: number; bitsPerSample: number; componentCount: number; isSigned?: boolean };
  delete(): void;
}

declare module "@cornerstonejs/codec-charls/decodewasmjs" {
  export default function create(options: EmscriptenOptions): Promise<{ JpegLSDecoder: new () => EmscriptenDecoder }>;
}

declare module "@cornerstonejs/codec-openjpeg/decodewasmjs" {
  export default function create(options: EmscriptenOptions): Promise<{ J2KDecoder: new () => EmscriptenDecoder }>;
}

declare module "@cornerstonejs/codec-openjph/wasmjs" {
  // The encoder is in the same build; tests use it.
  export default function create(
    options: EmscriptenOptions,
  ): Promise<{ HTJ2KDecoder: new () => EmscriptenDecoder; HTJ2KEncoder: new () => EmscriptenEncoder }>;
}

declare module "@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasmjs" {
  export default function create(options: EmscriptenOptions): Promise<{ JPEGDecoder: new () => EmscriptenDecoder }>;
}
