import type { Body } from "../body/body.ts";

/** What is measured on a plan and known of the liver; absent is not known. */
export interface Remnant extends Body {
  /** functional remnant with undrained liver counted as lost (f = 1) */
  readonly flrMl?: number | undefined;
  /** the same with undrained liver counted as working (f = 0) */
  readonly flrIgnoringCongestionMl?: number | undefined;
  /** the whole organ, lesions included */
  readonly totalLiverVolumeMl?: number | undefined;
  readonly tumourVolumeMl?: number | undefined;
  /** most Couinaud segments that remain side by side, each with inflow, outflow and bile; 4a and 4b are one */
  readonly adjacentRemainingSegments?: number | undefined;
  /** whether any line was given; false only if somebody says that none was */
  readonly chemotherapyGiven?: boolean | undefined;
  /** all lines that say so together: a lower bound where `chemotherapyMissing` names a line */
  readonly chemotherapyWeeks?: number | undefined;
  readonly chemotherapyCycles?: number | undefined;
  /** paths of what the lines leave out, such as `chemotherapy[1].weeks`; empty where weeks or cycles are told of every line */
  readonly chemotherapyMissing?: readonly string[] | undefined;
  readonly steatosis?: Steatosis | undefined;
  /** liver that a portal vein occlusion has changed makes the measured total unreliable */
  readonly portalOcclusion?: boolean | undefined;
}

export type Steatosis = "none" | "mild" | "moderate" | "severe";

/** How each measured number is called where it comes from: plan.json's volumes, or patient.json. */
const PATHS = {
  flrMl: "functionalRemnantMl",
  totalLiverVolumeMl: "liverVolumeMl",
  tumourVolumeMl: "tumourVolumeMl",
  weightKg: "weightKg",
} as const;

/** Those of `names` that `remnant` lacks, as paths. */
export function lackingVolumes(remnant: Remnant, names: readonly (keyof typeof PATHS)[]): string[] {
  return names.filter((name) => remnant[name] === undefined).map((name) => PATHS[name]);
}
