import { writeNifti } from "@cantlie/formats";
import { dicomSeries, makePhantom, type Phantom, type PhantomOptions } from "@cantlie/phantoms";
import { gzipNow } from "./gzip.ts";
import { writeInto } from "./output-folder.ts";
import type { Progress } from "./progress.ts";

/** File names of a phantom's labels below `nifti/`, without ending; those of `plan`'s options. */
export const LABEL_FILES = {
  liver: "liver",
  lesions: "lesions",
  portalVein: "portal-vein",
  hepaticVein: "hepatic-vein",
  cava: "cava",
  bileDuct: "bile-duct",
  gallbladder: "gallbladder",
  couinaud: "couinaud",
} as const;

export interface PhantomRequest {
  readonly seed: number;
  readonly lesions: PhantomOptions["lesions"];
  readonly spacing?: readonly [number, number, number] | undefined;
}

/** Makes a phantom and writes it as DICOM and NIfTI with its truth; gives the names written. */
export async function writePhantom(folder: string, request: PhantomRequest, progress: Progress): Promise<string[]> {
  progress.at(0.05, "growing a liver and its vessels");
  const { seed, lesions, spacing } = request;
  const phantom = makePhantom({ seed, ...(lesions !== undefined && { lesions }), ...(spacing && { spacingMm: spacing }) });
  progress.at(0.8, "writing DICOM and NIfTI");
  for (const { name, bytes } of dicomSeries(phantom.ct, { seed })) writeInto(folder, `dicom/${name}`, bytes);
  writeInto(folder, "nifti/ct.nii.gz", gzipNow(writeNifti({ grid: phantom.grid, values: phantom.ct.values })));
  for (const [label, file] of labelFiles(phantom))
    writeInto(folder, `nifti/${file}.nii.gz`, gzipNow(writeNifti({ grid: phantom.grid, values: label })));
  writeInto(folder, "truth.json", `${JSON.stringify(phantom.truth, null, 1)}\n`);
  return ["dicom/", "nifti/", "truth.json"];
}

function labelFiles({ labels }: Phantom): [Uint8Array, string][] {
  return Object.entries(LABEL_FILES).map(([label, file]) => [labels[label as keyof typeof LABEL_FILES], file]);
}

/**
 * The demonstration patient: three metastases in the right liver that a right hemihepatectomy would clear at the price of a
 * remnant that is too small for this body, while wedges clear them and leave enough. A newcomer sees why plans are compared.
 */
export async function writeDemoPatient(folder: string, progress: Progress): Promise<void> {
  await writePhantom(folder, { seed: 3, lesions: 3 }, progress);
  const patient = {
    schemaVersion: 1,
    ageYears: 64,
    sex: "male",
    heightCm: 176,
    weightKg: 82,
    liver: { steatosis: "none", fibrosis: "none" },
  };
  writeInto(folder, "patient.json", `${JSON.stringify(patient, null, 2)}\n`);
}
