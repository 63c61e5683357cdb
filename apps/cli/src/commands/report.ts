import { Command } from "commander";
import { fillFolder } from "../output-folder.ts";
import { createProgress } from "../progress.ts";
import { readRunFile } from "../run-file.ts";
import { runWalk } from "../run-walk.ts";
import { writeReports } from "../write-workup.ts";
import { type GlobalOptions, withGlobalOptions } from "./global-options.ts";

/** `report DIR`: writes the reports of a work-up again, from the inputs that its run.json names. */
export function reportCommand(): Command {
  const command = new Command("report")
    .description("write the reports of a work-up again")
    .argument("<folder>", "a folder written by plan");
  return withGlobalOptions(command, "cantlie report out/").action(async (folder: string, options: GlobalOptions) => {
    const run = readRunFile(folder);
    const progress = createProgress({ quiet: options.quiet === true || options.json === true });
    const walked = await runWalk(run.request, progress);
    const written: string[] = [];
    await fillFolder(folder, async (partial) => {
      written.push(...(await writeReports(partial, walked, { createdOn: run.createdOn, progress })));
    });
    progress.done();
    if (options.json) console.log(JSON.stringify({ schemaVersion: 1, folder, written }));
    else console.log(`wrote ${written.join(", ")} into ${folder}`);
  });
}
