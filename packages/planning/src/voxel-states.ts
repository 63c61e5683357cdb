import type { TreeKind } from "@cantlie/anatomy";
import { voxelCount } from "@cantlie/volume";
import { VOXEL_STATE } from "./evaluation.ts";
import type { LostSupply } from "./lost-supply.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";

const STATES = 8;

/** State of each voxel, and how many voxels are what. */
export interface VoxelStates {
  /** one value of VOXEL_STATE per voxel of the organ grid */
  readonly state: Uint8Array;
  /** voxels per Couinaud value (row, 0..9) and state (column): read with `countOf` */
  readonly bySegment: Float64Array;
  readonly tumourResected: number;
  /** tumour in the remnant inside an ablation zone */
  readonly tumourAblated: number;
  readonly ablated: number;
  /** remnant voxels, whatever else they are */
  readonly noInflow: number;
  readonly noOutflow: number;
  readonly noBile: number;
  /** remnant voxels fed by branches that are occluded after this stage */
  readonly occluded: number;
}

export interface StateSources {
  readonly resected: Uint8Array;
  readonly lost: Readonly<Partial<Record<TreeKind, LostSupply>>>;
  /** points of the portal tree at or beyond branches that this stage occludes, as `LostSupply.lost` */
  readonly occluded: Uint8Array | undefined;
  /** ablation zones, one byte per voxel of the grid */
  readonly zones: Uint8Array | undefined;
}

/** One pass over the organ's voxels. Without a duct tree bile is taken to follow the portal tree. */
export function voxelStates(prepared: PreparedAnatomy, sources: StateSources): VoxelStates {
  const { anatomy, organVoxels, segmentOf } = prepared;
  const { resected, zones } = sources;
  const { lesionLabels } = anatomy;
  const state = new Uint8Array(voxelCount(anatomy.grid));
  const bySegment = new Float64Array(10 * STATES);
  const nowhere = new Int32Array(prepared.organVoxels.length);
  const unharmed = Uint8Array.of(0);
  const [portalAt, hepaticAt, bileAt, arteryAt] = (["portal", "hepatic", "bile", "artery"] as const).map(
    (kind) => prepared.attachment[kind] ?? nowhere,
  ) as [Int32Array, Int32Array, Int32Array, Int32Array];
  const [portalLost, hepaticLost, bileLost, arteryLost] = (["portal", "hepatic", "bile", "artery"] as const).map(
    (kind) => sources.lost[kind]?.lost ?? unharmed,
  ) as [Uint8Array, Uint8Array, Uint8Array, Uint8Array];
  const occludedPoint = sources.occluded;
  let [tumourResected, tumourAblated, ablated, noInflow, noOutflow, noBile, occluded] = [0, 0, 0, 0, 0, 0, 0];

  for (let n = 0; n < organVoxels.length; n++) {
    const voxel = organVoxels[n]!;
    const isTumour = lesionLabels[voxel] !== 0;
    let value: number = VOXEL_STATE.resected;
    if (resected[voxel] !== 0) {
      if (isTumour) tumourResected++;
    } else {
      const starved = portalLost[portalAt[n]!]! | arteryLost[arteryAt[n]!]!;
      const undrained = hepaticLost[hepaticAt[n]!]!;
      const blockedBile = bileLost[bileAt[n]!]!;
      const inZone = zones !== undefined && zones[voxel] !== 0;
      noInflow += starved;
      noOutflow += undrained;
      noBile += blockedBile;
      if (occludedPoint !== undefined) occluded += occludedPoint[portalAt[n]!]!;
      if (inZone) ablated++;
      if (inZone && isTumour) tumourAblated++;
      value = isTumour
        ? VOXEL_STATE.tumour
        : inZone
          ? VOXEL_STATE.ablated
          : starved
            ? VOXEL_STATE.noInflow
            : blockedBile
              ? VOXEL_STATE.noBile
              : undrained
                ? VOXEL_STATE.noOutflow
                : VOXEL_STATE.functional;
    }
    state[voxel] = value;
    bySegment[STATES * segmentOf[n]! + value]!++;
  }
  return { state, bySegment, tumourResected, tumourAblated, ablated, noInflow, noOutflow, noBile, occluded };
}

/** Voxels in a state, of one Couinaud value or of the whole organ. */
export function countOf(states: VoxelStates, value: number, couinaudValue?: number): number {
  if (couinaudValue !== undefined) return states.bySegment[STATES * couinaudValue + value]!;
  let sum = 0;
  for (let n = value; n < states.bySegment.length; n += STATES) sum += states.bySegment[n]!;
  return sum;
}
