import type { InspectedSeries } from "@cantlie/dicom";
import type { Grid } from "@cantlie/volume";
import { Command } from "commander";
import { type InspectedVoxelFile, inspectPath, type PathInspection } from "../inspect-path.ts";
import { type GlobalOptions, withGlobalOptions } from "./global-options.ts";

/** `inspect`: what is in a file or folder, and what `plan` would use of it. No names, ids or birth dates are printed. */
export function inspectCommand(): Command {
  const command = new Command("inspect")
    .description("what is in this file or folder: patients, series, geometry verdict, label maps, and what plan would use")
    .argument("<path>", "a file or folder of DICOM, NIfTI or NRRD");
  return withGlobalOptions(command, "cantlie inspect dicom/").action(async (path: string, options: GlobalOptions) => {
    const inspection = await inspectPath(path);
    console.log(options.json ? JSON.stringify({ schemaVersion: 1, ...inspection }) : inspectionText(inspection));
  });
}

function inspectionText({ dicom, voxelFiles, planWouldUse }: PathInspection): string {
  const lines = [
    ...(dicom.patients > 1 ? [`${dicom.patients} patients: their images are never put together`] : []),
    ...dicom.series.flatMap(seriesLines),
    ...voxelFiles.flatMap(voxelFileLines),
    ...dicom.otherObjects.map(({ path, name }) => `${path}: ${name}, not an image`),
    ...dicom.refusedFiles.map(({ path, code, message }) => `${path}: refused (${code}): ${message}`),
    `plan --image would use: ${planWouldUse}`,
  ];
  return lines.join("\n");
}

function seriesLines(series: InspectedSeries): string[] {
  const { geometry } = series;
  const facts = [
    series.modality ?? "unknown modality",
    ...(series.description === undefined ? [] : [`"${series.description}"`]),
    `${series.images} image${series.images === 1 ? "" : "s"}`,
    ...(series.sliceThicknessMm === undefined ? [] : [`slices ${series.sliceThicknessMm} mm thick`]),
    ...(series.plane === undefined ? [] : [series.plane]),
    ...(series.acquisitionDate === undefined ? [] : [`acquired ${series.acquisitionDate}`]),
    series.contrastPhase ?? (series.contrastAgentGiven ? "contrast given, phase not stated" : "no contrast stated"),
    ...series.transferSyntaxes,
  ];
  return [
    `patient ${series.patient}, series ${series.seriesNumber ?? "without number"}: ${facts.join(", ")}`,
    geometry.kind === "volume"
      ? `  geometry proven: ${gridText(geometry.grid)}, axes ${series.axes}`
      : `  geometry refused (${geometry.code}): ${geometry.message}`,
    ...(geometry.kind === "volume" ? geometry.cautions.map(({ code, message }) => `  caution (${code}): ${message}`) : []),
    ...series.setAside.map(({ path, code, message }) => `  set aside ${path} (${code}): ${message}`),
  ];
}

function voxelFileLines({ path, verdict }: InspectedVoxelFile): string[] {
  if (verdict.kind === "refused") return [`${path}: refused (${verdict.code}): ${verdict.message}`];
  return [
    `${path}: ${verdict.kind}, ${gridText(verdict.grid)}, values ${verdict.values}`,
    ...verdict.cautions.map((caution) => `  caution ${caution}`),
  ];
}

function gridText({ size, spacingMm }: Grid): string {
  return `${size.join(" × ")} voxels of ${spacingMm.map((mm) => Number(mm.toFixed(3))).join(" × ")} mm`;
}
