import { spawn } from "node:child_process";
import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { Command } from "commander";
import { fillFolder } from "../output-folder.ts";
import { createProgress } from "../progress.ts";
import { LABEL_FILES, writeDemoPatient } from "../write-phantom.ts";
import { type GlobalOptions, withGlobalOptions } from "./global-options.ts";
import { runPlan } from "./plan.ts";

/** Without the segments, which the program is to find, and without the bile ducts, which a portal venous CT seldom shows. */
const PLANNED_LABELS = ["liver", "lesions", "portalVein", "hepaticVein", "cava", "gallbladder"] as const;

/** `demo`: makes a synthetic patient, walks it from DICOM to report, and says where to look. */
export function demoCommand(): Command {
  const command = new Command("demo")
    .description("make a synthetic patient, walk it from DICOM to report, print the summary and where to look")
    .option("--out <folder>", "where to write", "demo")
    .option("--open", "open the report in the browser");
  return withGlobalOptions(command, "cantlie demo --out demo/").action(
    async (options: GlobalOptions & { readonly out: string; readonly open?: boolean }) => {
      const patient = join(resolve(options.out), "patient");
      const progress = createProgress({ quiet: options.quiet === true || options.json === true });
      await fillFolder(patient, (folder) => writeDemoPatient(folder, progress));
      progress.done();
      const workup = join(resolve(options.out), "work-up");
      await runPlan(
        {
          image: join(patient, "dicom"),
          labels: Object.fromEntries(
            PLANNED_LABELS.map((label) => [label, join(patient, "nifti", `${LABEL_FILES[label]}.nii.gz`)]),
          ),
          patient: join(patient, "patient.json"),
          search: true,
        },
        { ...options, out: workup },
      );
      if (options.open) openInBrowser(join(workup, "report.html"));
    },
  );
}

/** Best effort: a machine without a desktop has the path on its terminal already. */
function openInBrowser(path: string): void {
  const opener = process.platform === "darwin" ? "open" : process.platform === "win32" ? "explorer" : "xdg-open";
  if (process.platform === "linux" && !process.env.DISPLAY && !process.env.WAYLAND_DISPLAY) return;
  if (!existsSync(path)) return;
  const child = spawn(opener, [path], { detached: true, stdio: "ignore" });
  child.on("error", () => {});
  child.unref();
}
