import type { BranchId, LesionId, Segment, TreeKind } from "@cantlie/anatomy";
import type { WorldPoint } from "@cantlie/geometry";
import type { StateRuns } from "./state-runs.ts";

/** Millilitres. What depends on a tree that was not given is absent. */
export interface PlanVolumes {
  readonly resectedMl: number;
  /** organ less resected, tumour left in it included */
  readonly remnantMl: number;
  /** of lesions that are to be removed and are seen: neither benign ones nor former sites of disappeared ones that only a note tells of */
  readonly tumourLeftMl: number;
  readonly ablatedMl: number;
  /** ablated liver that is no lesion; absent where nothing is ablated */
  readonly healthyAblatedMl?: number;
  readonly noInflowMl?: number;
  readonly noOutflowMl?: number;
  readonly noBileMl?: number;
  /** at the congestion factor that the policy sets */
  readonly functionalRemnantMl?: number;
  /** at f = 1, whatever the policy: what sufficiency is judged on */
  readonly functionalRemnantFullCongestionMl?: number;
  /** at f = 0 */
  readonly functionalRemnantIgnoringCongestionMl?: number;
  readonly healthyResectedMl: number;
  /** left behind without inflow or bile */
  readonly devitalisedMl?: number;
  /** 90 % interval of functionalRemnantMl */
  readonly intervalMl?: readonly [number, number];
  /** remnant of branches that were occluded before or are occluded by this stage, and not cut: alive on the artery, no part of a final remnant */
  readonly occludedMl?: number;
}

/** Volumes of `PlanVolumes` that rest on borders of labels, by their names there without the unit. */
export type UncertainVolume =
  | "resected"
  | "remnant"
  | "functionalRemnant"
  | "functionalRemnantFullCongestion"
  | "functionalRemnantIgnoringCongestion"
  | "noInflow"
  | "noOutflow";

/** Standard deviation of one volume, mL, and its parts by source: they are independent, so that their squares add up. */
export interface VolumeDeviation {
  readonly sdMl: number;
  /** border of the liver's label */
  readonly byLiverBorderMl: number;
  /** borders of lesions that are left, or that a wedge follows */
  readonly byLesionBorderMl: number;
  /** borders between portal territories, and portal branches at the cut */
  readonly byPortalTerritoryMl: number;
  /** borders between hepatic territories, and hepatic veins at the cut */
  readonly byHepaticTerritoryMl: number;
}

/** Distances are centre to centre of voxels, less the half voxel stated in `PreparedAnatomy.marginBiasMm`; at least 0. */
export interface LesionMargin {
  readonly lesion: LesionId;
  /** "resection", "ablation", "surveillance" or "nothing" */
  readonly treatedBy: string;
  readonly kind: "resected" | "ablation" | "surveilled" | "not-removed";
  readonly parenchymalMm?: number;
  readonly parenchymalAtMm?: WorldPoint;
  /** to liver that stays, walls of trunks, cava and pedicles apart; absent beyond the reach of margins */
  readonly liverMm?: number;
  readonly vascularMm?: number;
  readonly vascularAtMm?: WorldPoint;
  readonly vessel?: BranchId;
  /** false where the margin is below what imaging and execution can promise, or the image ends within the lesion: "R0 not predictable" */
  readonly predictable: boolean;
}

export interface CutVessel {
  readonly tree: TreeKind;
  readonly branch: BranchId;
  readonly name: string;
  readonly diameterMm: number;
  readonly atMm: WorldPoint;
}

/** What one operation does to the liver. */
export interface StageEvaluation {
  readonly volumes: PlanVolumes;
  /** how sure the volumes are; a volume that is absent has none */
  readonly uncertainty: Readonly<Partial<Record<UncertainVolume, VolumeDeviation>>>;
  /** liver that was not drawn and that closed resections take since it would lose inflow or bile; absent where none is closed */
  readonly absorbedMl?: number;
  readonly margins: readonly LesionMargin[];
  /** where a living branch's centreline enters the resected tissue */
  readonly cutVessels: readonly CutVessel[];
  /** what is divided for these cuts: each vessel at its origin, as far up as it serves nothing that lives on */
  readonly dividedVessels: readonly CutVessel[];
  readonly touchedVessels: readonly CutVessel[];
  readonly transectionAreaMm2: number;
  /** separate pieces of resected tissue (26-connected) of at least half a millilitre; at least 1 where anything is resected */
  readonly cuts: number;
  /** segments at least half functional, with pedicle and drainage; absent where segments, portal or hepatic tree are not known */
  readonly remainingSegments?: readonly Segment[];
  /** whether at least two of `remainingSegments` are adjacent: without that no volume is sufficient */
  readonly adjacentSegmentsRemain?: boolean;
  /** pieces of living remnant (functional or undrained) apart from the largest, mL; absent without a portal tree */
  readonly islandsMl?: number;
  /**
   * every lesion that is seen is resected or ablated, and every disappeared or indeterminate one is too or is only watched by decision; benign
   * ones count as nothing; false where no lesion is known at all, which is then named in `unknown`
   */
  readonly clearsDisease: boolean;
  /** disappeared or indeterminate lesions that the plan neither treats nor decides to watch */
  readonly undecided: readonly LesionId[];
  /** lesions that are left and watched by decision */
  readonly surveilled: readonly LesionId[];
  readonly unknown: readonly { readonly field: string; readonly missing: readonly string[] }[];
  /** state of each organ voxel: see VOXEL_STATE; `stateOnGrid` writes it out */
  readonly state: StateRuns;
}

/**
 * Values of `StageEvaluation.state`; a voxel has the first that applies in this order (`occluded` came last into label files), but that `ablated` comes before `tumour`: ablated
 * tumour is treated.
 */
export const VOXEL_STATE = {
  outside: 0,
  resected: 1,
  tumour: 2,
  ablated: 3,
  noInflow: 4,
  noBile: 5,
  /** of a branch that was occluded before this operation: alive on the artery, but no part of a final remnant */
  occluded: 8,
  noOutflow: 6,
  functional: 7,
} as const;

/** One more than the largest of them. */
export const STATE_COUNT = 9;
