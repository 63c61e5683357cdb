import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { PlanDocument } from "@cantlie/workup";
import { expect } from "vitest";
import { runCantlie } from "./run-cantlie.ts";
import { maskOf, niftiGz, planArguments, write, writePatient } from "./written-patient.ts";

/** A good patient, written once for the tests of one file, each of which exchanges some of it for something bad. */
export const WRITTEN = writePatient();
let folders = 0;

/** Options of `plan` to exchange, or (undefined) to leave out. */
type Changes = Readonly<Record<string, string | undefined>>;

/** Where one test writes what it spoils. */
export function place(): string {
  return join(WRITTEN.folder, `case-${++folders}`);
}

/** Writes into a new place and gives the path. */
export function file(name: string, content: Uint8Array | string): string {
  return write(place(), name, content);
}

/** Writes one of the patient's label masks, changed, as NIfTI into a new place and gives the path. */
export function mask(
  change: (mask: Uint8Array) => Uint8Array | Float32Array,
  name: Parameters<typeof maskOf>[0] = "liver",
): string {
  return file(`${name}.nii.gz`, niftiGz(change(maskOf(name))));
}

/** Plans with some options exchanged; nothing may be left behind or thrown at the user where it is refused. */
export function refused(changes: Changes, code: string): string {
  const out = join(place(), "out");
  const { code: exit, stdout, stderr } = runCantlie([...planArguments(WRITTEN, changes), "--out", out, "--json"]);
  expect({ exit, stdout }).toEqual({ exit: 3, stdout: expect.stringContaining(code) });
  const { error } = JSON.parse(stdout) as {
    error: { code: string; message: string; details: { fields?: { path: string; problem: string }[] } };
  };
  expect(error.code).toBe(code);
  expect(stderr).toContain(`refused (${code}): `);
  // several fields of a file stand in a line each
  const { fields = [] } = error.details;
  for (const text of fields.length > 1 ? fields.map(({ path, problem }) => `\n  ${path || "file"}: ${problem}`) : [error.message])
    expect(stderr).toContain(text);
  expectNoTrace(stderr);
  expect(existsSync(out)).toBe(false);
  return error.message;
}

/** A plan that is made all the same, from plan.json. */
export function planned(changes: Changes): PlanDocument {
  const out = join(place(), "out");
  const { code, stderr } = runCantlie([...planArguments(WRITTEN, changes), "--out", out, "--quiet"]);
  expect([0, 4], stderr).toContain(code);
  expectNoTrace(stderr);
  return JSON.parse(readFileSync(join(out, "plan.json"), "utf8")) as PlanDocument;
}

/** The user is told what is wrong and never shown a stack. */
export function expectNoTrace(stderr: string): void {
  expect(stderr).not.toMatch(/\n\s+at |node:internal|Error:/);
}
