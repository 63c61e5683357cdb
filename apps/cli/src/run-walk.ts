import { dirname, join } from "node:path";
import type { DicomVolume, SourceSeries } from "@cantlie/dicom";
import { maskFromImage } from "@cantlie/formats";
import type { ScanFacts } from "@cantlie/report";
import { createKernels, type Grid, type ImageVolume, type Kernels } from "@cantlie/volume";
import { type Walked, type WalkInput, walk } from "@cantlie/walk";
import {
  lesionNotesFile,
  type PatientFile,
  type PlanDocument,
  parseInput,
  policyFrom,
  type ResectionsFile,
  resectionsFile,
} from "@cantlie/workup";
import { CliError } from "./cli-error.ts";
import { LABEL_OPTIONS, type LabelName, type LabelPaths } from "./label-options.ts";
import { matchGrid } from "./match-grid.ts";
import type { Progress } from "./progress.ts";
import { readBytes, readJson, sha256 } from "./read-file.ts";
import { labelsOnOneGrid } from "./read-labels.ts";
import { readPatient } from "./read-patient.ts";
import { readPrevious } from "./read-previous.ts";
import { readStructureFile, withStructures } from "./read-structure-file.ts";
import { type ReadVoxels, readLabel, readScan } from "./read-voxels.ts";
import type { RunRequest } from "./run-file.ts";
import { SOFTWARE } from "./software.ts";
import { startVesselThread, type VesselThread } from "./vessel-thread.ts";

/** A work-up with what its reports need beside it. */
export interface WalkedRun extends Walked {
  readonly kernels: Kernels;
  /** on the labels' grid */
  readonly image?: ImageVolume;
  readonly scan: ScanFacts;
  readonly patient?: PatientFile;
  /** of the earlier scan that growth was measured from */
  readonly previous?: PlanDocument;
  /** who the images are of, for the heading of a report only */
  readonly patientIdentity?: DicomVolume["patient"];
  /** the DICOM series that the images came as, for objects that refer to it */
  readonly source?: SourceSeries;
}

/** Share of a run that is reading; the walk takes the rest. Measured on a 512×512×129 scan, rounded. */
const READING = 0.3;

/**
 * Reads what `request` names and walks it.
 *
 * @throws the coded errors of reading and of the walk
 */
export async function runWalk(request: RunRequest, progress: Progress): Promise<WalkedRun> {
  // started first, so that it is ready when the labels are read
  const thread = startVesselThread();
  try {
    return await readAndWalk(request, progress, thread);
  } finally {
    thread.close();
  }
}

async function readAndWalk(request: RunRequest, progress: Progress, thread: VesselThread): Promise<WalkedRun> {
  progress.at(0, "reading image and labels");
  const paths = labelPaths(request);
  const [scan, ...files] = await Promise.all([
    request.image ? readScan(request.image) : undefined,
    ...paths.map(([, path]) => readLabel(path)),
  ]);
  const given = new Map(paths.map(([label], n) => [label, files[n]!]));
  const structures = request.structures === undefined ? undefined : await readStructureFile(request.structures, scan);
  const { read, cautions: structureCautions } = withStructures(given, structures);
  const { labels, inputs, cautions } = labelsOnOneGrid(read, Object.fromEntries(paths), scan?.image.grid);
  const image = scan && imageVolume(scan);

  const input: WalkInput = {
    labels,
    ...(image && { image }),
    ...(scan?.dicom?.modality === "CT" && { scan: headersOf(scan.dicom) }),
    ...(request.patient !== undefined && { patient: readPatient(request.patient) }),
    policy: policyFrom(request.policy === undefined ? undefined : readJson(request.policy)),
    ...(request.resections !== undefined && { drawn: await readDrawn(request.resections, labels.grid) }),
    search: request.search,
    ...(request.lesionNotes !== undefined && {
      lesionNotes: parseInput(lesionNotesFile, readJson(request.lesionNotes), "lesion-notes/refused").lesions,
    }),
    ...(request.previous !== undefined && { previous: readPrevious(request.previous) }),
    inputs: [...(scan ? [{ role: "image", sha256: scan.sha256 }] : []), ...inputs, ...jsonInputs(request)],
    cautions: [...(scan?.cautions ?? []), ...structureCautions, ...cautions],
    software: SOFTWARE,
  };
  const kernels = createKernels();
  const walked = walk(input, {
    kernels,
    supplyVessels: thread.supplyVessels,
    progress: (fraction, step) => progress.at(READING + (1 - READING) * fraction, step),
  });
  return {
    ...walked,
    kernels,
    ...(image && { image }),
    ...(input.patient && { patient: input.patient }),
    ...(input.previous && { previous: input.previous.document }),
    scan: scanFacts(scan, labels.grid),
    ...(scan?.dicom && { patientIdentity: scan.dicom.patient }),
    ...(scan?.source && { source: scan.source }),
  };
}

function labelPaths(request: RunRequest): [LabelName, string][] {
  return LABEL_OPTIONS.flatMap(({ label }) => {
    const path = (request.labels as LabelPaths)[label];
    return path === undefined ? [] : [[label, path] as [LabelName, string]];
  });
}

/** A NIfTI or NRRD file does not say what its numbers are; a scan given to `plan` is a CT unless DICOM says otherwise. */
function imageVolume(scan: ReadVoxels): ImageVolume {
  return scan.dicom?.volume ?? { ...scan.image, quantity: "hu" };
}

async function readDrawn(path: string, grid: Grid): Promise<{ file: ResectionsFile; masks: Map<string, Uint8Array> }> {
  const file = parseInput(resectionsFile, readJson(path), "resections/refused");
  const names = file.plans.flatMap(({ stages }) =>
    stages.flatMap(({ resections }) => resections.flatMap((resection) => (resection.kind === "drawn" ? [resection.file] : []))),
  );
  const masks = new Map<string, Uint8Array>();
  for (const name of new Set(names)) {
    const drawn = await readLabel(join(dirname(path), name));
    const matched = matchGrid(maskFromImage(drawn.image).values, drawn.image.grid, grid);
    if ("difference" in matched)
      throw new CliError("cli/labels-on-another-grid", `${name} lies on another grid than the labels: ${matched.difference}`, {
        file: name,
      });
    masks.set(name, matched.values);
  }
  return { file, masks };
}

function jsonInputs(request: RunRequest): { role: string; sha256: string }[] {
  const previous = request.previous && join(request.previous, "plan.json");
  const paths = { ...request, ...(previous !== undefined && { previous }) };
  return (["patient", "policy", "resections", "lesionNotes", "previous"] as const).flatMap((role) => {
    const path = paths[role];
    return path === undefined ? [] : [{ role, sha256: sha256(readBytes(path)) }];
  });
}

function scanFacts(scan: ReadVoxels | undefined, grid: Grid): ScanFacts {
  const { dicom } = scan ?? {};
  return {
    ...(dicom && headersOf(dicom)),
    spacingMm: grid.spacingMm,
    description: dicom ? dicom.modality : scan ? "image without acquisition data" : "labels without an image",
    sourceKind: scan?.sourceKind ?? "labels only",
  };
}

function headersOf({ acquisitionDate, sliceThicknessMm }: DicomVolume): Pick<ScanFacts, "acquiredOn" | "sliceThicknessMm"> {
  return {
    ...(acquisitionDate !== undefined && { acquiredOn: acquisitionDate }),
    ...(sliceThicknessMm !== undefined && { sliceThicknessMm }),
  };
}
