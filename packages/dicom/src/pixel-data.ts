import type { DataSet } from "dicom-parser";
import { valueBytes } from "./data-set.ts";
import { DicomError } from "./dicom-error.ts";
import type { ImageHeader } from "./instance.ts";
import type { TransferSyntax } from "./transfer-syntax.ts";

/** An image's pixels as the file holds them; views on the file's bytes. */
export type PixelData =
  | { readonly kind: "plain"; readonly bytes: Uint8Array; readonly bigEndian: boolean }
  | { readonly kind: "fragments"; readonly fragments: readonly Uint8Array[] };

/**
 * Finds Pixel Data (7FE0,0010) and proves that it is whole; undefined if the object has none of it.
 *
 * @throws DicomError `dicom/truncated` if there are fewer bytes than the header promises, `dicom/malformed` if pixels are
 *   encapsulated where the transfer syntax says plain, or the reverse
 */
export function readPixelData(dataSet: DataSet, syntax: TransferSyntax, image: ImageHeader): PixelData | undefined {
  const element = dataSet.elements.x7fe00010;
  if (!element) return undefined;
  if (element.fragments) {
    if (syntax.codec === "none") throw disagreement(syntax, "in compressed fragments");
    const fragments = element.fragments.map(({ position, length }) => dataSet.byteArray.subarray(position, position + length));
    return { kind: "fragments", fragments };
  }
  if (syntax.codec !== "none") throw disagreement(syntax, "uncompressed");
  const bytes = valueBytes(dataSet, "x7fe00010") ?? new Uint8Array();
  const expected = Math.ceil((image.rows * image.columns * image.frames * image.samplesPerPixel * image.bitsAllocated) / 8);
  // YBR_FULL_422 keeps fewer samples than samplesPerPixel says; colour is refused later by its own code.
  if (bytes.length < expected && image.samplesPerPixel === 1)
    throw new DicomError("dicom/truncated", `pixel data holds ${bytes.length} bytes, the header promises ${expected}`, {
      foundBytes: bytes.length,
      expectedBytes: expected,
    });
  return { kind: "plain", bytes, bigEndian: syntax.bigEndian };
}

function disagreement(syntax: TransferSyntax, found: string): DicomError {
  return new DicomError(
    "dicom/malformed",
    `pixels lie ${found}, but the transfer syntax is ${syntax.name}: the file's head is wrong`,
    {
      transferSyntaxUid: syntax.uid,
    },
  );
}
