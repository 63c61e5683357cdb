import type { Grid } from "@cantlie/volume";
import { chooseSeries, type JudgedSeries, judgeSeries } from "./choose-series.ts";
import { type ContrastPhase, statedContrastPhase } from "./contrast-phase.ts";
import { type DicomCaution, DicomError, type DicomErrorCode, type DicomErrorDetails } from "./dicom-error.ts";
import type { ParseOptions } from "./instance.ts";
import { axisLetters, planeName } from "./orientation-names.ts";
import { type DicomFile, type FileFailure, parseFiles, requireUndamaged } from "./parse-files.ts";
import { patientKey } from "./patient-identity.ts";
import { acceptScan, type FiledInstance, groupSeries } from "./series.ts";
import type { Slice } from "./series-geometry.ts";

/** What a folder holds, before anyone plans on it. Patients are numbered: no name, id or birth date is in it. */
export interface Inspection {
  readonly series: readonly InspectedSeries[];
  /** number of patients whose objects are in the folder */
  readonly patients: number;
  /** DICOM objects that are no CT or MR images: segmentations, reports, structure sets, directories */
  readonly otherObjects: readonly { readonly path: string; readonly name: string; readonly patient: number }[];
  /** files that are not DICOM, or damaged */
  readonly refusedFiles: readonly ({ readonly path: string } & InspectedRefusal)[];
  /** the series that `readVolume` takes, or why it takes none */
  readonly choice:
    | {
        readonly kind: "series";
        readonly seriesUid: string | undefined;
        readonly why: string;
        readonly cautions: readonly DicomCaution[];
      }
    | ({ readonly kind: "none" } & InspectedRefusal);
}

export interface InspectedRefusal {
  readonly code: DicomErrorCode;
  readonly message: string;
  readonly details: DicomErrorDetails;
}

/** One series of one patient. What the files do not state is undefined. */
export interface InspectedSeries {
  /** 1, 2, … in the order of their studies' UIDs */
  readonly patient: number;
  readonly studyUid: string | undefined;
  readonly seriesUid: string | undefined;
  readonly seriesNumber: number | undefined;
  readonly modality: string | undefined;
  readonly description: string | undefined;
  /** ISO date */
  readonly acquisitionDate: string | undefined;
  readonly contrastAgentGiven: boolean;
  readonly contrastPhase: ContrastPhase | undefined;
  readonly transferSyntaxes: readonly string[];
  readonly images: number;
  /** columns, rows of an image */
  readonly imageSize: readonly [number, number] | undefined;
  readonly pixelSpacingMm: readonly [number, number] | undefined;
  readonly sliceThicknessMm: number | undefined;
  readonly plane: "axial" | "coronal" | "sagittal" | "oblique" | undefined;
  /** where i, j, k of the volume run to, such as `LPS` */
  readonly axes: string | undefined;
  readonly geometry:
    | { readonly kind: "volume"; readonly grid: Grid; readonly cautions: readonly DicomCaution[] }
    | ({ readonly kind: "refused" } & InspectedRefusal);
  /** images of the series that are no slices */
  readonly setAside: readonly ({ readonly path: string } & InspectedRefusal)[];
  readonly paths: readonly string[];
}

/**
 * Tells what is in a folder: patients, series with the verdict on their geometry, other objects, damaged files, and
 * which series would be read. Pixels are not decoded and no file's bytes are kept, so `files` may be a generator that
 * reads one file at a time. The order of files does not matter.
 */
export function inspectFiles(files: Iterable<DicomFile>, options: ParseOptions): Inspection {
  // The pixel data is a view on the file: left out here, the file's bytes can go.
  const { kept: instances, failures } = parseFiles(files, options, ({ header, patient }, path) => ({ header, patient, path }));
  const numbers = numberPatients(instances);
  const patientNumber = (key: string) => numbers.get(key)!;
  const judged = groupSeries(instances, acceptScan).map(judgeSeries);
  const inSeries = new Set(judged.flatMap(({ series }) => pathsOf(series)));
  const otherObjects = instances
    .filter(({ path }) => !inSeries.has(path))
    .map(({ path, header, patient }) => ({ path, name: header.kindName, patient: patientNumber(patientKey(patient)) }));
  return {
    series: judged.map((one) => inspectSeries(one, patientNumber(one.series.patientKey), instances)),
    patients: numbers.size,
    otherObjects,
    refusedFiles: failures.map(({ path, error }) => ({ path, ...refusal(error) })),
    choice: inspectChoice(judged, failures),
  };
}

function numberPatients(instances: readonly FiledInstance[]): Map<string, number> {
  const firstStudy = new Map<string, string>();
  for (const { patient, header, path } of instances) {
    const key = patientKey(patient);
    const study = `${header.studyUid ?? ""}\n${path}`;
    if (study < (firstStudy.get(key) ?? "￿")) firstStudy.set(key, study);
  }
  const ordered = [...firstStudy].sort(([, a], [, b]) => (a < b ? -1 : 1));
  return new Map(ordered.map(([key], at) => [key, at + 1]));
}

function inspectSeries({ series, verdict }: JudgedSeries, patient: number, instances: readonly FiledInstance[]): InspectedSeries {
  const paths = pathsOf(series);
  const own = new Set(paths);
  const members = instances.filter(({ path }) => own.has(path));
  const first: FiledInstance & Partial<Slice> = series.slices[0] ?? members[0]!;
  const { header } = first;
  const image = header.image;
  const grid = verdict.kind === "volume" ? verdict.geometry.grid : undefined;
  return {
    patient,
    studyUid: header.studyUid,
    seriesUid: header.seriesUid,
    seriesNumber: header.seriesNumber,
    modality: header.modality,
    description: header.seriesDescription,
    acquisitionDate: header.acquisitionDate,
    contrastAgentGiven: header.contrastAgent !== undefined,
    contrastPhase: statedContrastPhase(header.seriesDescription),
    transferSyntaxes: [...new Set(members.map((member) => member.header.transferSyntax.name))],
    images: series.slices.length,
    imageSize: image && [image.columns, image.rows],
    pixelSpacingMm: image?.pixelSpacingMm,
    sliceThicknessMm: image?.sliceThicknessMm,
    plane: image?.orientation && planeName(image.orientation),
    axes: grid && axisLetters(grid.direction),
    geometry:
      grid && verdict.kind === "volume"
        ? { kind: "volume", grid, cautions: verdict.geometry.cautions }
        : { kind: "refused", ...refusal((verdict as { refusal: DicomError }).refusal) },
    setAside: series.setAside.map(({ path, refusal: reason }) => ({ path, ...refusal(reason) })),
    paths,
  };
}

function pathsOf(series: JudgedSeries["series"]): string[] {
  return [...series.slices.map(({ path }) => path), ...series.setAside.map(({ path }) => path)].sort();
}

/** What `readVolume` would do with the same files. */
function inspectChoice(judged: readonly JudgedSeries[], failures: readonly FileFailure[]): Inspection["choice"] {
  try {
    if (judged.length === 0) requireUndamaged(failures, undefined);
    const choice = chooseSeries(judged);
    requireUndamaged(failures, choice.series.seriesUid);
    return { kind: "series", seriesUid: choice.series.seriesUid, why: choice.why, cautions: choice.cautions };
  } catch (error) {
    if (error instanceof DicomError) return { kind: "none", ...refusal(error) };
    throw error;
  }
}

function refusal({ code, message, details }: DicomError): InspectedRefusal {
  return { code, message, details };
}
