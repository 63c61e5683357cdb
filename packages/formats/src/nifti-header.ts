import { FormatError } from "./format-error.ts";

/** What the first 348 (NIfTI-1) or 540 (NIfTI-2) bytes say, numbers as they stand there; frames still RAS. */
export interface NiftiHeader {
  readonly version: 1 | 2;
  readonly littleEndian: boolean;
  readonly dimensions: readonly number[];
  readonly datatype: number;
  readonly bitsPerVoxel: number;
  /** qfac, then the steps along each axis */
  readonly pixdim: readonly number[];
  readonly dataOffset: number;
  readonly slope: number;
  readonly intercept: number;
  readonly spaceUnit: number;
  readonly qformCode: number;
  readonly sformCode: number;
  /** b, c, d of the unit quaternion */
  readonly quaternion: readonly [number, number, number];
  readonly qoffset: readonly [number, number, number];
  /** three rows of four */
  readonly srows: readonly (readonly [number, number, number, number])[];
}

/** Byte offsets: nifti1.h (2007) and nifti2.h (2011) of https://nifti.nimh.nih.gov */
const LAYOUT = {
  1: {
    bytes: 348,
    magic: 344,
    dim: 40,
    datatype: 70,
    bitpix: 72,
    pixdim: 76,
    voxOffset: 108,
    slope: 112,
    units: 123,
    codes: 252,
  },
  2: { bytes: 540, magic: 4, dim: 16, datatype: 12, bitpix: 14, pixdim: 104, voxOffset: 168, slope: 176, units: 500, codes: 344 },
} as const;

/** @throws FormatError `formats/not-nifti` | `formats/nifti-pair` | `formats/truncated` */
export function parseNiftiHeader(bytes: Uint8Array): NiftiHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { version, littleEndian } = recognise(view);
  const at = LAYOUT[version];
  if (bytes.length < at.bytes + 4)
    throw new FormatError("formats/truncated", {
      found: `${bytes.length} bytes`,
      expected: `at least the ${at.bytes + 4} bytes of a NIfTI-${version} header`,
      probably: "the file was cut off in transfer",
    });
  checkMagic(bytes, version);

  const int16 = (offset: number) => view.getInt16(offset, littleEndian);
  const int32 = (offset: number) => view.getInt32(offset, littleEndian);
  const float32 = (offset: number) => view.getFloat32(offset, littleEndian);
  const float64 = (offset: number) => view.getFloat64(offset, littleEndian);
  const int64 = (offset: number) => Number(view.getBigInt64(offset, littleEndian));
  const real = version === 1 ? float32 : float64;
  const realBytes = version === 1 ? 4 : 8;
  const code = version === 1 ? int16 : int32;
  const codeBytes = version === 1 ? 2 : 4;
  const reals = (offset: number, count: number) => Array.from({ length: count }, (_, n) => real(offset + n * realBytes));
  const frame = at.codes + 2 * codeBytes;
  return {
    version,
    littleEndian,
    dimensions: Array.from({ length: 8 }, (_, n) => (version === 1 ? int16(at.dim + 2 * n) : int64(at.dim + 8 * n))),
    datatype: int16(at.datatype),
    bitsPerVoxel: int16(at.bitpix),
    pixdim: reals(at.pixdim, 8),
    dataOffset: version === 1 ? float32(at.voxOffset) : int64(at.voxOffset),
    slope: real(at.slope),
    intercept: real(at.slope + realBytes),
    spaceUnit: (version === 1 ? view.getUint8(at.units) : int32(at.units)) & 7,
    qformCode: code(at.codes),
    sformCode: code(at.codes + codeBytes),
    quaternion: reals(frame, 3) as [number, number, number],
    qoffset: reals(frame + 3 * realBytes, 3) as [number, number, number],
    srows: [0, 1, 2].map((row) => reals(frame + (6 + 4 * row) * realBytes, 4) as [number, number, number, number]),
  };
}

/** True if `bytes` (unpacked) begin with the size of a NIfTI header in either byte order. */
export function isNifti(bytes: Uint8Array): boolean {
  if (bytes.length < 4) return false;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return [348, 540].some((size) => view.getInt32(0, true) === size || view.getInt32(0, false) === size);
}

function recognise(view: DataView): { version: 1 | 2; littleEndian: boolean } {
  for (const version of [1, 2] as const)
    for (const littleEndian of [true, false])
      if (view.byteLength >= 4 && view.getInt32(0, littleEndian) === LAYOUT[version].bytes) return { version, littleEndian };
  throw new FormatError("formats/not-nifti", {
    found: view.byteLength < 4 ? `${view.byteLength} bytes` : `a file that begins with ${view.getInt32(0, true)}`,
    expected: "a header of 348 (NIfTI-1) or 540 bytes (NIfTI-2), which is what its first number says",
    probably: "the file is of another kind, or was cut off or changed in transfer",
  });
}

function checkMagic(bytes: Uint8Array, version: 1 | 2): void {
  const magic = String.fromCharCode(...bytes.subarray(LAYOUT[version].magic, LAYOUT[version].magic + 3));
  if (magic === `n+${version}`) return;
  if (magic === `ni${version}`)
    throw new FormatError("formats/nifti-pair", {
      found: "a header whose voxels are in another file (.hdr with .img)",
      expected: "one file with header and voxels (.nii or .nii.gz)",
      probably: "the pair has to be saved as one NIfTI file first",
    });
  throw new FormatError("formats/not-nifti", {
    found: "a header of NIfTI's size without its magic word",
    expected: `"n+${version}"`,
    probably: "an Analyze 7.5 file, which does not say where left and right are",
  });
}
