import { type TreeKind, totalBeyond } from "@cantlie/anatomy";
import { worldPoint } from "@cantlie/geometry";
import { branchSet } from "./branch-reference.ts";
import { type NearestInRuns, nearestInRuns } from "./nearest-in-runs.ts";
import type { BranchReference } from "./plan.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { intersectRuns, runsOfStretches, subtractRuns } from "./run-algebra.ts";
import { paintPoint, type Trunk } from "./trunks.ts";
import { TREE_KINDS, voxelsByClass } from "./voxel-classes.ts";
import type { VoxelRuns } from "./voxel-runs.ts";

/**
 * The vessels that a plan keeps: lumen and wall of each named branch, and of what leads to it, since a vessel that is cut nearer its
 * root is not kept. Tumour is no part of it: a wall drawn one millimetre wide is an assumption, a lesion's label is not.
 *
 * @throws PlanError as `branchSet` does
 */
export function keptVessels(prepared: PreparedAnatomy, keep: readonly BranchReference[]): VoxelRuns {
  const { anatomy } = prepared;
  const stretches: number[] = [];
  for (const kind of TREE_KINDS) {
    const named = branchSet(anatomy, kind, keep);
    if (named.size === 0) continue;
    const tree = anatomy.trees[kind]!;
    const { branch, parent, count } = tree.points;
    const isKept = new Uint8Array(count);
    for (let point = count - 1; point >= 0; point--) {
      if (named.has(branch[point]!)) isKept[point] = 1;
      if (isKept[point] === 1 && parent[point]! >= 0) isKept[parent[point]!] = 1;
    }
    for (let point = 0; point < count; point++)
      if (isKept[point] === 1) paintPoint(anatomy, tree, point, (first, end) => stretches.push(first, end));
  }
  return prepared.lesionRuns.reduce(subtractRuns, runsOfStretches(anatomy.grid, stretches));
}

/**
 * The vessels that go with the specimen: lumen and wall of each named branch where it runs within 5 mm of the cut, so that a vein on
 * the border of two segments is divided although the border as drawn passes beside it.
 *
 * @throws PlanError as `branchSet` does
 */
export function takenVessels(prepared: PreparedAnatomy, drawn: VoxelRuns, take: readonly BranchReference[]): VoxelRuns {
  const { anatomy } = prepared;
  const stretches: number[] = [];
  const cut = cutLookup(prepared, drawn);
  for (const kind of TREE_KINDS) {
    const named = branchSet(anatomy, kind, take);
    if (named.size === 0) continue;
    const tree = anatomy.trees[kind]!;
    for (let point = 0; point < tree.points.count; point++)
      if (named.has(tree.points.branch[point]!) && isPointNearCut(prepared, cut, kind, point))
        paintPoint(anatomy, tree, point, (first, end) => stretches.push(first, end));
  }
  return intersectRuns(prepared.organRuns, runsOfStretches(anatomy.grid, stretches));
}

/** A trunk whose wall lies near a cut, so that a plan must say whether it is kept or taken. */
export interface TrunkAtCut extends Trunk {
  readonly reference: BranchReference;
  /** share of what is attached to the trunk or beyond that is resected, 0..1 */
  readonly resectedShare: number;
}

/** Trunks are decided on where they come as near to a cut as this. */
export const TRUNK_AT_CUT_MM = 5;

/** Hepatic vein trunks and first- or second-order pedicles with resected tissue and remnant both within 5 mm of their wall. */
export function trunksAtCut(prepared: PreparedAnatomy, resected: VoxelRuns): TrunkAtCut[] {
  const resectedOf = voxelsByClass(prepared.classes, resected);
  const cut = cutLookup(prepared, resected);
  const shares = new Map<TreeKind, number[]>();
  return prepared.trunks.list.flatMap(({ tree: kind, branch, name }) => {
    if (!isAtCut(prepared, cut, kind, branch)) return [];
    const known = shares.get(kind) ?? resectedShares(prepared, resectedOf, kind);
    shares.set(kind, known);
    const { id, atMm } = prepared.anatomy.trees[kind]!.branches[branch]!;
    const reference = { tree: kind, branch: id, atMm };
    return [{ tree: kind, branch, name, reference, resectedShare: known[branch]! }];
  });
}

/** Whether a branch comes near to the cut inside the organ. */
function isAtCut(prepared: PreparedAnatomy, cut: CutLookup, kind: TreeKind, branch: number): boolean {
  const { organ, trees } = prepared.anatomy;
  const { branch: of, count, voxel } = trees[kind]!.points;
  for (let point = 0; point < count; point++)
    if (of[point] === branch && voxel[point]! >= 0 && organ[voxel[point]!] !== 0 && isPointNearCut(prepared, cut, kind, point))
      return true;
  return false;
}

interface CutLookup {
  readonly nearestResected: NearestInRuns;
  readonly nearestRemnant: NearestInRuns;
}

function cutLookup({ anatomy, organRuns }: PreparedAnatomy, resected: VoxelRuns): CutLookup {
  return {
    nearestResected: nearestInRuns(anatomy.grid, resected),
    nearestRemnant: nearestInRuns(anatomy.grid, subtractRuns(organRuns, resected)),
  };
}

function isPointNearCut({ anatomy }: PreparedAnatomy, cut: CutLookup, kind: TreeKind, point: number): boolean {
  const { positionMm: p, radiusMm } = anatomy.trees[kind]!.points;
  const centre = worldPoint(p[3 * point]!, p[3 * point + 1]!, p[3 * point + 2]!);
  const reachMm = radiusMm[point]! + TRUNK_AT_CUT_MM;
  return cut.nearestResected(centre, reachMm) >= 0 && cut.nearestRemnant(centre, reachMm) >= 0;
}

/** Per branch: share of the voxels attached to it or beyond that are resected; 0 where nothing is attached. */
function resectedShares(prepared: PreparedAnatomy, resectedOf: Int32Array, kind: TreeKind): number[] {
  const { classes } = prepared;
  const tree = prepared.anatomy.trees[kind]!;
  const all = new Array<number>(tree.branches.length).fill(0);
  const taken = new Array<number>(tree.branches.length).fill(0);
  prepared.attachment[kind]?.forEach((point, one) => {
    if (point === 0) return;
    const branch = tree.points.branch[point - 1]!;
    all[branch]! += classes.voxels[one]!;
    taken[branch]! += resectedOf[one]!;
  });
  const allBeyond = totalBeyond(tree, all);
  const takenBeyond = totalBeyond(tree, taken);
  return allBeyond.map((voxels, branch) => (voxels > 0 ? takenBeyond[branch]! / voxels : 0));
}
