import {
  accessSync,
  constants,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { basename, dirname, join, resolve } from "node:path";
import { CliError } from "./cli-error.ts";

/**
 * Runs `fill` on an empty folder beside `out` and puts its content into `out` only when all of it is there, so that a
 * failure leaves nothing half-written.
 *
 * @throws CliError `cli/unwritable`, before `fill` is run
 */
export async function fillFolder(out: string, fill: (folder: string) => Promise<void>): Promise<void> {
  const target = resolve(out);
  requireWritable(target);
  const partial = mkdtempSync(join(dirname(target), `.${basename(target)}-`));
  try {
    await fill(partial);
    makeFolder(target);
    for (const name of readdirSync(partial)) {
      rmSync(join(target, name), { recursive: true, force: true });
      renameSync(join(partial, name), join(target, name));
    }
  } finally {
    rmSync(partial, { recursive: true, force: true });
  }
}

/** @throws CliError `cli/unwritable` if a folder `target` can neither be written nor made */
export function requireWritable(target: string): void {
  if (existsSync(target) && !statSync(target).isDirectory())
    throw new CliError("cli/unwritable", `--out names a file, expected a folder to write into: ${target}`, { path: target });
  const parent = dirname(resolve(target));
  try {
    makeFolder(parent);
    accessSync(existsSync(target) ? target : parent, constants.W_OK);
    // the permission bits do not tell of a full or read-only disk; writing does
    const trial = mkdtempSync(join(parent, ".cantlie-"));
    rmSync(trial, { recursive: true });
  } catch {
    throw new CliError(
      "cli/unwritable",
      `cannot write into ${target}: check that the folder may be written and the disk is not full`,
      {
        path: target,
      },
    );
  }
}

/** Makes a folder and those above it. Node's own `recursive` never returns where the system refuses folders as /proc does. */
function makeFolder(path: string): void {
  if (existsSync(path)) return;
  makeFolder(dirname(path));
  mkdirSync(path);
}

export function writeInto(folder: string, name: string, content: string | Uint8Array): void {
  mkdirSync(dirname(join(folder, name)), { recursive: true });
  writeFileSync(join(folder, name), content);
}
