import type { LiverAnatomy } from "@cantlie/anatomy";
import type { Vector3 } from "@cantlie/geometry";
import type { StageEvaluation } from "@cantlie/planning";
import type { ImageVolume, Kernels } from "@cantlie/volume";
import type { PatientFile, PlanDocument } from "@cantlie/workup";
import type { Deflate } from "./figures/png.ts";

/** The scan that everything rests on. */
export interface ScanFacts {
  /** ISO date */
  readonly acquiredOn?: string;
  readonly sliceThicknessMm?: number;
  /** distance between voxel centres along the stored axes */
  readonly spacingMm: Vector3;
  /** in words, without anything that identifies the patient: "portal-venous CT" */
  readonly description: string;
  readonly sourceKind: "DICOM" | "NIfTI" | "NRRD" | "labels only";
}

/** The only place for who the patient is. Appears in the report's heading and nowhere else. */
export interface ReportHeading {
  readonly patientName?: string;
  readonly birthDate?: string;
  readonly patientId?: string;
}

/** Everything that a report is made from. It does not matter how any of it was made. */
export interface ReportInput {
  /** plan.json */
  readonly document: PlanDocument;
  readonly scan: ScanFacts;
  readonly heading?: ReportHeading;
  /** patient.json; nothing in it says who the patient is */
  readonly patient?: PatientFile;
  /** plan.json of the version that this one takes the place of: the report says what changed */
  readonly previous?: PlanDocument;
  readonly anatomy: LiverAnatomy;
  /** on `anatomy.grid`; without it slices are drawn in flat grey */
  readonly image?: ImageVolume;
  /** by plan id, the plan's last stage; plans without an entry have no pictures */
  readonly evaluations: ReadonlyMap<string, StageEvaluation>;
  /** ISO date, shown as it is */
  readonly createdOn: string;
}

/** What the figures need from the world: voxel kernels and zlib compression. */
export interface ReportTools {
  readonly kernels: Pick<Kernels, "surfaceNets" | "distanceToMaskMm" | "connectedComponents">;
  readonly deflate: Deflate;
}
