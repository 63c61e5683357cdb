import type { DicomCaution } from "./dicom-error.ts";
import type { Slice } from "./series-geometry.ts";

/** A caution if the pixels of any slice may differ from those acquired (Lossy Image Compression, PS3.3 C.7.6.1.1.5). */
export function lossCautions(slices: readonly Slice[]): readonly DicomCaution[] {
  const lossy = slices.filter(isLossy);
  if (lossy.length === 0) return [];
  const syntaxes = [...new Set(lossy.map(({ header }) => header.transferSyntax.name))];
  const message = `${lossy.length} of ${slices.length} images were compressed with loss (${syntaxes.join(", ")}): small vessels and lesions may be altered`;
  return [{ code: "dicom/lossy-pixels", message, details: { images: lossy.length, transferSyntaxes: syntaxes } }];
}

/** A syntax that allows loss counts as lossy unless the header denies it; one that forbids it may carry pixels lossy from before. */
function isLossy({ header, image }: Slice): boolean {
  const { lossy } = header.transferSyntax;
  return lossy === "always" || image.lossyCompressed === "yes" || (lossy === "perhaps" && image.lossyCompressed !== "no");
}
