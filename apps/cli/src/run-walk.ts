import { isAbsolute, join } from "node:path";
import { type ScanFacts } from "@cantlie/report";
import { createKernels, type Kernels } from "@cantlie/volume";
import { type Walked, walk } from "@cantlie/walk";
import { InputError, lesionNotesFile, parseInput, policyFrom, type ResectionsFile, resectionsFile } from "@cantlie/workup";
import type { DicomVolume } from "@cantlie/dicom";
import { CliError } from "./cli-error.ts";
import type { InputCaution } from "./input-caution.ts";
import { LABEL_OPTIONS, type LabelName, type LabelPaths } from "./label-options.ts";
import { matchGrid } from "./match-grid.ts";
import type { Progress } from "./progress.ts";
import { readBytes, readJson, sha256 } from "./read-file.ts";
import { labelsOnOneGrid } from "./read-labels.ts";
import { readPatient } from "./read-patient.ts";
import { type ReadVoxels, readVoxels } from "./read-voxels.ts";
import type { RunRequest } from "./run-file.ts";
import { SOFTWARE } from "./software.ts";

/** A work-up with what its reports need beside it. */
export interface WalkedRun extends Walked {
  readonly kernels: Kernels;
  readonly scan: ScanFacts;
  /** who the images are of, for the heading of a report only */
  readonly patientIdentity?: DicomVolume["patient"];
  readonly seconds: Readonly<Record<string, number>>;
}
