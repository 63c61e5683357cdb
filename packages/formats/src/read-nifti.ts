import type { Vector3 } from "@cantlie/geometry";
import type { FormatCaution } from "./caution.ts";
import { FormatError } from "./format-error.ts";
import { gunzip, type Inflate, isGzip } from "./gzip.ts";
import { type NiftiHeader, parseNiftiHeader } from "./nifti-header.ts";
import { niftiGrid } from "./nifti-orientation.ts";
import { bytesPerNumber, type NumberKind, rawValues, refuseNonFiniteVoxels } from "./raw-values.ts";
import { scaledValues } from "./scaled-values.ts";
import type { ReadImage } from "./voxel-image.ts";

/** Datatype codes of nifti1.h that hold one real number per voxel. */
const KINDS: Readonly<Record<number, NumberKind>> = {
  2: "uint8",
  4: "int16",
  8: "int32",
  16: "float32",
  64: "float64",
  256: "int8",
  512: "uint16",
  768: "uint32",
  1024: "int64",
  1280: "uint64",
};

/**
 * Reads a NIfTI-1 or NIfTI-2 file, packed or not, in either byte order, as values on a grid in LPS mm.
 *
 * Voxels stay in the file's order. They are a view of the unpacked bytes where these need no conversion, so do not change
 * `bytes` afterwards.
 *
 * @param options.inflate unpacks gzip; needed for `.nii.gz`
 * @throws FormatError if header, geometry or length cannot be trusted
 */
export function readNifti(bytes: Uint8Array, options: { readonly inflate: Inflate }): ReadImage {
  const unpacked = isGzip(bytes) ? gunzip(bytes, options.inflate) : { bytes, cautions: [] };
  const header = parseNiftiHeader(unpacked.bytes);
  const size = gridSize(header);
  const kind = numberKind(header);
  const { grid, cautions } = niftiGrid(header, size);

  const offset = dataOffset(header);
  const count = size[0] * size[1] * size[2];
  const raw = rawValues(unpacked.bytes, { offset, count, kind, littleEndian: header.littleEndian });
  const scale = rescale(header);
  const values = scaledValues(raw, scale.slope, scale.intercept);
  refuseNonFiniteVoxels(values);
  return {
    image: { grid, values },
    cautions: [
      ...unpacked.cautions,
      ...cautions,
      ...scale.cautions,
      ...trailing(unpacked.bytes.length - offset - count * bytesPerNumber(kind)),
    ],
  };
}

function gridSize(header: NiftiHeader): Vector3 {
  const rank = header.dimensions[0]!;
  if (!Number.isInteger(rank) || rank < 1 || rank > 7) throw badHeader(`${rank} dimensions`, "between 1 and 7");
  const size = [1, 2, 3, 4, 5, 6, 7].map((axis) => (axis <= rank ? header.dimensions[axis]! : 1));
  if (size.some((n) => n < 1))
    throw new FormatError("formats/empty-size", {
      found: `an image of ${size.slice(0, rank).join(" × ")} voxels`,
      expected: "at least one voxel along each axis",
      probably: "the header was not filled in, or is damaged",
      details: { size },
    });
  if (size.slice(3).some((n) => n > 1))
    throw new FormatError("formats/not-3d", {
      found: `${size.slice(0, rank).join(" × ")} values`,
      expected: "one volume of three dimensions",
      probably: "a series over time, or several channels: save the wanted volume alone",
      details: { size },
    });
  return [size[0]!, size[1]!, size[2]!];
}

function numberKind(header: NiftiHeader): NumberKind {
  const kind = KINDS[header.datatype];
  if (kind === undefined)
    throw new FormatError("formats/unsupported-datatype", {
      found: `datatype ${header.datatype}`,
      expected: `one real number per voxel (${Object.values(KINDS).join(", ")})`,
      probably: "a colour or complex image, which is neither a CT nor a label map",
      details: { datatype: header.datatype },
    });
  if (header.bitsPerVoxel !== 8 * bytesPerNumber(kind))
    throw badHeader(`${header.bitsPerVoxel} bits per voxel for ${kind}`, `${8 * bytesPerNumber(kind)}`);
  return kind;
}

function dataOffset(header: NiftiHeader): number {
  const least = header.version === 1 ? 352 : 544;
  if (!Number.isFinite(header.dataOffset)) throw notANumber("the offset of the voxels");
  if (!Number.isInteger(header.dataOffset) || header.dataOffset < least)
    throw badHeader(`voxels that begin at byte ${header.dataOffset}`, `byte ${least} or later`);
  return header.dataOffset;
}

function rescale(header: NiftiHeader): { slope: number; intercept: number; cautions: FormatCaution[] } {
  const { slope, intercept } = header;
  // nifti1.h: a slope of 0 means that none is set.
  if (slope === 0) return { slope: 1, intercept: 0, cautions: [] };
  if (Number.isFinite(slope) && Number.isFinite(intercept)) return { slope, intercept, cautions: [] };
  if (Number.isFinite(slope)) throw notANumber("the intercept of the intensity scale");
  const message =
    "the slope of the intensity scale is not a number, which some programs write for none: values were taken as stored";
  return { slope: 1, intercept: 0, cautions: [{ code: "formats/scale-ignored", message, details: {} }] };
}

function trailing(extraBytes: number): FormatCaution[] {
  if (extraBytes <= 0) return [];
  const message = `${extraBytes} bytes follow the voxels that the header announces`;
  return [{ code: "formats/trailing-data", message, details: { extraBytes } }];
}

function badHeader(found: string, expected: string): FormatError {
  return new FormatError("formats/bad-header", { found, expected, probably: "the header is damaged" });
}

function notANumber(what: string): FormatError {
  return new FormatError("formats/not-a-number", {
    found: `${what}, which is not a number`,
    expected: "a finite number",
    probably: "the header is damaged",
  });
}
