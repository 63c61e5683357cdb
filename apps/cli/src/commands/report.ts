import { resolve } from "node:path";
import type { PlanDocument } from "@cantlie/workup";
import { Command } from "commander";
import { CliError } from "../cli-error.ts";
import { fillFolder } from "../output-folder.ts";
import { planDocumentText } from "../plan-document-text.ts";
import { createProgress } from "../progress.ts";
import { readHospital } from "../read-hospital.ts";
import { readRunFile } from "../run-file.ts";
import { runWalk } from "../run-walk.ts";
import { versionBefore } from "../version-before.ts";
import { writeReports } from "../write-workup.ts";
import { type GlobalOptions, withGlobalOptions } from "./global-options.ts";

type ReportOptions = GlobalOptions & { readonly hospital?: string; readonly leafletPlan?: string };

/** `report DIR`: writes the reports of a work-up again, from the inputs that its run.json names. */
export function reportCommand(): Command {
  const command = new Command("report")
    .description("write the report and the leaflet of a work-up again")
    .argument("<folder>", "a folder written by plan")
    .option("--hospital <file>", "hospital.json for the leaflet, in place of the one that plan was given")
    .option("--leaflet-plan <id>", "the plan that the meeting chose, for the leaflet; else the first of the order");
  return withGlobalOptions(command, "cantlie report out/").action(async (folder: string, options: ReportOptions) => {
    const run = readRunFile(folder);
    const hospital = readHospital(options.hospital === undefined ? run.request.hospital : resolve(options.hospital));
    const { leafletPlan } = options;
    const progress = createProgress({ quiet: options.quiet === true || options.json === true });
    try {
      const walked = await runWalk(run.request, progress);
      requirePlan(walked.document, leafletPlan);
      const before = versionBefore(folder, planDocumentText(walked.document));
      const written: string[] = [];
      await fillFolder(folder, async (partial) => {
        written.push(
          ...(await writeReports(partial, walked, { createdOn: run.createdOn, progress, hospital, leafletPlan, before })),
        );
      });
      progress.done();
      if (options.json) console.log(JSON.stringify({ schemaVersion: 1, folder, written }));
      else console.log(`wrote ${written.join(", ")} into ${folder}`);
    } finally {
      progress.done();
    }
  });
}

/** @throws CliError `cli/not-found` if the work-up has no plan `id` */
function requirePlan({ plans }: PlanDocument, id: string | undefined): void {
  if (id === undefined || plans.some((plan) => plan.id === id)) return;
  const ids = plans.map((plan) => plan.id);
  throw new CliError(
    "cli/not-found",
    `there is no plan ${id} in this work-up: ${ids.length === 0 ? "it has none" : `its plans are ${ids.join(", ")}`}`,
    { plan: id },
  );
}
