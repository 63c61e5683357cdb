import type { ParcelEvaluation } from "../parcels/parcel-evaluation.ts";
import type { SearchLimits } from "./search-limits.ts";

/**
 * What search makes small, each in steps below which no image tells two plans apart. A plan is on the Pareto set if no other is as
 * small in all and smaller in one.
 */
export interface Objectives {
  /**
   * what the functional remnant lacks of what is wanted, steps of 5 mL, begun steps count; 0 if enough or if what is wanted is not
   * known; at least 1 where no two adjacent segments remain, which is not enough whatever the volume
   */
  readonly shortfall: number;
  /** disappeared or indeterminate lesions that are only watched */
  readonly surveilled: number;
  readonly ablated: number;
  /** lesions with less liver around them than the automatic minimum, trunks, cava and pedicles apart */
  readonly belowMinimum: number;
  /** sum of margin deficits, steps of 0.5 mm */
  readonly marginDeficit: number;
  /** liver removed, ablated, devitalised or undrained, steps of 5 mL */
  readonly liverLost: number;
  /** liver that stays, alive, without outflow, steps of 25 mL; part of `liverLost` */
  readonly undrained: number;
  readonly cuts: number;
  /** cut faces, steps of 500 mm² */
  readonly cutArea: number;
  /** thickest vessel divided, steps of 1 mm */
  readonly largestVessel: number;
}

/**
 * In the order in which comparisons look at them: those in which two plans differ most often come first, so that most
 * comparisons end early.
 */
export const OBJECTIVE_NAMES = [
  "liverLost",
  "marginDeficit",
  "cutArea",
  "cuts",
  "largestVessel",
  "belowMinimum",
  "undrained",
  "ablated",
  "shortfall",
  "surveilled",
] as const satisfies readonly (keyof Objectives)[];

/**
 * Volumes: a border error of 1 mm over the cut of a single wedge of 30 mm is 3 to 6 mL. Undrained liver: its border is that between two
 * venous territories, 50 cm² where the right hepatic vein's meets the middle one's, and nearest-vessel borders err by 5 mm. Margins: half a millimetre is the half
 * voxel of the finest scans. Area: 500 mm² is a twentieth of a hemihepatectomy's cut, and faces of voxels exceed the smooth surface by
 * more. Vessels: diameters are read to a voxel.
 */
export const OBJECTIVE_STEPS = { volumeMl: 5, undrainedMl: 25, marginMm: 0.5, cutAreaMm2: 500, vesselMm: 1 } as const;

/** The figures of a plan that its objectives are made of, or a bound on each: none of a set of plans does better. */
export type PlanFigures = Pick<
  ParcelEvaluation,
  | "functionalVoxels"
  | "liverLostVoxels"
  | "undrainedVoxels"
  | "deadVoxels"
  | "marginDeficitMm"
  | "belowMinimum"
  | "cuts"
  | "cutFacesMm2"
  | "largestVesselCutMm"
  | "adjacentSegmentsRemain"
>;

export interface CountedTreatments {
  readonly surveilled: number;
  readonly ablated: number;
}

/** Every step is monotone, so that bounds on figures give bounds on objectives. @param voxelMl volume of one voxel */
export function objectivesOf(
  figures: PlanFigures,
  treatments: CountedTreatments,
  { limits, voxelMl }: { readonly limits: Pick<SearchLimits, "wantedRemnantMl">; readonly voxelMl: number },
): Objectives {
  const { volumeMl, undrainedMl, marginMm, cutAreaMm2, vesselMm } = OBJECTIVE_STEPS;
  const lackedMl = Math.max(0, (limits.wantedRemnantMl ?? 0) - figures.functionalVoxels * voxelMl);
  return {
    shortfall: Math.max(Math.ceil(lackedMl / volumeMl), figures.adjacentSegmentsRemain === false ? 1 : 0),
    surveilled: treatments.surveilled,
    ablated: treatments.ablated,
    belowMinimum: figures.belowMinimum,
    marginDeficit: Math.round(figures.marginDeficitMm / marginMm),
    liverLost: Math.round((figures.liverLostVoxels * voxelMl) / volumeMl),
    undrained: Math.round((figures.undrainedVoxels * voxelMl) / undrainedMl),
    cuts: figures.cuts,
    cutArea: Math.round(figures.cutFacesMm2 / cutAreaMm2),
    largestVessel: Math.round(figures.largestVesselCutMm / vesselMm),
  };
}

/** Writes objectives in the order of `OBJECTIVE_NAMES`: one by one, since looking up each name takes longer than all else that is done with them. */
export function writeObjectives(objectives: Objectives, to: Int32Array): Int32Array {
  to[0] = objectives.liverLost;
  to[1] = objectives.marginDeficit;
  to[2] = objectives.cutArea;
  to[3] = objectives.cuts;
  to[4] = objectives.largestVessel;
  to[5] = objectives.belowMinimum;
  to[6] = objectives.undrained;
  to[7] = objectives.ablated;
  to[8] = objectives.shortfall;
  to[9] = objectives.surveilled;
  return to;
}
