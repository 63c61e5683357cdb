import { existsSync } from "node:fs";
import { join } from "node:path";
import type { PreviousWorkUp } from "@cantlie/walk";
import { planDocument } from "@cantlie/workup";
import { CliError } from "./cli-error.ts";
import { readBytes, readJson, sha256 } from "./read-file.ts";
import { readPatient } from "./read-patient.ts";
import { readRunFile } from "./run-file.ts";

/**
 * An earlier work-up, with the patient's file that it was made with where that is still as it was: its dates say which scan is the
 * earlier one.
 *
 * @throws CliError `cli/not-a-workup` if `folder` was not written by `plan`
 */
export function readPrevious(folder: string): PreviousWorkUp {
  const { request } = readRunFile(folder);
  const path = join(folder, "plan.json");
  const parsed = planDocument.safeParse(readJson(path));
  if (!parsed.success) throw new CliError("cli/not-a-workup", `${path} is not a plan file of this version`, { path });
  const document = parsed.data;
  const hash = document.inputs.find(({ role }) => role === "patient")?.sha256;
  const { patient } = request;
  const isUnchanged = patient !== undefined && existsSync(patient) && sha256(readBytes(patient)) === hash;
  return { document, ...(isUnchanged && { patient: readPatient(patient) }) };
}
