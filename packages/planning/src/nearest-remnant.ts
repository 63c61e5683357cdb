import type { VesselTree } from "@cantlie/anatomy";
import type { LostSupplies, LostSupply } from "./lost-supply.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { maskWithin } from "./run-algebra.ts";
import type { VoxelRuns } from "./voxel-runs.ts";

/** A place that a margin may end at: flat index, and its distance to the lesion's nearest voxel centre. */
export interface Place {
  readonly voxel: number;
  readonly distanceMm: number;
}

export interface NearestPlaces {
  readonly parenchymal: Place | undefined;
  /** on a trunk that lives on */
  readonly vascular: Place | undefined;
  /** on liver that is no wall of a trunk, whether that lives or not */
  readonly liver: Place | undefined;
}

/**
 * The nearest voxels within a lesion's reach that stay. Heat spares a living trunk: its blood cools the wall, and what is ablated around it leaves it.
 *
 * @param lesion its position; it has a reach
 * @param gone.resected what leaves the body
 * @param gone.taken `resected`, and for an ablated lesion what is ablated
 * @param gone.isKept `keptTrunks`
 */
export function nearestRemnant(
  { anatomy, trunks, lesionReach, trunksInReach }: PreparedAnatomy,
  lesion: number,
  { resected, taken, isKept }: { readonly resected: VoxelRuns; readonly taken: VoxelRuns; readonly isKept: Uint8Array },
): NearestPlaces {
  const { voxels, box, inBox, distanceMm } = lesionReach[lesion]!;
  const inTrunks = trunksInReach[lesion]!;
  const isTaken = maskWithin(anatomy.grid, box, taken);
  const isResected = taken === resected ? isTaken : maskWithin(anatomy.grid, box, resected);
  let liver = 0;
  for (let next = 0; liver < voxels.length; liver++)
    if (inTrunks[next] === liver) next++;
    else if (isTaken[inBox[liver]!] === 0) break;
  let [livingTrunk, deadTrunk] = [voxels.length, voxels.length];
  for (const n of inTrunks)
    if (isKept[trunks.at[voxels[n]!]!] !== 1) {
      if (n < deadTrunk && isTaken[inBox[n]!] === 0) deadTrunk = n;
    } else if (isResected[inBox[n]!] === 0) {
      livingTrunk = n;
      break;
    }
  const place = (n: number): Place | undefined =>
    n < voxels.length ? { voxel: voxels[n]!, distanceMm: distanceMm[n]! } : undefined;
  return { parenchymal: place(Math.min(liver, deadTrunk)), vascular: place(livingTrunk), liver: place(liver) };
}

/** One flag per value of `prepared.trunks.at`: 1 for trunks with a territory of which no point is cut or cut off. */
export function keptTrunks({ trunks, anatomy }: PreparedAnatomy, lost: LostSupplies): Uint8Array {
  return Uint8Array.of(0, ...trunks.list.map(({ tree, branch }) => (isWhole(anatomy.trees[tree]!, branch, lost[tree]) ? 1 : 0)));
}

function isWhole(tree: VesselTree, branch: number, supply: LostSupply | undefined): boolean {
  if (supply === undefined) return false;
  for (let point = 0; point < tree.points.count; point++)
    if (tree.points.branch[point] === branch && supply.lost[point + 1] === 1) return false;
  return true;
}
