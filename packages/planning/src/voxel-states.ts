import type { TreeKind } from "@cantlie/anatomy";
import { voxelCount } from "@cantlie/volume";
import { VOXEL_STATE } from "./evaluation.ts";
import type { LostSupply } from "./lost-supply.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import type { VoxelClasses } from "./voxel-classes.ts";

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
  const { anatomy, classes } = prepared;
  const { resected } = sources;
  const state = new Uint8Array(voxelCount(anatomy.grid));
  const fate = fateOfClasses(classes, sources.lost);
  const resectedOf = new Int32Array(classes.count);
  const { first, length } = prepared.organRuns;
  const classOf = classes.of;
  for (let run = 0, n = 0; run < first.length; run++) {
    const end = first[run]! + length[run]!;
    for (let voxel = first[run]!; voxel < end; voxel++, n++) {
      const one = classOf[n]!;
      if (resected[voxel] === 0) state[voxel] = fate[one]!;
      else {
        state[voxel] = VOXEL_STATE.resected;
        resectedOf[one]!++;
      }
    }
  }
  const bySegment = new Float64Array(10 * STATES);
  let tumourResected = 0;
  for (let one = 0; one < classes.count; one++) {
    const row = STATES * classes.segment[one]!;
    bySegment[row + VOXEL_STATE.resected]! += resectedOf[one]!;
    bySegment[row + fate[one]!]! += classes.voxels[one]! - resectedOf[one]!;
    if (classes.tumour[one] === 1) tumourResected += resectedOf[one]!;
  }
  const remnantAt = (kind: TreeKind, flags: Uint8Array | undefined): number => {
    const points = classes.attachment[kind];
    let voxels = 0;
    if (points === undefined || flags === undefined) return 0;
    for (let one = 0; one < classes.count; one++)
      if (flags[points[one]!] === 1) voxels += classes.voxels[one]! - resectedOf[one]!;
    return voxels;
  };
  return {
    state,
    bySegment,
    tumourResected,
    ...ablate(prepared, state, bySegment, sources.zones),
    noInflow: remnantWithoutInflow(classes, resectedOf, sources.lost),
    noOutflow: remnantAt("hepatic", sources.lost.hepatic?.lost),
    noBile: remnantAt("bile", sources.lost.bile?.lost),
    occluded: remnantAt("portal", sources.occluded),
  };
}

/** State of each class where it is neither resected nor ablated. */
function fateOfClasses(classes: VoxelClasses, lost: StateSources["lost"]): Uint8Array {
  const fate = new Uint8Array(classes.count).fill(VOXEL_STATE.functional);
  const mark = (kind: TreeKind, value: number): void => {
    const points = classes.attachment[kind];
    const flags = lost[kind]?.lost;
    if (points === undefined || flags === undefined) return;
    for (let one = 0; one < classes.count; one++) if (flags[points[one]!] === 1) fate[one] = value;
  };
  // later marks win: the states apply in the order of VOXEL_STATE
  mark("hepatic", VOXEL_STATE.noOutflow);
  mark("bile", VOXEL_STATE.noBile);
  mark("artery", VOXEL_STATE.noInflow);
  mark("portal", VOXEL_STATE.noInflow);
  for (let one = 0; one < classes.count; one++) if (classes.tumour[one] === 1) fate[one] = VOXEL_STATE.tumour;
  return fate;
}

function remnantWithoutInflow(classes: VoxelClasses, resectedOf: Int32Array, lost: StateSources["lost"]): number {
  const { portal, artery } = classes.attachment;
  let voxels = 0;
  for (let one = 0; one < classes.count; one++) {
    const starved = lost.portal?.lost[portal?.[one] ?? 0] === 1 || lost.artery?.lost[artery?.[one] ?? 0] === 1;
    if (starved) voxels += classes.voxels[one]! - resectedOf[one]!;
  }
  return voxels;
}

/** Turns what the zones hold of the remnant into ablated tissue, in `state` and `bySegment`; tumour keeps its state. */
function ablate(prepared: PreparedAnatomy, state: Uint8Array, bySegment: Float64Array, zones: Uint8Array | undefined) {
  let [ablated, tumourAblated] = [0, 0];
  if (zones === undefined) return { ablated, tumourAblated };
  const { organVoxels, classes } = prepared;
  for (let n = 0; n < organVoxels.length; n++) {
    const voxel = organVoxels[n]!;
    const before = state[voxel]!;
    if (zones[voxel] === 0 || before === VOXEL_STATE.resected) continue;
    ablated++;
    if (before === VOXEL_STATE.tumour) tumourAblated++;
    else {
      const row = STATES * classes.segment[classes.of[n]!]!;
      state[voxel] = VOXEL_STATE.ablated;
      bySegment[row + before]!--;
      bySegment[row + VOXEL_STATE.ablated]!++;
    }
  }
  return { ablated, tumourAblated };
}

/** Voxels in a state, of one Couinaud value or of the whole organ. */
export function countOf(states: VoxelStates, value: number, couinaudValue?: number): number {
  if (couinaudValue !== undefined) return states.bySegment[STATES * couinaudValue + value]!;
  let sum = 0;
  for (let n = value; n < states.bySegment.length; n += STATES) sum += states.bySegment[n]!;
  return sum;
}
