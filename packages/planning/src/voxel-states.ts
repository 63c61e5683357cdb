import type { TreeKind } from "@cantlie/anatomy";
import { STATE_COUNT, VOXEL_STATE } from "./evaluation.ts";
import type { LostSupplies } from "./lost-supply.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { subtractRuns } from "./run-algebra.ts";
import { painted, runsInState, runsOfFates, type StateRuns } from "./state-runs.ts";
import { voxelsByClass } from "./voxel-classes.ts";
import type { VoxelRuns } from "./voxel-runs.ts";

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
  /** remnant voxels of branches that were occluded before or are occluded by this stage, and not cut */
  readonly occluded: number;
}

export interface StateSources {
  /** within the organ */
  readonly resected: VoxelRuns;
  /** what is lost since it is cut */
  readonly lost: LostSupplies;
  /** what is lost since it is cut or was occluded before; undefined where nothing was */
  readonly occludedBefore: LostSupplies | undefined;
  /** the same with what this stage occludes; undefined where nothing was or is */
  readonly occluded: LostSupplies | undefined;
  /** ablation zones within the organ */
  readonly zones: VoxelRuns | undefined;
}

/** One pass over the organ's voxels. Without a duct tree bile is taken to follow the portal tree. */
export function voxelStates(prepared: PreparedAnatomy, sources: StateSources): VoxelStates {
  const { classes, attachment } = prepared;
  const { grid } = prepared.anatomy;
  const { lost, resected, zones } = sources;
  const fate = fateOfClasses(prepared, sources);
  const zoneRuns = zones && subtractRuns(zones, resected);
  const resectedOf = voxelsByClass(classes, resected);
  const ablatedOf = zoneRuns === undefined ? new Int32Array(classes.count) : voxelsByClass(classes, zoneRuns);
  const bySegment = new Float64Array(10 * STATE_COUNT);
  let [tumourResected, tumourAblated, allAblated] = [0, 0, 0];
  for (let one = 0; one < classes.count; one++) {
    const row = STATE_COUNT * classes.segment[one]!;
    const remnant = classes.voxels[one]! - resectedOf[one]!;
    bySegment[row + VOXEL_STATE.resected]! += resectedOf[one]!;
    bySegment[row + VOXEL_STATE.ablated]! += ablatedOf[one]!;
    bySegment[row + fate[one]!]! += remnant - ablatedOf[one]!;
    allAblated += ablatedOf[one]!;
    if (classes.tumour[one] !== 1) continue;
    tumourAblated += ablatedOf[one]!;
    tumourResected += resectedOf[one]!;
  }
  /** remnant voxels of classes that one of some trees does not reach, though it would without the other losses */
  const remnantLost = (kinds: readonly TreeKind[], from: LostSupplies | undefined, but?: LostSupplies): number => {
    const parts = kinds.flatMap((kind) => {
      const [points, flags] = [attachment[kind], from?.[kind]?.lost];
      return points && flags ? [{ points, flags, other: but?.[kind]?.lost ?? NEVER }] : [];
    });
    let voxels = 0;
    for (let one = 0; one < classes.count; one++)
      for (const { points, flags, other } of parts)
        if (flags[points[one]!] === 1 && other[points[one]!] !== 1) {
          voxels += classes.voxels[one]! - resectedOf[one]!;
          break;
        }
    return voxels;
  };
  // what works and what is wholly resected need not be looked for among half a million runs
  const shownFate = fate.map((state, one) =>
    state === VOXEL_STATE.functional || resectedOf[one] === classes.voxels[one] ? 0 : state,
  );
  const layers: readonly StateRuns[] = [
    runsInState(prepared.organRuns, VOXEL_STATE.functional),
    runsOfFates(grid, classes.runs, shownFate),
    ...(zoneRuns ? [runsInState(zoneRuns, VOXEL_STATE.ablated)] : []),
    runsInState(resected, VOXEL_STATE.resected),
  ];
  return {
    runs: layers.reduce((below, above) => painted(grid, below, above)),
    bySegment,
    resectedOf,
    tumourResected,
    tumourAblated,
    ablated: allAblated,
    noInflow: remnantLost(["portal", "artery"], lost),
    noOutflow: remnantLost(["hepatic"], lost),
    noBile: remnantLost(["bile"], lost),
    occluded: remnantLost(VENOUS, sources.occluded, lost),
  };
}

const NEVER = new Uint8Array();

/** What is occluded before an operation: portal branches, and with them hepatic veins. */
const VENOUS = ["portal", "hepatic"] as const;

/** State of each class where it is neither resected nor ablated. */
function fateOfClasses(
  { classes, attachment }: PreparedAnatomy,
  { lost, occludedBefore }: Pick<StateSources, "lost" | "occludedBefore">,
): Uint8Array {
  const fate = new Uint8Array(classes.count).fill(VOXEL_STATE.functional);
  const mark = (from: LostSupplies | undefined, kind: TreeKind, value: number): void => {
    const points = attachment[kind];
    const flags = from?.[kind]?.lost;
    if (points === undefined || flags === undefined) return;
    for (let one = 0; one < classes.count; one++) if (flags[points[one]!] === 1) fate[one] = value;
  };
  // later marks win: the last is what VOXEL_STATE puts first
  mark(occludedBefore, "hepatic", VOXEL_STATE.occluded);
  mark(lost, "hepatic", VOXEL_STATE.noOutflow);
  mark(occludedBefore, "portal", VOXEL_STATE.occluded);
  mark(lost, "bile", VOXEL_STATE.noBile);
  mark(lost, "artery", VOXEL_STATE.noInflow);
  mark(lost, "portal", VOXEL_STATE.noInflow);
  for (let one = 0; one < classes.count; one++) if (classes.tumour[one] === 1) fate[one] = VOXEL_STATE.tumour;
  return fate;
}

/** Voxels in a state, of one Couinaud value or of the whole organ. */
export function countOf(states: VoxelStates, value: number, couinaudValue?: number): number {
  if (couinaudValue !== undefined) return states.bySegment[STATE_COUNT * couinaudValue + value]!;
  let sum = 0;
  for (let n = value; n < states.bySegment.length; n += STATE_COUNT) sum += states.bySegment[n]!;
  return sum;
}
