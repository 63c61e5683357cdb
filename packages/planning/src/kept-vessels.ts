import type { TreeKind } from "@cantlie/anatomy";
import { worldPoint } from "@cantlie/geometry";
import { visitBall } from "./ball-voxels.ts";
import { branchSet } from "./branch-reference.ts";
import type { BranchReference } from "./plan.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { paintPoint, type Trunk } from "./trunks.ts";

/**
 * Takes the vessels that a plan keeps out of `resected`, in place: lumen and wall of each named branch, and of what leads to it,
 * since a vessel that is cut nearer its root is not kept. Tumour stays resected: a wall drawn one millimetre wide is an
 * assumption, a lesion's label is not.
 */
export function keepVessels(prepared: PreparedAnatomy, resected: Uint8Array, keep: readonly BranchReference[]): void {
  const { anatomy } = prepared;
  for (const kind of ["portal", "hepatic", "bile", "artery"] as const) {
    const named = branchSet(anatomy, kind, keep);
    if (named.size === 0) continue;
    const tree = anatomy.trees[kind]!;
    const { branch, parent, count } = tree.points;
    const isKept = new Uint8Array(count);
    for (let point = count - 1; point >= 0; point--) {
      if (named.has(branch[point]!)) isKept[point] = 1;
      if (isKept[point] === 1 && parent[point]! >= 0) isKept[parent[point]!] = 1;
    }
    for (let point = 0; point < count; point++) {
      if (isKept[point] === 0) continue;
      paintPoint(anatomy, tree, point, (voxel) => {
        if (anatomy.lesionLabels[voxel] === 0) resected[voxel] = 0;
      });
    }
  }
}

/**
 * Adds the vessels that a plan takes to `resected`, in place: lumen and wall of each named branch where it runs within 5 mm
 * of the cut, so that a vein on the border of two segments is divided although the border as drawn passes beside it.
 */
export function takeVessels(prepared: PreparedAnatomy, resected: Uint8Array, take: readonly BranchReference[]): void {
  const { anatomy } = prepared;
  const drawn = take.length > 0 ? resected.slice() : resected;
  for (const kind of ["portal", "hepatic", "bile", "artery"] as const) {
    const named = branchSet(anatomy, kind, take);
    if (named.size === 0) continue;
    const tree = anatomy.trees[kind]!;
    for (let point = 0; point < tree.points.count; point++) {
      if (!named.has(tree.points.branch[point]!) || !isPointNearCut(prepared, drawn, kind, point)) continue;
      paintPoint(anatomy, tree, point, (voxel) => {
        if (anatomy.organ[voxel] !== 0) resected[voxel] = 1;
      });
    }
  }
}

/** A trunk whose wall lies near a cut, so that a plan must say whether it is kept or taken. */
export interface TrunkAtCut extends Trunk {
  readonly reference: BranchReference;
  /** share of what is attached to the trunk or beyond that is resected, 0..1 */
  readonly resectedShare: number;
}

/** Trunks are decided on where they come as near to a cut as this (design.md section 3). */
export const TRUNK_AT_CUT_MM = 5;

/** Hepatic vein trunks and first- or second-order pedicles with resected tissue and remnant both within 5 mm of their wall. */
export function trunksAtCut(prepared: PreparedAnatomy, resected: Uint8Array): TrunkAtCut[] {
  const shares = new Map<TreeKind, number[]>();
  return prepared.trunks.list.flatMap(({ tree: kind, branch }) => {
    if (!isNearCut(prepared, resected, kind, branch)) return [];
    const known = shares.get(kind) ?? resectedShares(prepared, resected, kind);
    shares.set(kind, known);
    const { id, atMm } = prepared.anatomy.trees[kind]!.branches[branch]!;
    return [{ tree: kind, branch, reference: { tree: kind, branch: id, atMm }, resectedShare: known[branch]! }];
  });
}

function isNearCut(prepared: PreparedAnatomy, resected: Uint8Array, kind: TreeKind, branch: number): boolean {
  const { points } = prepared.anatomy.trees[kind]!;
  for (let point = 0; point < points.count; point++)
    if (points.branch[point] === branch && isPointNearCut(prepared, resected, kind, point)) return true;
  return false;
}

function isPointNearCut(prepared: PreparedAnatomy, resected: Uint8Array, kind: TreeKind, point: number): boolean {
  const { anatomy } = prepared;
  const { positionMm: p, radiusMm } = anatomy.trees[kind]!.points;
  const centre = worldPoint(p[3 * point]!, p[3 * point + 1]!, p[3 * point + 2]!);
  let [seesResected, seesRemnant] = [false, false];
  visitBall(anatomy.grid, centre, radiusMm[point]! + TRUNK_AT_CUT_MM, (voxel) => {
    if (anatomy.organ[voxel] === 0) return true;
    if (resected[voxel] === 0) seesRemnant = true;
    else seesResected = true;
    return !(seesResected && seesRemnant);
  });
  return seesResected && seesRemnant;
}

/** Per branch: share of the voxels attached to it or beyond that are resected; 0 where nothing is attached. */
function resectedShares(prepared: PreparedAnatomy, resected: Uint8Array, kind: TreeKind): number[] {
  const { branches, points } = prepared.anatomy.trees[kind]!;
  const attached = prepared.attachment[kind];
  const all = new Float64Array(branches.length);
  const taken = new Float64Array(branches.length);
  prepared.organVoxels.forEach((voxel, n) => {
    const point = (attached?.[n] ?? 0) - 1;
    if (point < 0) return;
    all[points.branch[point]!]!++;
    if (resected[voxel] !== 0) taken[points.branch[point]!]!++;
  });
  const beyond = (branch: number, counts: Float64Array): number =>
    branches[branch]!.children.reduce((sum, child) => sum + beyond(child, counts), counts[branch]!);
  return branches.map((_, branch) =>
    all.length > 0 && beyond(branch, all) > 0 ? beyond(branch, taken) / beyond(branch, all) : 0,
  );
}
