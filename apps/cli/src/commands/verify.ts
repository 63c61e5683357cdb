import { join } from "node:path";
import { Command } from "commander";
import { EXIT } from "../exit-code.ts";
import { planDocumentText } from "../plan-document-text.ts";
import { createProgress } from "../progress.ts";
import { readBytes, readJson } from "../read-file.ts";
import { readRunFile } from "../run-file.ts";
import { runWalk } from "../run-walk.ts";
import { type GlobalOptions, withGlobalOptions } from "./global-options.ts";

/** `verify DIR`: recomputes a work-up from its inputs and compares plan.json byte for byte. */
export function verifyCommand(): Command {
  const command = new Command("verify")
    .description("recompute a work-up from its inputs and compare")
    .argument("<folder>", "a folder written by plan");
  return withGlobalOptions(command, "cantlie verify out/").action(async (folder: string, options: GlobalOptions) => {
    const run = readRunFile(folder);
    const progress = createProgress({ quiet: options.quiet === true || options.json === true });
    const { document } = await runWalk(run.request, progress);
    progress.done();
    const differences = differencesOf(join(folder, "plan.json"), planDocumentText(document));
    if (options.json) console.log(JSON.stringify({ schemaVersion: 1, agrees: differences.length === 0, differences }));
    else if (differences.length === 0) console.log(`plan.json of ${folder} agrees with a new computation, byte for byte`);
    else console.log(`plan.json of ${folder} differs from a new computation at:\n  ${differences.slice(0, 20).join("\n  ")}`);
    if (differences.length > 0) process.exitCode = EXIT.verifyFoundDifference;
  });
}

/** What differs between the saved file and the text that it should hold; never nothing where the bytes differ. */
function differencesOf(path: string, fresh: string): string[] {
  if (Buffer.from(fresh).equals(readBytes(path))) return [];
  const paths = differingPaths(readJson(path), JSON.parse(fresh));
  return paths.length > 0 ? paths : ["the same values, written otherwise"];
}

/** Paths at which two JSON values differ, in the order of the first. */
function differingPaths(saved: unknown, fresh: unknown, path = ""): string[] {
  if (isObject(saved) && isObject(fresh)) {
    const keys = [...new Set([...Object.keys(saved), ...Object.keys(fresh)])];
    return keys.flatMap((key) => differingPaths(saved[key], fresh[key], path === "" ? key : `${path}.${key}`));
  }
  return Object.is(saved, fresh) ? [] : [`${path}: saved ${brief(saved)}, now ${brief(fresh)}`];
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null;
}

function brief(value: unknown): string {
  const text = JSON.stringify(value) ?? "absent";
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
}
