import type { TreeKind } from "@cantlie/anatomy";
import { VOXEL_STATE } from "./evaluation.ts";
import type { LostSupply } from "./lost-supply.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { runsOfFates, type StateRuns, withMarked } from "./state-runs.ts";
import { voxelsByClass } from "./voxel-classes.ts";
import { runsWithin, type VoxelRuns } from "./voxel-runs.ts";

const STATES = 8;

/** State of each voxel, and how many voxels are what. */
export interface VoxelStates {
  /** all organ voxels */
  readonly runs: StateRuns;
  /** voxels per Couinaud value (row, 0..9) and state (column): read with `countOf` */
  readonly bySegment: Float64Array;
  /** resected voxels of each class */
  readonly resectedOf: Int32Array;
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
  const { classes, attachment, organRuns } = prepared;
  const { grid } = prepared.anatomy;
  const { lost } = sources;
  const fate = fateOfClasses(prepared, lost);
  const resectedRuns = runsWithin(organRuns, sources.resected);
  const zoneRuns = zoneRunsOf(prepared, sources);
  const fateRuns = runsOfFates(grid, classes.runs, fate);
  const ablatedRuns = zoneRuns === undefined ? fateRuns : withMarked(grid, fateRuns, zoneRuns, () => VOXEL_STATE.ablated);
  const resectedOf = voxelsByClass(classes, resectedRuns);
  const ablatedOf = zoneRuns === undefined ? new Int32Array(classes.count) : voxelsByClass(classes, zoneRuns);
  const bySegment = new Float64Array(10 * STATES);
  let [tumourResected, tumourAblated, allAblated] = [0, 0, 0];
  for (let one = 0; one < classes.count; one++) {
    const row = STATES * classes.segment[one]!;
    const remnant = classes.voxels[one]! - resectedOf[one]!;
    bySegment[row + VOXEL_STATE.resected]! += resectedOf[one]!;
    bySegment[row + VOXEL_STATE.ablated]! += ablatedOf[one]!;
    bySegment[row + fate[one]!]! += remnant - ablatedOf[one]!;
    allAblated += ablatedOf[one]!;
    if (classes.tumour[one] !== 1) continue;
    tumourAblated += ablatedOf[one]!;
    tumourResected += resectedOf[one]!;
  }
  const remnantWhere = (isMeant: (one: number) => boolean): number => {
    let voxels = 0;
    for (let one = 0; one < classes.count; one++) if (isMeant(one)) voxels += classes.voxels[one]! - resectedOf[one]!;
    return voxels;
  };
  const isAt = (kind: TreeKind, flags: Uint8Array | undefined, one: number): boolean =>
    flags !== undefined && flags[attachment[kind]?.[one] ?? 0] === 1;
  return {
    runs: withMarked(grid, ablatedRuns, resectedRuns, () => VOXEL_STATE.resected),
    bySegment,
    resectedOf,
    tumourResected,
    tumourAblated,
    ablated: allAblated,
    noInflow: remnantWhere((one) => isAt("portal", lost.portal?.lost, one) || isAt("artery", lost.artery?.lost, one)),
    noOutflow: remnantWhere((one) => isAt("hepatic", lost.hepatic?.lost, one)),
    noBile: remnantWhere((one) => isAt("bile", lost.bile?.lost, one)),
    occluded: remnantWhere((one) => isAt("portal", sources.occluded, one)),
  };
}

/** State of each class where it is neither resected nor ablated. */
function fateOfClasses({ classes, attachment }: PreparedAnatomy, lost: StateSources["lost"]): Uint8Array {
  const fate = new Uint8Array(classes.count).fill(VOXEL_STATE.functional);
  const mark = (kind: TreeKind, value: number): void => {
    const points = attachment[kind];
    const flags = lost[kind]?.lost;
    if (points === undefined || flags === undefined) return;
    for (let one = 0; one < classes.count; one++) if (flags[points[one]!] === 1) fate[one] = value;
  };
  // later marks win: the last is what VOXEL_STATE puts first
  mark("hepatic", VOXEL_STATE.noOutflow);
  mark("bile", VOXEL_STATE.noBile);
  mark("artery", VOXEL_STATE.noInflow);
  mark("portal", VOXEL_STATE.noInflow);
  for (let one = 0; one < classes.count; one++) if (classes.tumour[one] === 1) fate[one] = VOXEL_STATE.tumour;
  return fate;
}

/** What the ablation zones hold of the remnant; undefined without zones. */
function zoneRunsOf({ organRuns }: PreparedAnatomy, { resected, zones }: StateSources): VoxelRuns | undefined {
  if (zones === undefined) return undefined;
  const inRemnant = zones.map((value, voxel) => (resected[voxel] === 0 ? value : 0));
  return runsWithin(organRuns, inRemnant);
}

/** Voxels in a state, of one Couinaud value or of the whole organ. */
export function countOf(states: VoxelStates, value: number, couinaudValue?: number): number {
  if (couinaudValue !== undefined) return states.bySegment[STATES * couinaudValue + value]!;
  let sum = 0;
  for (let n = value; n < states.bySegment.length; n += STATES) sum += states.bySegment[n]!;
  return sum;
}
