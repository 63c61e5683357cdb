import type { Territory, TreeKind, VesselTree } from "@cantlie/anatomy";
import { type Grid, voxelVolumeMm3 } from "@cantlie/volume";
import { faceAreasMm2 } from "../face-areas.ts";
import type { VoxelClasses } from "../voxel-classes.ts";

/** The zone along the borders between a tree's branches where either branch may be the right one. */
export interface AmbiguousBand {
  readonly volumeMl: number;
  /** mean width of the zone: its volume over the area of the borders that it lies on; 0 where there is no border */
  readonly widthMm: number;
}

/**
 * The border's area is estimated from its faces across i alone: a surface that faces everywhere alike shows half its area to
 * any one direction (Cauchy), and the borders of dozens of branches face everywhere.
 */
export function ambiguousBand(
  grid: Grid,
  classes: VoxelClasses,
  { kind, tree, territory }: { readonly kind: TreeKind; readonly tree: VesselTree; readonly territory: Territory },
): AmbiguousBand {
  const { branch } = tree.points;
  const { ambiguous } = territory;
  const { first, length, of } = classes.runs;
  const branchOf = classes.territory[kind]!.map((point) => (point > 0 ? branch[point - 1]! : -1));
  let ambiguousVoxels = 0;
  let facesAcrossI = 0;
  for (let run = 0, before = -1, endBefore = -1; run < first.length; run++) {
    const from = first[run]!;
    const end = from + length[run]!;
    const here = branchOf[of[run]!]!;
    const isNeighbour = from === endBefore && from % grid.size[0] !== 0;
    if (isNeighbour && here !== before && here >= 0 && before >= 0) facesAcrossI++;
    [before, endBefore] = [here, end];
    for (let voxel = from; voxel < end; voxel++) if (ambiguous[voxel] !== 0) ambiguousVoxels++;
  }
  const borderMm2 = 2 * facesAcrossI * faceAreasMm2(grid)[0];
  const volumeMm3 = ambiguousVoxels * voxelVolumeMm3(grid);
  return { volumeMl: volumeMm3 / 1000, widthMm: borderMm2 > 0 ? volumeMm3 / borderMm2 : 0 };
}
