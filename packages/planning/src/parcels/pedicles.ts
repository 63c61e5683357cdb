import type { TreeKind, VesselTree } from "@cantlie/anatomy";
import { nearestVoxel } from "../lesion-distance.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";

/**
 * Pedicles outside the liver: trunk points outside the organ, grouped where the same liver is attached at or beyond them, so that those of
 * one group serve liver that lives on together or not at all.
 */
export interface Pedicles {
  readonly groups: readonly PedicleGroup[];
  /** per tree and point plus one: the last group on the way from the root to it plus one, 0 for none */
  readonly groupOfPoint: Readonly<Partial<Record<TreeKind, Int32Array>>>;
  /** one per lesion: distance of the lesion from each group's nearest wall, ascending, mm; not less the bias of margins */
  readonly near: readonly (readonly { readonly group: number; readonly distanceMm: number }[])[];
}

export interface PedicleGroup {
  readonly tree: TreeKind;
  /** the group before it on the way to the root; undefined for none */
  readonly above: number | undefined;
  /** points outside the organ */
  readonly points: readonly number[];
}

/** Trees whose pedicles bound a margin: see `lesion-margins.ts`. */
const PEDICLE_TREES = ["portal", "artery", "bile"] as const;

export function pediclesOf(prepared: PreparedAnatomy): Pedicles {
  const groups: { tree: TreeKind; above: number | undefined; points: number[] }[] = [];
  const groupOfPoint: Partial<Record<TreeKind, Int32Array>> = {};
  for (const kind of PEDICLE_TREES) {
    const tree = prepared.anatomy.trees[kind];
    if (tree === undefined || prepared.attachment[kind] === undefined) continue;
    const attached = voxelsBeyond(prepared, kind, tree);
    const { count, parent } = tree.points;
    const groupOf = new Int32Array(count + 1);
    const firstOf = new Map<number, number>();
    for (let point = 0; point < count; point++) {
      const above = groupOf[parent[point]! + 1]!;
      groupOf[point + 1] = above;
      if (!isOutsidePedicle(prepared, tree, point)) continue;
      // what is attached beyond a point is part of what is attached beyond the point before it: as much is the same
      if (above === 0 || attached[firstOf.get(above)!] !== attached[point]) {
        groupOf[point + 1] = groups.push({ tree: kind, above: above === 0 ? undefined : above - 1, points: [] });
        firstOf.set(groups.length, point);
      }
      groups[groupOf[point + 1]! - 1]!.points.push(point);
    }
    groupOfPoint[kind] = groupOf;
  }
  return { groups, groupOfPoint, near: nearestPedicles(prepared, groups) };
}

function isOutsidePedicle({ anatomy }: PreparedAnatomy, { points, branches }: VesselTree, point: number): boolean {
  const voxel = points.voxel[point]!;
  return voxel >= 0 && anatomy.organ[voxel] === 0 && branches[points.branch[point]!]!.order <= 2;
}

/** Per point: voxels attached to it or beyond. */
function voxelsBeyond({ classes, attachment }: PreparedAnatomy, kind: TreeKind, { points }: VesselTree): Float64Array {
  const voxels = new Float64Array(points.count);
  attachment[kind]!.forEach((point, one) => {
    if (point > 0) voxels[point - 1]! += classes.voxels[one]!;
  });
  for (let point = points.count - 1; point >= 0; point--)
    if (points.parent[point]! >= 0) voxels[points.parent[point]!]! += voxels[point]!;
  return voxels;
}

function nearestPedicles(prepared: PreparedAnatomy, groups: readonly PedicleGroup[]): Pedicles["near"] {
  return prepared.lesionDistances.map((lesion) => {
    if (lesion === undefined) return [];
    const near = groups.flatMap(({ tree, points }, group) => {
      const { voxel, radiusMm } = prepared.anatomy.trees[tree]!.points;
      const found = nearestVoxel(
        lesion,
        points.map((point) => voxel[point]!),
        points.map((point) => radiusMm[point]!),
      );
      return found ? [{ group, distanceMm: found.distanceMm }] : [];
    });
    return near.sort((a, b) => a.distanceMm - b.distanceMm);
  });
}
