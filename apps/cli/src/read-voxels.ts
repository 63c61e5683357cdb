import {
  createPixelDecoders,
  DicomError,
  type DicomFile,
  type DicomVolume,
  readLabelSeries,
  readSourceSeries,
  readVolume,
  type SourceSeries,
} from "@cantlie/dicom";
import { isGzip, isNifti, isNrrd, readImageFile, type VoxelImage } from "@cantlie/formats";
import { gunzipInBackground, gunzipNow, inflateRaw } from "./gzip.ts";
import type { InputCaution } from "./input-caution.ts";
import { filesBelow, readBytes, sha256 } from "./read-file.ts";

/** An image or label map that was read, on its own grid, from whatever kind of file. */
export interface ReadVoxels {
  readonly image: VoxelImage;
  readonly sha256: string;
  readonly cautions: readonly InputCaution[];
  readonly sourceKind: "DICOM" | "NIfTI" | "NRRD";
  /** what a DICOM series says beside its pixels */
  readonly dicom?: DicomVolume;
  /** what objects written for this DICOM series refer to; absent where the series cannot be referred to */
  readonly source?: SourceSeries;
}

/**
 * Reads the scan: a NIfTI or NRRD file, or a DICOM series from a folder. Several calls at once inflate on several cores.
 *
 * @throws CliError, FormatError or DicomError; the message names the path
 */
export async function readScan(path: string): Promise<ReadVoxels> {
  const files = voxelFiles(path);
  if (files.kind === "file") return readFile(path, files.bytes);
  const dicom = readVolume(files.files, { decoders: await createPixelDecoders(), inflateRaw });
  const { source, cautions } = sourceOf(files.files, dicom);
  return {
    image: dicom.volume,
    sha256: sha256(...files.files.map(({ bytes }) => bytes)),
    cautions: [...dicom.cautions.map(plainCaution), ...cautions],
    sourceKind: "DICOM",
    dicom,
    ...(source && { source }),
  };
}

/** A series that nothing can refer to is planned on all the same; only no segmentation can be written for it. */
function sourceOf(
  files: readonly DicomFile[],
  { paths, volume }: DicomVolume,
): { readonly source?: SourceSeries; readonly cautions: readonly InputCaution[] } {
  const own = new Set(paths);
  try {
    const bytes = files.flatMap((file) => (own.has(file.path) ? [file.bytes] : []));
    return { source: readSourceSeries(bytes, volume.grid, inflateRaw), cautions: [] };
  } catch (error) {
    if (!(error instanceof DicomError)) throw error;
    const message = `no segmentation and measurements can be written for this series: ${error.message}`;
    return { cautions: [{ code: "cli/series-without-reference", message, details: {} }] };
  }
}

/** Reads a mask or label map: a NIfTI or NRRD file, or a folder of mask DICOM, whose values are taken as stored. */
export async function readLabel(path: string): Promise<ReadVoxels> {
  const files = voxelFiles(path);
  if (files.kind === "file") return readFile(path, files.bytes);
  const { labels, cautions } = readLabelSeries(files.files, { decoders: await createPixelDecoders(), inflateRaw });
  return {
    image: labels,
    sha256: sha256(...files.files.map(({ bytes }) => bytes)),
    cautions: cautions.map(plainCaution),
    sourceKind: "DICOM",
  };
}

type VoxelFiles =
  | { readonly kind: "file"; readonly bytes: Uint8Array }
  | { readonly kind: "dicom"; readonly files: readonly DicomFile[] };

function voxelFiles(path: string): VoxelFiles {
  const paths = filesBelow(path);
  const first = paths[0] === undefined ? new Uint8Array() : readBytes(paths[0]);
  const isVoxelFile = isGzip(first) || isNifti(first) || isNrrd(first) || /\.(nii|nii\.gz|nrrd)$/i.test(path);
  if (paths.length === 1 && isVoxelFile) return { kind: "file", bytes: first };
  return { kind: "dicom", files: paths.map((file) => ({ path: file, bytes: readBytes(file) })) };
}

async function readFile(path: string, bytes: Uint8Array): Promise<ReadVoxels> {
  try {
    const unpacked = isGzip(bytes) ? await unpackedAhead(bytes) : undefined;
    const { image, cautions } = readImageFile(bytes, { inflate: unpacked === undefined ? gunzipNow : () => unpacked });
    return { image, sha256: sha256(bytes), cautions: cautions.map(plainCaution), sourceKind: isNrrd(bytes) ? "NRRD" : "NIfTI" };
  } catch (error) {
    if (error instanceof Error) error.message = `${path}: ${error.message}`;
    throw error;
  }
}

/** A damaged file is left to the reader, which says what is wrong with it. */
async function unpackedAhead(bytes: Uint8Array): Promise<Uint8Array | undefined> {
  try {
    return await gunzipInBackground(bytes);
  } catch {
    return undefined;
  }
}

/** A caution of another package as `plan.json` takes it. */
export function plainCaution(caution: {
  readonly code: string;
  readonly message: string;
  readonly details: Readonly<Record<string, unknown>>;
}): InputCaution {
  const details = Object.entries(caution.details).map(
    ([name, value]) => [name, isPlain(value) ? value : JSON.stringify(value)] as const,
  );
  return { code: caution.code, message: caution.message, details: Object.fromEntries(details) };
}

function isPlain(value: unknown): value is string | number | boolean {
  return ["string", "number", "boolean"].includes(typeof value);
}
