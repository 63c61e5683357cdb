import { resolve } from "node:path";
import { Command } from "commander";
import { EXIT } from "../exit-code.ts";
import { addLabelOptions, LABEL_OPTIONS } from "../label-options.ts";
import { fillFolder, requireWritable } from "../output-folder.ts";
import { planDocumentText } from "../plan-document-text.ts";
import { planSummary } from "../plan-summary.ts";
import { createProgress } from "../progress.ts";
import { readHospital } from "../read-hospital.ts";
import type { RunRequest } from "../run-file.ts";
import { runWalk } from "../run-walk.ts";
import { forgetVersionBefore, versionBefore } from "../version-before.ts";
import { writeWorkup } from "../write-workup.ts";
import { type GlobalOptions, withGlobalOptions } from "./global-options.ts";

type PlanOptions = GlobalOptions & { readonly out: string; readonly search: boolean } & Readonly<
    Record<string, string | undefined>
  >;

/** `plan`: from an image and its labels to evaluated plans and a report. */
export function planCommand(): Command {
  const command = new Command("plan")
    .description("anatomy, plans, evaluation, assessment, report and leaflet from an image and its labels")
    .option("--image <path>", "the scan: a folder of DICOM, or a NIfTI or NRRD file; for pictures and checks");
  addLabelOptions(command)
    .option("--patient <file>", "patient.json: height and weight are what remnant ratios need")
    .option("--policy <file>", "policy.json: limits that differ from the defaults, each with its reason")
    .option("--resections <file>", "resections.json: plans drawn by hand, evaluated as they stand")
    .option("--no-search", "only the plans of --resections")
    .option("--lesion-notes <file>", "lesion-notes.json: status of lesions, and lesions that have disappeared")
    .option("--previous <folder>", "an earlier work-up of the same patient, from before a portal occlusion: growth is measured")
    .option("--hospital <file>", "hospital.json: whom the patient's leaflet names; without it there are lines to fill in")
    .requiredOption(
      "--out <folder>",
      "where to write plan.json, report.html, leaflet.html and the rest; over an earlier version, the report tells what changed",
    );
  const example =
    "cantlie plan --image dicom/ --liver liver.nii.gz --lesions tumours.nii.gz --portal-vein portal.nii.gz \\\n    --hepatic-vein hepatic.nii.gz --patient patient.json --out out/";
  return withGlobalOptions(command, example).action((options: PlanOptions) => runPlan(requestFrom(options), options));
}

/** Plans `request` into `out`, says what was found, and sets the exit code. */
export async function runPlan(request: RunRequest, options: GlobalOptions & { readonly out: string }): Promise<void> {
  requireWritable(resolve(options.out));
  const progress = createProgress({ quiet: options.quiet === true || options.json === true });
  const started = performance.now();
  // before the walk: a file that is refused is to be heard of at once
  const hospital = readHospital(request.hospital);
  try {
    const walked = await runWalk(request, progress);
    const walkedAt = performance.now();
    const before = versionBefore(options.out, planDocumentText(walked.document));
    await fillFolder(options.out, (folder) =>
      writeWorkup(folder, walked, {
        request,
        createdOn: new Date().toISOString(),
        walkSeconds: (walkedAt - started) / 1000,
        progress,
        hospital,
        before,
      }),
    );
    if (before === undefined) forgetVersionBefore(options.out);
    progress.done();
    if (options.json) console.log(JSON.stringify(walked.document));
    else console.log(planSummary(walked.document, options.out));
    if (!options.quiet && !options.json) {
      const seconds = [walkedAt - started, performance.now() - walkedAt].map((ms) => (ms / 1000).toFixed(1));
      console.error(`read and planned in ${seconds[0]} s, written in ${seconds[1]} s`);
    }
    if (walked.document.noPlanBecause !== undefined) process.exitCode = EXIT.noPlanMeetsPolicy;
  } finally {
    progress.done();
  }
}

function requestFrom(options: PlanOptions): RunRequest {
  const path = (name: string): string | undefined => (options[name] === undefined ? undefined : resolve(options[name]));
  const given = {
    image: path("image"),
    structures: path("labels") ?? path("seg"),
    patient: path("patient"),
    policy: path("policy"),
    resections: path("resections"),
    lesionNotes: path("lesionNotes"),
    previous: path("previous"),
    hospital: path("hospital"),
  };
  const labels = LABEL_OPTIONS.map(({ label, option }) => [label, path(option)] as const).filter(
    ([, value]) => value !== undefined,
  );
  return {
    ...(Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as Omit<
      RunRequest,
      "labels" | "search"
    >),
    labels: Object.fromEntries(labels) as Record<string, string>,
    search: options.search,
  };
}
