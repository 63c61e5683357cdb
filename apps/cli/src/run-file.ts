import { existsSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { CliError } from "./cli-error.ts";
import { readJson } from "./read-file.ts";

/** What a run of `plan` was given: paths as absolute, so that `report` and `verify` can do it again. */
export const runRequest = z.strictObject({
  image: z.string().optional(),
  labels: z.record(z.string(), z.string()),
  /** a DICOM SEG or RTSTRUCT file with several labels; a label of its own in `labels` goes before it */
  structures: z.string().optional(),
  patient: z.string().optional(),
  policy: z.string().optional(),
  resections: z.string().optional(),
  lesionNotes: z.string().optional(),
  /** folder of an earlier work-up */
  previous: z.string().optional(),
  /** whom the leaflet names; changes nothing in plan.json */
  hospital: z.string().optional(),
  /** false: only the plans of `resections` */
  search: z.boolean(),
});

export type RunRequest = z.infer<typeof runRequest>;

/** `run.json`: when, on what and how long; kept apart from `plan.json`, whose bytes do not depend on these. */
export const runFile = z.strictObject({
  schemaVersion: z.literal(1),
  software: z.strictObject({ name: z.string(), version: z.string() }),
  createdOn: z.string(),
  request: runRequest,
  seconds: z.record(z.string(), z.number()),
});

export type RunFile = z.infer<typeof runFile>;

/** @throws CliError `cli/not-a-workup` if `folder` was not written by `plan` */
export function readRunFile(folder: string): RunFile {
  const path = join(folder, "run.json");
  if (!existsSync(path) || !existsSync(join(folder, "plan.json")))
    throw new CliError(
      "cli/not-a-workup",
      `${folder} holds no plan.json with its run.json, expected a folder written by \`cantlie plan --out\``,
      { path: folder },
    );
  const parsed = runFile.safeParse(readJson(path));
  if (!parsed.success) throw new CliError("cli/not-a-workup", `${path} is not a run file of this version`, { path });
  return parsed.data;
}
