import type { VesselTree } from "@cantlie/anatomy";
import { branchSet } from "../branch-reference.ts";
import type { Candidate } from "../candidates/candidate.ts";
import type { BranchReference } from "../plan.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { TREE_KINDS } from "../voxel-classes.ts";
import { addBit, type BitSet, bitSet } from "./bit-set.ts";

/** Where a candidate divides a vessel. */
export interface CutPoint {
  readonly diameterMm: number;
  /** candidates that divide the vessel nearer to its root, so that with them it is not divided here */
  readonly hiddenBy: BitSet;
}

/**
 * One list per candidate, thickest first.
 *
 * @param takes whether a candidate (by position) resects a voxel of the organ grid
 */
export function cutPointsOf(
  { anatomy }: PreparedAnatomy,
  candidates: readonly Candidate[],
  {
    takes,
    reconstruct,
  }: {
    readonly takes: (candidate: number, voxel: number) => boolean;
    readonly reconstruct: readonly BranchReference[];
  },
): CutPoint[][] {
  const lists: CutPoint[][] = candidates.map(() => []);
  for (const kind of TREE_KINDS) {
    const tree = anatomy.trees[kind];
    if (tree === undefined || candidates.every(({ lost }) => lost[kind] === undefined)) continue;
    const restored = branchSet(anatomy, kind, reconstruct);
    const severed = candidates.map((candidate, n) =>
      candidate.lost[kind] === undefined ? undefined : severedPoints(tree, (voxel) => takes(n, voxel), restored),
    );
    candidates.forEach(({ lost }, n) => {
      for (const point of lost[kind]?.cutPoints ?? []) {
        const before = tree.points.parent[point]!;
        const hiddenBy = bitSet(candidates.length);
        severed.forEach((isSevered, other) => {
          if (before >= 0 && isSevered?.[before] === 1) addBit(hiddenBy, other);
        });
        lists[n]!.push({ diameterMm: 2 * tree.points.radiusMm[point]!, hiddenBy });
      }
    });
  }
  for (const list of lists) list.sort((a, b) => b.diameterMm - a.diameterMm);
  return lists;
}

/** Points in resected tissue or beyond: like `LostSupply.lost`, but that a reconstructed branch is severed where it lies in resected tissue. */
function severedPoints(
  { points: { count, parent, branch, voxel } }: VesselTree,
  isResected: (voxel: number) => boolean,
  restored: ReadonlySet<number>,
): Uint8Array {
  const severed = new Uint8Array(count);
  for (let point = 0; point < count; point++) {
    const before = parent[point]!;
    const isInside = voxel[point]! >= 0 && isResected(voxel[point]!);
    const isBeyond = before >= 0 && severed[before] === 1 && !restored.has(branch[point]!);
    severed[point] = isInside || isBeyond ? 1 : 0;
  }
  return severed;
}
