import { determinant, dot, type Matrix3, scale, type Vector3 } from "@cantlie/geometry";
import { type VoxelArray, voxelCount } from "@cantlie/volume";
import type { Deflate } from "./gzip.ts";
import { bytesPerNumber, numberKindOf } from "./raw-values.ts";
import type { VoxelImage } from "./voxel-image.ts";

const DATATYPES = { uint8: 2, int16: 4, int32: 8, float32: 16, float64: 64, int8: 256, uint16: 512, uint32: 768 } as const;
/** nifti1.h: coordinates of the scanner. */
const SCANNER_ANATOMICAL = 1;
const MILLIMETRES = 2;

/**
 * Writes a NIfTI-1 file (or NIfTI-2 where asked or where an axis has more than 32767 voxels): little-endian, no intensity
 * scale, sform and qform both set to the same place. The same image gives the same bytes.
 *
 * @param options.deflate packs the file as `.nii.gz`; without it the file is a plain `.nii`
 * @throws RangeError if `image.values` does not have one value per voxel
 */
export function writeNifti(
  image: VoxelImage,
  options: { readonly deflate?: Deflate; readonly version?: 1 | 2 } = {},
): Uint8Array {
  const { grid, values } = image;
  if (values.length !== voxelCount(grid))
    throw new RangeError(`values has ${values.length} values, grid has ${voxelCount(grid)} voxels`);
  const version = options.version ?? (Math.max(...grid.size) > 32767 ? 2 : 1);
  const header = version === 1 ? headerV1(image) : headerV2(image);
  const file = new Uint8Array(header.length + values.byteLength);
  file.set(header);
  file.set(new Uint8Array(values.buffer, values.byteOffset, values.byteLength), header.length);
  return options.deflate ? options.deflate(file) : file;
}

function headerV1({ grid, values }: VoxelImage): Uint8Array {
  const bytes = new Uint8Array(352);
  const view = new DataView(bytes.buffer);
  const place = placement(grid.direction, grid.spacingMm, grid.originMm);
  view.setInt32(0, 348, true);
  for (const [at, n] of [3, ...grid.size, 1, 1, 1, 1].entries()) view.setInt16(40 + 2 * at, n, true);
  writeDatatype(view, 70, values);
  for (const [at, mm] of [place.qfac, ...grid.spacingMm].entries()) view.setFloat32(76 + 4 * at, mm, true);
  view.setFloat32(108, bytes.length, true);
  view.setFloat32(112, 1, true);
  view.setUint8(123, MILLIMETRES);
  view.setInt16(252, SCANNER_ANATOMICAL, true);
  view.setInt16(254, SCANNER_ANATOMICAL, true);
  for (const [at, mm] of place.numbers.entries()) view.setFloat32(256 + 4 * at, mm, true);
  bytes.set([0x6e, 0x2b, 0x31, 0], 344);
  return bytes;
}

function headerV2({ grid, values }: VoxelImage): Uint8Array {
  const bytes = new Uint8Array(544);
  const view = new DataView(bytes.buffer);
  const place = placement(grid.direction, grid.spacingMm, grid.originMm);
  view.setInt32(0, 540, true);
  bytes.set([0x6e, 0x2b, 0x32, 0, 0x0d, 0x0a, 0x1a, 0x0a], 4);
  writeDatatype(view, 12, values);
  for (const [at, n] of [3, ...grid.size, 1, 1, 1, 1].entries()) view.setBigInt64(16 + 8 * at, BigInt(n), true);
  for (const [at, mm] of [place.qfac, ...grid.spacingMm].entries()) view.setFloat64(104 + 8 * at, mm, true);
  view.setBigInt64(168, BigInt(bytes.length), true);
  view.setFloat64(176, 1, true);
  view.setInt32(344, SCANNER_ANATOMICAL, true);
  view.setInt32(348, SCANNER_ANATOMICAL, true);
  for (const [at, mm] of place.numbers.entries()) view.setFloat64(352 + 8 * at, mm, true);
  view.setInt32(500, MILLIMETRES, true);
  return bytes;
}

function writeDatatype(view: DataView, offset: number, values: VoxelArray): void {
  const kind = numberKindOf(values);
  view.setInt16(offset, DATATYPES[kind], true);
  view.setInt16(offset + 2, 8 * bytesPerNumber(kind), true);
}

/** Quaternion b c d, qoffset x y z and the three rows of the sform, in file order, RAS. */
function placement(direction: Matrix3, spacingMm: Vector3, originMm: Vector3): { qfac: 1 | -1; numbers: number[] } {
  const axes: Matrix3 = [lpsToRas(direction[0]), lpsToRas(direction[1]), lpsToRas(direction[2])];
  const origin = lpsToRas(originMm);
  const qfac = determinant(axes) < 0 ? -1 : 1;
  const rows = [0, 1, 2].flatMap((row) => [...axes.map((axis, n) => axis[row]! * spacingMm[n]!), origin[row]!]);
  return { qfac, numbers: [...quaternion([axes[0], axes[1], scale(axes[2], qfac)]), ...origin, ...rows] };
}

function lpsToRas(v: Vector3): Vector3 {
  return [0 - v[0], 0 - v[1], v[2] + 0];
}

/**
 * Vector part of the unit quaternion of a rotation, real part not negative.
 * Taken as the eigenvector with the largest component first (Shepperd 1978), stable for every angle.
 */
function quaternion(rotation: Matrix3): Vector3 {
  const [x, y, z] = rotation;
  const trace = x[0] + y[1] + z[2];
  const squares: [number, number, number, number] = [1 + trace, 1 + 2 * x[0] - trace, 1 + 2 * y[1] - trace, 1 + 2 * z[2] - trace];
  const largest = squares.indexOf(Math.max(...squares));
  const rows: [number, number, number, number][] = [
    [squares[0], y[2] - z[1], z[0] - x[2], x[1] - y[0]],
    [y[2] - z[1], squares[1], x[1] + y[0], z[0] + x[2]],
    [z[0] - x[2], x[1] + y[0], squares[2], y[2] + z[1]],
    [x[1] - y[0], z[0] + x[2], y[2] + z[1], squares[3]],
  ];
  const [a, b, c, d] = rows[largest]!;
  const norm = Math.hypot(a, b, c, d) * (a < 0 ? -1 : 1);
  const part: Vector3 = [b / norm + 0, c / norm + 0, d / norm + 0];
  // float32 rounding must not make the vector part longer than 1.
  const length = Math.sqrt(dot(part, part));
  return length > 1 ? scale(part, 1 / length) : part;
}
