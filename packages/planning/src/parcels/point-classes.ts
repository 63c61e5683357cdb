import type { TreeKind } from "@cantlie/anatomy";
import { branchSet } from "../branch-reference.ts";
import type { Candidate } from "../candidates/candidate.ts";
import { lostSupply } from "../lost-supply.ts";
import type { BranchReference } from "../plan.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { TREE_KINDS } from "../voxel-classes.ts";
import { pairNumbers } from "./pair-numbers.ts";
import type { Pedicles } from "./pedicles.ts";

/** Vessels that were dealt with before, or are dealt with by whatever is chosen. */
export interface VesselSettings {
  /** branches that were blocked before this operation */
  readonly occludedBefore: readonly BranchReference[];
  /** branches that carry flow although they are cut; the candidates' `lost` must be made with them too */
  readonly reconstruct: readonly BranchReference[];
}

/** Centreline points of one tree by what can happen to what is attached to them. */
export interface PointClasses {
  readonly count: number;
  /** class of each point plus one; entry 0 is what is attached to nothing */
  readonly of: Int32Array;
  /** one point plus one of each class */
  readonly example: Int32Array;
  /** 1 for classes that blocked branches fed, one flag per class */
  readonly blocked: Uint8Array;
}

/** Points are alike if the same candidates cut them off, blocking reaches both, and the same pedicles outside the liver lead to them. */
export function pointClasses(
  prepared: PreparedAnatomy,
  candidates: readonly Candidate[],
  { pedicles, vessels }: { readonly pedicles: Pedicles; readonly vessels: VesselSettings },
): Readonly<Partial<Record<TreeKind, PointClasses>>> {
  const classes: Partial<Record<TreeKind, PointClasses>> = {};
  for (const kind of TREE_KINDS) {
    const tree = prepared.anatomy.trees[kind];
    if (tree === undefined || prepared.attachment[kind] === undefined) continue;
    const cutOff = candidates.flatMap(({ lost }) => (lost[kind] === undefined ? [] : [lost[kind].lost]));
    const blocked = blockedPoints(prepared, kind, vessels);
    const group = pedicles.groupOfPoint[kind];
    let of = new Int32Array(tree.points.count + 1);
    for (const flags of [...cutOff, blocked, ...(group ? [group] : [])]) {
      const numbers = pairNumbers();
      of = of.map((one, point) => numbers.numberOf(one, flags[point]!));
    }
    const example = new Int32Array(1 + Math.max(...of));
    for (let point = of.length - 1; point >= 0; point--) example[of[point]!] = point;
    classes[kind] = { count: example.length, of, example, blocked: Uint8Array.from(example, (point) => blocked[point]!) };
  }
  return classes;
}

/** As `LostSupply.lost`: what blocked branches feed. @throws PlanError if a branch is named that the anatomy does not have */
function blockedPoints({ anatomy }: PreparedAnatomy, kind: TreeKind, vessels: VesselSettings): Uint8Array {
  const restored = branchSet(anatomy, kind, vessels.reconstruct);
  const blocked = branchSet(anatomy, kind, vessels.occludedBefore);
  return lostSupply(anatomy.trees[kind]!, () => false, restored, blocked).lost;
}
