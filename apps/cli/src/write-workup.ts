import { deflateSync } from "node:zlib";
import { composeReport, type ReportInput, reportFigures, reportHtml } from "@cantlie/report";
import { onOrganGrid } from "@cantlie/walk";
import { writeInto } from "./output-folder.ts";
import { planDocumentText } from "./plan-document-text.ts";
import type { Progress } from "./progress.ts";
import type { RunFile, RunRequest } from "./run-file.ts";
import type { WalkedRun } from "./run-walk.ts";
import { SOFTWARE } from "./software.ts";
import { writeLabels } from "./write-labels.ts";
import { writePdf } from "./write-pdf.ts";

/** Writes everything that `plan` leaves behind. */
export async function writeWorkup(
  folder: string,
  walked: WalkedRun,
  run: { readonly request: RunRequest; readonly createdOn: string; readonly walkSeconds: number; readonly progress: Progress },
): Promise<void> {
  writeInto(folder, "plan.json", planDocumentText(walked.document));
  const started = performance.now();
  const labels = writeLabels(folder, walked);
  await writeReports(folder, walked, run);
  await labels;
  const runFile: RunFile = {
    schemaVersion: 1,
    software: SOFTWARE,
    createdOn: run.createdOn,
    request: run.request,
    seconds: { readAndWalk: run.walkSeconds, write: (performance.now() - started) / 1000 },
  };
  writeInto(folder, "run.json", `${JSON.stringify(runFile, null, 2)}\n`);
}

/** Writes report.html and report.pdf; gives the names written. */
export async function writeReports(
  folder: string,
  walked: WalkedRun,
  { createdOn, progress }: { readonly createdOn: string; readonly progress: Progress },
): Promise<string[]> {
  progress.at(0.9, "pictures and report");
  const input = reportInput(walked, createdOn);
  const figures = reportFigures(input, { kernels: walked.kernels, deflate });
  const model = composeReport(input, figures);
  writeInto(folder, "report.html", reportHtml(model));
  progress.at(0.97, "PDF");
  return ["report.html", ...(await writePdf(folder, model, createdOn))];
}

function reportInput(walked: WalkedRun, createdOn: string): ReportInput {
  const { document, anatomy, evaluations, scan, image, patient, patientIdentity } = walked;
  return {
    document,
    scan,
    anatomy,
    evaluations,
    createdOn: createdOn.slice(0, 10),
    ...(patient && { patient }),
    ...(image && { image: { ...image, grid: anatomy.grid, values: onOrganGrid(image.values, anatomy.frame) } }),
    ...(patientIdentity && {
      heading: {
        ...(patientIdentity.name !== undefined && { patientName: patientIdentity.name }),
        ...(patientIdentity.birthDate !== undefined && { birthDate: patientIdentity.birthDate }),
        ...(patientIdentity.id !== undefined && { patientId: patientIdentity.id }),
      },
    }),
  };
}

/** Level 4 takes half the time of 6, for pictures that are two per cent larger. */
function deflate(bytes: Uint8Array): Uint8Array {
  return deflateSync(bytes, { level: 4 });
}
