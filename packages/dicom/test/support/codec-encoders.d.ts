interface EmscriptenEncoder {
  getDecodedBuffer(frame: {
    width: number;
    height: number;
    bitsPerSample: number;
    componentCount: number;
    isSigned: boolean;
  }): Uint8Array;
  getEncodedBuffer(): Uint8Array;
  encode(): void;
  setQuality(reversible: boolean, quality: number): void;
  setNearLossless(near: number): void;
  delete(): void;
}

interface QuietOptions {
  print: (line: string) => void;
  printErr: (line: string) => void;
}

declare module "@cornerstonejs/codec-charls/wasmjs" {
  export default function create(options: QuietOptions): Promise<{ JpegLSEncoder: new () => EmscriptenEncoder }>;
}

declare module "@cornerstonejs/codec-openjpeg/wasmjs" {
  export default function create(options: QuietOptions): Promise<{ J2KEncoder: new () => EmscriptenEncoder }>;
}

declare module "jpeg-lossless-decoder-js" {
  export class Decoder {
    decode(buffer: ArrayBuffer, offset: number, length: number): Uint8Array | Uint16Array;
  }
}
