import { type DicomFile, type Inspection, inspectFiles } from "@cantlie/dicom";
import { isGzip, isNifti, isNrrd } from "@cantlie/formats";
import type { Grid } from "@cantlie/volume";
import { gunzipNow, inflateRaw } from "./gzip.ts";
import { filesBelow, readBytes } from "./read-file.ts";
import { readLabel } from "./read-voxels.ts";

/** A NIfTI or NRRD file: an image, a mask or a label map, as far as its values tell. */
export interface InspectedVoxelFile {
  readonly path: string;
  readonly verdict:
    | {
        readonly kind: "image" | "mask" | "labels";
        readonly grid: Grid;
        readonly values: string;
        readonly cautions: readonly string[];
      }
    | { readonly kind: "refused"; readonly code: string; readonly message: string };
}

export interface PathInspection {
  readonly dicom: Inspection;
  readonly voxelFiles: readonly InspectedVoxelFile[];
  /** what `plan --image` with this path would read, or why it would read nothing */
  readonly planWouldUse: string;
}

/** What is in a file or folder, before anyone plans on it. Nothing is decoded that need not be. */
export async function inspectPath(path: string): Promise<PathInspection> {
  const paths = filesBelow(path);
  const voxelPaths = paths.filter((file) => isVoxelFile(file));
  const others = paths.filter((file) => !voxelPaths.includes(file));
  const voxelFiles: InspectedVoxelFile[] = [];
  for (const file of voxelPaths) voxelFiles.push(await inspectVoxelFile(file));
  const dicom = inspectFiles(oneByOne(others), { inflateRaw });
  return { dicom, voxelFiles, planWouldUse: planWouldUse(path, paths, voxelFiles, dicom) };
}

function isVoxelFile(path: string): boolean {
  if (/\.(nii|nii\.gz|nrrd)$/i.test(path)) return true;
  const bytes = readBytes(path);
  if (isNifti(bytes) || isNrrd(bytes)) return true;
  if (!isGzip(bytes)) return false;
  try {
    return isNifti(gunzipNow(bytes));
  } catch {
    return false;
  }
}

/** One file's bytes at a time: a folder may hold gigabytes. */
function* oneByOne(paths: readonly string[]): Generator<DicomFile> {
  for (const path of paths) yield { path, bytes: readBytes(path) };
}

async function inspectVoxelFile(path: string): Promise<InspectedVoxelFile> {
  try {
    const { image, cautions } = await readLabel(path);
    const distinct = new Set<number>();
    let isWhole = true;
    for (const value of image.values) {
      if (!Number.isInteger(value)) isWhole = false;
      if (distinct.size <= 256) distinct.add(value);
    }
    const values = [...distinct].sort((a, b) => a - b);
    const inside = values.filter((value) => value !== 0);
    const isLabels = isWhole && values.length <= 256 && (values[0] ?? 0) >= 0;
    const kind = !isLabels ? "image" : inside.length <= 1 ? "mask" : "labels";
    return {
      path,
      verdict: {
        kind,
        grid: image.grid,
        values:
          kind === "image"
            ? `${values.length > 256 ? "more than 256" : values.length} different values`
            : inside.slice(0, 20).join(", "),
        cautions: cautions.map(({ code, message }) => `${code}: ${message}`),
      },
    };
  } catch (error) {
    if (error instanceof Error && "code" in error)
      return { path, verdict: { kind: "refused", code: String(error.code), message: error.message } };
    throw error;
  }
}

function planWouldUse(
  path: string,
  paths: readonly string[],
  voxelFiles: readonly InspectedVoxelFile[],
  dicom: Inspection,
): string {
  if (paths.length === 0) return "nothing: the folder is empty";
  if (paths.length === 1 && voxelFiles.length === 1) {
    const { verdict } = voxelFiles[0]!;
    return verdict.kind === "refused"
      ? `nothing: ${verdict.code}`
      : `${path}, as ${verdict.kind === "image" ? "the image" : `a ${verdict.kind} file`}`;
  }
  if (dicom.choice.kind === "series") return `the DICOM series of ${dicom.choice.why}`;
  if (voxelFiles.length > 0) return `no DICOM series here (${dicom.choice.code}); give the NIfTI or NRRD files one by one`;
  return `nothing: ${dicom.choice.code}: ${dicom.choice.message}`;
}
