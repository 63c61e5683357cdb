import {
  type BranchName,
  branchesBeyond,
  type LiverAnatomy,
  type TreeKind,
  totalBeyond,
  type VesselTree,
} from "@cantlie/anatomy";
import { worldPoint } from "@cantlie/geometry";
import { voxelCount } from "@cantlie/volume";
import { visitBallRows } from "./ball-rows.ts";
import type { VoxelClasses } from "./voxel-classes.ts";

/** A hepatic vein trunk, or a pedicle up to the second order. */
export interface Trunk {
  readonly tree: TreeKind;
  /** index into the tree's branches */
  readonly branch: number;
  /** name of the branch, or of the vein that it carries on */
  readonly name: BranchName;
}

export interface Trunks {
  readonly list: readonly Trunk[];
  /** per voxel of the organ grid: 0, or n where the voxel belongs to the lumen or wall of `list[n - 1]` */
  readonly at: Uint16Array;
}

/**
 * Added to a vessel's radius for the part that a surgeon keeps with it. Walls of hepatic veins and Glissonean sheaths measure
 * about a millimetre; a voxel is rarely finer.
 */
export const VESSEL_WALL_MM = 1;

/**
 * Pedicles of order 0 (trunk), 1 (right, left) and 2 (sectional); hepatic veins where they are named or begin, and their branches
 * as far out as a third of the vein's territory still drains through them: a vein's name ends at its first division, the
 * vein that a surgeon keeps does not.
 */
export function trunksOf(anatomy: LiverAnatomy, classes: VoxelClasses): Trunks {
  const list: Trunk[] = [];
  const at = new Uint16Array(voxelCount(anatomy.grid));
  for (const kind of ["hepatic", "portal", "artery", "bile"] as const) {
    const tree = anatomy.trees[kind];
    if (tree === undefined) continue;
    const names = kind === "hepatic" ? veinNames(tree, voxelsPerBranch(tree, classes)) : pedicleNames(tree);
    const numberOf = names.map((name, branch) => (name === undefined ? 0 : list.push({ tree: kind, branch, name })));
    for (let point = 0; point < tree.points.count; point++) {
      const number = numberOf[tree.points.branch[point]!]!;
      if (number > 0)
        paintPoint(anatomy, tree, point, (first, end) => {
          for (let voxel = first; voxel < end; voxel++) if (at[voxel] === 0) at[voxel] = number;
        });
    }
  }
  return { list, at };
}

/** Per branch: its name if it is a trunk, otherwise undefined. */
function pedicleNames(tree: VesselTree): (BranchName | undefined)[] {
  return tree.branches.map(({ order, name }) => (order <= 2 ? name : undefined));
}

/** A branch that carries at least this share of a vein's territory is the vein going on, not a tributary. */
const VEIN_SHARE = 1 / 3;

function veinNames(tree: VesselTree, voxels: readonly number[]): (BranchName | undefined)[] {
  const drains = totalBeyond(tree, voxels);
  const veinOf = tree.branches.map(() => -1);
  const names: (BranchName | undefined)[] = tree.branches.map(() => undefined);
  const roots = tree.branches.flatMap(({ parent }, branch) => (parent === undefined ? [branch] : []));
  for (const branch of roots.flatMap((root) => branchesBeyond(tree, root))) {
    const { parent, name, order } = tree.branches[branch]!;
    const above = parent === undefined ? -1 : veinOf[parent]!;
    const isNamed = name !== "unnamed" || order === 0;
    if (isNamed) {
      // a vein begins where its name begins
      const goesOn = above >= 0 && tree.branches[above]!.name === name;
      veinOf[branch] = goesOn ? above : branch;
      names[branch] = name;
    } else if (above >= 0 && drains[branch]! >= VEIN_SHARE * drains[above]!) {
      veinOf[branch] = above;
      names[branch] = tree.branches[above]!.name;
    }
  }
  return names;
}

/** Voxels in the territory of each branch of the hepatic tree. */
function voxelsPerBranch(tree: VesselTree, classes: VoxelClasses): number[] {
  const voxels = tree.branches.map(() => 0);
  classes.territory.hepatic?.forEach((point, one) => {
    if (point > 0) voxels[tree.points.branch[point - 1]!]! += classes.voxels[one]!;
  });
  return voxels;
}

/**
 * Visits the rows of voxels of lumen and wall around one centreline point, each by its first flat index and that past its last; the
 * voxel that holds the point is always among them.
 */
export function paintPoint(
  anatomy: LiverAnatomy,
  tree: VesselTree,
  point: number,
  paint: (first: number, end: number) => void,
): void {
  const { positionMm, radiusMm, voxel } = tree.points;
  const centre = worldPoint(positionMm[3 * point]!, positionMm[3 * point + 1]!, positionMm[3 * point + 2]!);
  visitBallRows(anatomy.grid, centre, radiusMm[point]! + VESSEL_WALL_MM, paint);
  if (voxel[point]! >= 0) paint(voxel[point]!, voxel[point]! + 1);
}
