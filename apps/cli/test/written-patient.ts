import { mkdirSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { gzipSync } from "node:zlib";
import { writeNifti } from "@cantlie/formats";
import { IDENTITY3, worldPoint } from "@cantlie/geometry";
import { type AnalyticShape, analyticMask, dicomSeries, type NamedBytes } from "@cantlie/phantoms";
import { type Grid, makeGrid, type VoxelArray, voxelCount } from "@cantlie/volume";
import { temporaryFolder } from "./run-cantlie.ts";

/** A small patient of closed forms: a liver of 1.3 L on the right, one lesion, a portal and a hepatic vein, a cava. */
export const GRID: Grid = makeGrid([80, 50, 40], [4, 4, 5], worldPoint(-160, -100, -100), IDENTITY3);

const capsule = (fromMm: [number, number, number], toMm: [number, number, number], radiusMm: number): AnalyticShape => ({
  kind: "capsule",
  fromMm: worldPoint(...fromMm),
  toMm: worldPoint(...toMm),
  radiusMm,
});

const SHAPES = {
  body: [{ kind: "ellipsoid", centreMm: worldPoint(0, 0, 0), radiiMm: [140, 90, 500] }],
  liver: [{ kind: "ellipsoid", centreMm: worldPoint(-50, -10, 0), radiiMm: [80, 65, 60] }],
  lesions: [{ kind: "sphere", centreMm: worldPoint(-90, -20, 10), radiusMm: 12 }],
  "portal-vein": [
    capsule([10, 20, -70], [-20, 10, -15], 7),
    capsule([-20, 10, -15], [-90, 10, -10], 6),
    capsule([-20, 10, -15], [10, -30, 10], 6),
  ],
  "hepatic-vein": [capsule([-10, 40, 38], [-80, 20, 15], 6), capsule([-5, 40, 38], [-20, -20, 10], 6)],
  cava: [capsule([-5, 52, -95], [-5, 52, 90], 10)],
} as const satisfies Readonly<Record<string, readonly AnalyticShape[]>>;

/** One byte per voxel of `GRID`, 1 inside; a new array on every call. */
export function maskOf(name: keyof typeof SHAPES): Uint8Array {
  return analyticMask(GRID, SHAPES[name]).values;
}

/** Voxels of `GRID` inside the liver or a lesion. */
export function organMl(): number {
  const lesions = maskOf("lesions");
  return (maskOf("liver").reduce<number>((sum, inside, at) => sum + (inside | lesions[at]!), 0) * 4 * 4 * 5) / 1000;
}

/** Water in air, enough to tell the sides of a body. */
export function scanValues(): Int16Array {
  return Int16Array.from(maskOf("body"), (inside) => (inside === 1 ? 40 : -1000));
}

/** The scan as DICOM, one file per slice. */
export function scanFiles(): readonly NamedBytes[] {
  return dicomSeries({ grid: GRID, values: scanValues(), quantity: "hu" }, { seed: 1 });
}

export function niftiGz(values: VoxelArray, grid: Grid = GRID): Uint8Array {
  if (values.length !== voxelCount(grid)) throw new RangeError(`${values.length} values, grid has ${voxelCount(grid)} voxels`);
  return gzipSync(writeNifti({ grid, values }), { level: 1 });
}

/** Writes below a folder and gives the path. */
export function write(folder: string, name: string, content: Uint8Array | string): string {
  const path = join(folder, name);
  mkdirSync(dirname(path), { recursive: true });
  writeFileSync(path, content);
  return path;
}

export function writeScan(folder: string, files: readonly NamedBytes[]): string {
  for (const { name, bytes } of files) write(folder, name, bytes);
  return folder;
}

export interface WrittenPatient {
  readonly folder: string;
  readonly image: string;
  /** option and path of each label */
  readonly labels: Readonly<Record<"--liver" | "--lesions" | "--portal-vein" | "--hepatic-vein" | "--cava", string>>;
  readonly patient: string;
}

export const PATIENT = { schemaVersion: 1, ageYears: 64, sex: "male", heightCm: 176, weightKg: 82 } as const;

/** Writes the patient into a new temporary folder: DICOM, NIfTI labels and patient.json. */
export function writePatient(): WrittenPatient {
  const folder = temporaryFolder();
  const label = (name: keyof typeof SHAPES): string => write(folder, `labels/${name}.nii.gz`, niftiGz(maskOf(name)));
  return {
    folder,
    image: writeScan(join(folder, "dicom"), scanFiles()),
    labels: {
      "--liver": label("liver"),
      "--lesions": label("lesions"),
      "--portal-vein": label("portal-vein"),
      "--hepatic-vein": label("hepatic-vein"),
      "--cava": label("cava"),
    },
    patient: write(folder, "patient.json", JSON.stringify(PATIENT)),
  };
}

/** `plan`'s arguments for a patient, some options exchanged or (undefined) left out. */
export function planArguments(written: WrittenPatient, changes: Readonly<Record<string, string | undefined>> = {}): string[] {
  const options = { "--image": written.image, ...written.labels, "--patient": written.patient, ...changes };
  return ["plan", ...Object.entries(options).flatMap(([option, value]) => (value === undefined ? [] : [option, value]))];
}
