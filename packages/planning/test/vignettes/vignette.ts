import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import type { Segment } from "@cantlie/anatomy";
import type { Vector3 } from "@cantlie/geometry";

/** A liver, a patient, and which plans may and may not lead. See `about` in fixtures/vignettes.json. */
export interface Vignette {
  readonly id: string;
  readonly description: string;
  readonly liver: { readonly inferiorRightHepaticVein: boolean };
  readonly lesions: readonly LesionSketch[];
  readonly patient: PatientSketch;
  readonly acceptable: readonly Clause[];
  readonly forbidden: readonly Clause[];
  readonly reason: string;
  readonly source: string;
}

export type LesionSketch = { readonly diameterMm: number } & (
  | { readonly standardMm: Vector3 }
  | { readonly under: { readonly segment: string; readonly depthMm: number; readonly clearOfMainVesselsMm: number } }
  | {
      readonly beside: {
        readonly vessel: "cava" | "portal";
        readonly atMm: Vector3;
        readonly toward: Vector3;
        readonly gapMm: number;
      };
    }
);

export interface PatientSketch {
  readonly estimatedVolume: { readonly segments: readonly string[]; readonly share: number };
  readonly normalLiver?: boolean;
  readonly chemotherapyWeeks?: number;
  readonly steatosis?: "mild" | "moderate" | "severe";
}

export interface Range {
  readonly atLeast?: number;
  readonly atMost?: number;
}

export type Treatment = "wedge" | "anatomical" | "ablation" | "surveillance" | "nothing";

/** Conditions that must all hold of one plan. */
export interface Clause {
  readonly what: string;
  /** "none": an empty result that names its reason; every other condition is about a plan that there is */
  readonly plan?: "none";
  readonly family?: readonly string[];
  readonly stages?: number;
  readonly clearsDisease?: boolean;
  readonly verdict?: readonly string[];
  /** of the liver without lesions, at the end of all stages */
  readonly resectedFraction?: Range;
  /** resected, ablated, without inflow or bile, or without outflow */
  readonly lostFraction?: Range;
  readonly segmentShares?: readonly {
    readonly segments: readonly string[];
    readonly resected?: Range;
    readonly undrained?: Range;
  }[];
  /** all of the listed lesions; "absent": no margin is reported */
  readonly lesions?: readonly {
    readonly lesions: readonly number[];
    readonly treatedBy?: readonly Treatment[];
    readonly leastMarginMm?: Range | "absent";
  }[];
  /** how many lesions are treated so */
  readonly lesionsTreatedBy?: Readonly<Partial<Record<Treatment, Range>>>;
  /** vessels of which at least these are reconstructed; "none": no vessel is */
  readonly reconstructs?: readonly string[] | "none";
  /** lesions that the first stage removes or ablates, and whether it occludes portal branches */
  readonly firstStage?: { readonly treats: readonly number[]; readonly occludes: boolean };
}

interface VignetteFile {
  readonly perturbation: { readonly shiftMm: number; readonly sizeFraction: number };
  readonly vignettes: readonly Vignette[];
}

const FILE = JSON.parse(
  readFileSync(fileURLToPath(new URL("../fixtures/vignettes.json", import.meta.url)), "utf8"),
) as VignetteFile;

export const VIGNETTES: readonly Vignette[] = FILE.vignettes;
export const PERTURBATION = FILE.perturbation;

/** Value of a segment in a Couinaud map; 4 stands for both of its parts, which the phantoms' maps do not tell apart. */
export function isInSegments(value: number, segments: readonly string[]): boolean {
  return segments.some((segment) => (segment === "4" ? value === 4 || value === 9 : value === Number(segment as Segment)));
}
