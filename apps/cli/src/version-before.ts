import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { type PlanDocument, planDocument } from "@cantlie/workup";

/** The plan.json that another took the place of: kept, so that `report` tells the same changes as `plan` did. */
export const PREVIOUS_VERSION_FILE = "previous-plan.json";

/** A plan.json, as its bytes and as what they say. */
export interface PlanVersion {
  readonly text: string;
  readonly document: PlanDocument;
}

/**
 * The version of the work-up in `folder` that `planText` takes the place of; undefined where there is none that can be read. The same text
 * again is the same version, and follows what it followed before.
 */
export function versionBefore(folder: string, planText: string): PlanVersion | undefined {
  const saved = readText(join(folder, "plan.json"));
  return planVersion(saved === planText ? readText(join(folder, PREVIOUS_VERSION_FILE)) : saved);
}

/** Takes away the version that stands in `folder` from a run before, where the one there now follows none. */
export function forgetVersionBefore(folder: string): void {
  rmSync(join(folder, PREVIOUS_VERSION_FILE), { force: true });
}

/** What an older program or another hand wrote in a way that this one cannot read is nothing to compare with, and no reason to refuse. */
function planVersion(text: string | undefined): PlanVersion | undefined {
  if (text === undefined) return undefined;
  const parsed = planDocument.safeParse(parsedJson(text));
  return parsed.success ? { text, document: parsed.data } : undefined;
}

function readText(path: string): string | undefined {
  return existsSync(path) ? readFileSync(path, "utf8") : undefined;
}

function parsedJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
