import type { PlanEntry } from "@cantlie/workup";
import { enumerate } from "./format.ts";

/** What a reader would call an input that is missing. Others are shown as the files name them. */
const INPUT_NAMES: Readonly<Record<string, string>> = {
  heightCm: "height",
  weightKg: "weight",
  ageYears: "age",
  sex: "sex",
  chemotherapy: "chemotherapy",
  liver: "state of the liver",
  "laboratory.inr": "INR",
  "laboratory.bilirubinUmolPerL": "bilirubin",
  "laboratory.albuminGPerL": "albumin",
  "laboratory.creatinineUmolPerL": "creatinine",
  "laboratory.platelets1e9PerL": "platelets",
  portalVein: "portal vein label",
  hepaticVein: "hepatic vein label",
  bileDuct: "bile duct label",
  artery: "artery label",
};

export function inputName(path: string): string {
  return INPUT_NAMES[path] ?? path;
}

/** "unknown — needs height and weight" */
export function unknownText(missing: readonly string[]): string {
  return missing.length === 0 ? "unknown" : `unknown — needs ${enumerate(missing.map(inputName))}`;
}

/** `value` in words, or that it is unknown and what it lacks, as the plan's `unknown` list says. */
export function knownOr<T>(plan: PlanEntry, field: string, value: T | undefined, format: (value: T) => string): string {
  if (value !== undefined) return format(value);
  const entry = plan.unknown.find((candidate) => candidate.field === field || candidate.field.endsWith(`.${field}`));
  return unknownText(entry?.missing ?? []);
}
