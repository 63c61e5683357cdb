import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { createPixelDecoders } from "@cantlie/dicom";
import { expect, test } from "vitest";

const wasm = (name: string): Uint8Array => readFileSync(createRequire(import.meta.url).resolve(name));

test("codecs start from binaries that the host gives, as a bundle or a browser must", async () => {
  const decoders = await createPixelDecoders({
    charls: wasm("@cornerstonejs/codec-charls/decodewasm"),
    openjpeg: wasm("@cornerstonejs/codec-openjpeg/decodewasm"),
    openjph: wasm("@cornerstonejs/codec-openjph/wasm"),
    libjpegTurbo: wasm("@cornerstonejs/codec-libjpeg-turbo-8bit/decodewasm"),
  });
  expect(Object.keys(decoders).sort()).toEqual(["htj2k", "jpeg-2000", "jpeg-8-bit", "jpeg-lossless", "jpeg-ls", "rle"]);
});

test("a binary that is not the codec's is not quietly passed over", async () => {
  await expect(createPixelDecoders({ charls: Uint8Array.of(1, 2, 3, 4) })).rejects.toThrow();
});
