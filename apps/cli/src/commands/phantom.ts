import { Command, InvalidArgumentError } from "commander";
import { fillFolder } from "../output-folder.ts";
import { createProgress } from "../progress.ts";
import { writePhantom } from "../write-phantom.ts";
import { type GlobalOptions, withGlobalOptions } from "./global-options.ts";

/** `phantom`: a synthetic liver as DICOM and NIfTI with its truth as JSON. */
export function phantomCommand(): Command {
  const command = new Command("phantom")
    .description("a synthetic liver as DICOM and NIfTI with its truth as JSON; the same seed gives the same bytes")
    .requiredOption("--seed <number>", "whole number from 0 to 4294967295", seed)
    .option("--lesions <number>", "how many metastases", count, 3)
    .option("--spacing <x,y,z>", "distance between voxels, mm", spacing)
    .requiredOption("--out <folder>", "where to write");
  return withGlobalOptions(command, "cantlie phantom --seed 7 --lesions 4 --spacing 0.8,0.8,2 --out phantom/").action(
    async (
      options: GlobalOptions & {
        readonly seed: number;
        readonly lesions: number;
        readonly spacing?: [number, number, number];
        readonly out: string;
      },
    ) => {
      const progress = createProgress({ quiet: options.quiet === true || options.json === true });
      const written: string[] = [];
      await fillFolder(options.out, async (folder) => {
        written.push(...(await writePhantom(folder, options, progress)));
      });
      progress.done();
      if (options.json) console.log(JSON.stringify({ schemaVersion: 1, out: options.out, written }));
      else console.log(`wrote ${written.join(", ")} into ${options.out}`);
    },
  );
}

function seed(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 0xffff_ffff)
    throw new InvalidArgumentError("expected a whole number from 0 to 4294967295.");
  return value;
}

function count(text: string): number {
  const value = Number(text);
  if (!Number.isInteger(value) || value < 0 || value > 60)
    throw new InvalidArgumentError("expected a whole number from 0 to 60.");
  return value;
}

function spacing(text: string): [number, number, number] {
  const values = text.split(",").map(Number);
  if (values.length !== 3 || values.some((value) => !(value >= 0.3 && value <= 10)))
    throw new InvalidArgumentError("expected three numbers from 0.3 to 10, such as 0.8,0.8,2.");
  return [values[0]!, values[1]!, values[2]!];
}
