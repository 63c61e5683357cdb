/**
 * What a set of candidates does to the liver, as far as search asks. Voxels are counted, so that nothing is rounded: times the
 * volume of a voxel they are the volumes of `PlanVolumes`.
 */
export interface ParcelEvaluation {
  readonly resectedVoxels: number;
  readonly ablatedVoxels: number;
  /** remnant, whatever else it is, that portal vein or artery, hepatic veins or ducts no longer reach; 0 without such a tree */
  readonly noInflowVoxels: number;
  readonly noOutflowVoxels: number;
  readonly noBileVoxels: number;
  /** remnant without inflow or bile that is neither tumour nor ablated; what was blocked before and is not cut lives on the artery */
  readonly deadVoxels: number;
  /** remnant without outflow, else alive and not fed by a portal branch that was blocked before */
  readonly undrainedVoxels: number;
  /** remnant that works: f = 1 */
  readonly functionalVoxels: number;
  /** liver but tumour that is removed, ablated, dead or undrained */
  readonly liverLostVoxels: number;
  /** one per lesion */
  readonly lesions: readonly LesionOutcome[];
  /** what is wanted of a margin and not reached, summed over the lesions that are removed or ablated, mm */
  readonly marginDeficitMm: number;
  /** lesions with less liver around them than the automatic minimum: margins that a trunk, the cava or a pedicle bounds are for a person to accept */
  readonly belowMinimum: number;
  /** voxel faces between what is resected and what is not */
  readonly cutFacesMm2: number;
  /** connected pieces (26 neighbours) of what is resected, see `StageEvaluation.cuts` */
  readonly cuts: number;
  /** diameter of the thickest living vessel whose centreline enters what is resected, mm; 0 if none */
  readonly largestVesselCutMm: number;
  /** see `StageEvaluation.adjacentSegmentsRemain`; undefined where it cannot be known */
  readonly adjacentSegmentsRemain: boolean | undefined;
}

export interface LesionOutcome {
  readonly treated: "resected" | "ablated" | "surveilled" | "left";
  /** undefined where nothing within the parcels' reach bounds it, or it is not treated */
  readonly parenchymalMm: number | undefined;
  readonly vascularMm: number | undefined;
  /** to liver that stays: walls of trunks, cava and pedicles apart */
  readonly liverMm: number | undefined;
}
