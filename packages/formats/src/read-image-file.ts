import { FormatError } from "./format-error.ts";
import { type Inflate, isGzip } from "./gzip.ts";
import { isNifti } from "./nifti-header.ts";
import { isNrrd } from "./nrrd-header.ts";
import { readNifti } from "./read-nifti.ts";
import { readNrrd } from "./read-nrrd.ts";
import type { ReadImage } from "./voxel-image.ts";

/**
 * Reads a NIfTI or NRRD file, told apart by its content, not by its name.
 *
 * @throws FormatError `formats/unknown-format`, and those of {@link readNifti} and {@link readNrrd}
 */
export function readImageFile(bytes: Uint8Array, options: { readonly inflate: Inflate }): ReadImage {
  if (isNrrd(bytes)) return readNrrd(bytes, options);
  if (isGzip(bytes) || isNifti(bytes)) return readNifti(bytes, options);
  throw new FormatError("formats/unknown-format", {
    found: `${bytes.length} bytes that begin like neither NIfTI nor NRRD`,
    expected: "a .nii, .nii.gz, .nrrd or .seg.nrrd file",
    probably: bytes.length === 0 ? "the file was never written" : "the file is of another kind, or was changed in transfer",
  });
}
