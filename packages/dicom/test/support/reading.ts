import { inflateRawSync } from "node:zlib";
import { createPixelDecoders, DicomError, type SeriesOptions } from "@cantlie/dicom";

export const inflateRaw = (bytes: Uint8Array): Uint8Array => inflateRawSync(bytes);

export async function readingOptions(): Promise<SeriesOptions> {
  return { inflateRaw, decoders: await createPixelDecoders() };
}

/** The refusal that `read` ends in; anything else thrown, or nothing thrown, fails the test. */
export function refusalOf(read: () => unknown): DicomError {
  try {
    read();
  } catch (error) {
    if (error instanceof DicomError) return error;
    throw error;
  }
  throw new Error("expected a refusal, but it was read");
}
