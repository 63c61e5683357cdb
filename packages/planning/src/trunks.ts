import type { LiverAnatomy, TreeKind, VesselTree } from "@cantlie/anatomy";
import { worldPoint } from "@cantlie/geometry";
import { voxelCount } from "@cantlie/volume";
import { visitBall } from "./ball-voxels.ts";

/** A hepatic vein trunk, or a pedicle up to the second order. */
export interface Trunk {
  readonly tree: TreeKind;
  /** index into the tree's branches */
  readonly branch: number;
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

export function trunksOf(anatomy: LiverAnatomy): Trunks {
  const list: Trunk[] = [];
  const at = new Uint16Array(voxelCount(anatomy.grid));
  for (const kind of ["hepatic", "portal", "artery", "bile"] as const) {
    const tree = anatomy.trees[kind];
    if (tree === undefined) continue;
    const numberOf = tree.branches.map((_, branch) => (isTrunk(tree, branch) ? list.push({ tree: kind, branch }) : 0));
    for (let point = 0; point < tree.points.count; point++) {
      const number = numberOf[tree.points.branch[point]!]!;
      if (number > 0)
        paintPoint(anatomy, tree, point, (voxel) => {
          if (at[voxel] === 0) at[voxel] = number;
        });
    }
  }
  return { list, at };
}

/** Named hepatic veins and what leads to them; pedicles of order 0 (trunk), 1 (right, left) and 2 (sectional). */
export function isTrunk(tree: VesselTree, branch: number): boolean {
  const { order, name } = tree.branches[branch]!;
  return tree.kind === "hepatic" ? order === 0 || name !== "unnamed" : order <= 2;
}

/** Visits the voxels of lumen and wall around one centreline point; the voxel that holds the point is always among them. */
export function paintPoint(anatomy: LiverAnatomy, tree: VesselTree, point: number, paint: (voxel: number) => void): void {
  const { positionMm, radiusMm, voxel } = tree.points;
  const centre = worldPoint(positionMm[3 * point]!, positionMm[3 * point + 1]!, positionMm[3 * point + 2]!);
  visitBall(anatomy.grid, centre, radiusMm[point]! + VESSEL_WALL_MM, paint);
  if (voxel[point]! >= 0) paint(voxel[point]!);
}
