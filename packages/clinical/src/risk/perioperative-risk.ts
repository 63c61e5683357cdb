import type { Fibrosis } from "../body/body.ts";

/** What published studies of complications looked at; absent is not known. */
export interface PerioperativeRisk {
  readonly ageYears?: number | undefined;
  readonly asa?: number | undefined;
  readonly fibrosis?: Fibrosis | undefined;
  readonly inr?: number | undefined;
  readonly astUPerL?: number | undefined;
  readonly ggtUPerL?: number | undefined;
  readonly platelets1e9PerL?: number | undefined;
  readonly creatinineUmolPerL?: number | undefined;
  /** Couinaud segments that are taken */
  readonly resectedSegments?: number | undefined;
  readonly isRightTrisectionectomy?: boolean | undefined;
  /** in the same operation */
  readonly hepaticojejunostomyOrColonResection?: boolean | undefined;
}

/** How each input is called in patient.json, or in plan.json. */
const PATHS = {
  ageYears: "ageYears",
  asa: "reserve.asa",
  inr: "laboratory.inr",
  astUPerL: "laboratory.astUPerL",
  ggtUPerL: "laboratory.ggtUPerL",
  platelets1e9PerL: "laboratory.platelets1e9PerL",
  creatinineUmolPerL: "laboratory.creatinineUmolPerL",
  resectedSegments: "plans[].stages[].resections",
  isRightTrisectionectomy: "plans[].name",
  hepaticojejunostomyOrColonResection: "primary.simultaneousResection",
} as const;

/** Names of the inputs that have a path. */
export type RiskInput = keyof typeof PATHS;

/** Those of `names` that `risk` lacks, as paths. */
export function lackingRisk(risk: PerioperativeRisk, names: readonly RiskInput[]): string[] {
  return names.filter((name) => risk[name] === undefined).map((name) => PATHS[name]);
}
