import { createPixelDecoders, readStructures } from "@cantlie/dicom";
import { CliError } from "./cli-error.ts";
import { inflateRaw } from "./gzip.ts";
import type { InputCaution } from "./input-caution.ts";
import type { LabelName } from "./label-options.ts";
import { filesBelow, readBytes, sha256 } from "./read-file.ts";
import { plainCaution, type ReadVoxels } from "./read-voxels.ts";

/** Labels that one file holds, and what is to be said of it. */
export interface StructureFile {
  readonly labels: ReadonlyMap<LabelName, ReadVoxels>;
  readonly cautions: readonly InputCaution[];
}

/**
 * Reads a DICOM segmentation or structure set with several labels, on the grid of the scan where one is given.
 *
 * @throws CliError `cli/unknown-format` for a folder of several files; DicomError
 */
export async function readStructureFile(path: string, scan: ReadVoxels | undefined): Promise<StructureFile> {
  const paths = filesBelow(path);
  if (paths.length !== 1)
    throw new CliError(
      "cli/unknown-format",
      `--labels names ${paths.length} files, expected one DICOM SEG or RTSTRUCT file: ${path}`,
      {
        path,
        files: paths.length,
      },
    );
  const bytes = readBytes(paths[0]!);
  const read = readStructures(bytes, { inflateRaw, decoders: await createPixelDecoders() }, scan && placeOf(scan));
  const file = { sha256: sha256(bytes), cautions: [], sourceKind: "DICOM" as const };
  const labels = Object.entries(read.structures).map(
    ([label, values]) => [label as LabelName, { ...file, image: { grid: read.grid, values } }] as const,
  );
  return { labels: new Map(labels), cautions: read.cautions.map(plainCaution) };
}

function placeOf({ image, dicom, source }: ReadVoxels) {
  return {
    grid: image.grid,
    ...(dicom && { patient: dicom.patient, seriesUid: dicom.seriesUid }),
    ...(source && { frameOfReferenceUid: source.frameOfReferenceUid }),
  };
}

/** The labels of a structure file, each replaced by the file of its own where one was given. */
export function withStructures(
  given: ReadonlyMap<LabelName, ReadVoxels>,
  structures: StructureFile | undefined,
): { readonly read: ReadonlyMap<LabelName, ReadVoxels>; readonly cautions: readonly InputCaution[] } {
  if (!structures) return { read: given, cautions: [] };
  const twice = [...structures.labels.keys()].filter((label) => given.has(label));
  const replaced = twice.map((label) => ({
    code: "cli/label-given-twice",
    message: `${label}: the file of its own was taken, not the segment of --labels`,
    details: { label },
  }));
  return { read: new Map([...structures.labels, ...given]), cautions: [...structures.cautions, ...replaced] };
}
