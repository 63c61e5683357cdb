import type { TreeKind, VesselTree } from "@cantlie/anatomy";
import { voxelsToMl } from "@cantlie/volume";
import type { BranchReference } from "./plan.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { type RunLookup, runLookup } from "./run-lookup.ts";
import { wallTouches } from "./vessel-walls.ts";
import { TREE_KINDS, voxelsByClass } from "./voxel-classes.ts";
import type { VoxelRuns } from "./voxel-runs.ts";

/**
 * With a quarter of what lies beyond outside the resection, a vessel passes through it: surgeons follow such a vessel or go round it. With less, it is
 * the resection's own, and what it serves outside is a border's raggedness: territories agree with planes on some four voxels in five.
 */
export const PASSING_SHARE = 0.25;

/**
 * Branches of which lumen or wall lies in what is resected although they serve what stays: they stay in the remnant too. A branch passes only if
 * all that leads to it does, as one that is kept beyond its cut is none; and what hangs on a vessel beyond tumour that goes is lost anyway.
 *
 * @param resected R before any vessel is kept
 * @param rule.leastMl a branch that serves this much of what stays passes whatever its share; default: none does
 * @param rule.clearOf where none passes but a trunk, such as the margin of a lesion; default: nowhere
 */
export function passingVessels(
  prepared: PreparedAnatomy,
  resected: VoxelRuns,
  { leastMl = Infinity, clearOf }: { readonly leastMl?: number; readonly clearOf?: VoxelRuns } = {},
): BranchReference[] {
  const { anatomy, classes, attachment, walls } = prepared;
  const resectedOf = voxelsByClass(classes, resected);
  const lookup = runLookup(anatomy.grid, resected);
  const clear = clearOf && runLookup(anatomy.grid, clearOf);
  return TREE_KINDS.flatMap((kind) => {
    const [tree, attached] = [anatomy.trees[kind], attachment[kind]];
    if (tree === undefined || attached === undefined) return [];
    const { points } = tree;
    const severed = severedPoints(prepared, kind, { resected: lookup, clear });
    const { all, staying } = servedBeyond(prepared, { kind, tree, severed, resectedOf });
    const serves = (point: number): boolean =>
      staying[point]! > 0 &&
      (staying[point]! >= PASSING_SHARE * all[point]! || voxelsToMl(anatomy.grid, staying[point]!) >= leastMl);
    const reached = new Uint8Array(points.count);
    const passing = new Set<number>();
    for (let point = 0; point < points.count; point++) {
      const before = points.parent[point]!;
      if ((before >= 0 && reached[before] === 0) || severed[point] === 1) continue;
      const isServing = serves(point);
      const isInside = points.voxel[point]! >= 0 && lookup.holds(points.voxel[point]!);
      if (isInside && !isServing) continue;
      reached[point] = 1;
      const branch = points.branch[point]!;
      if (isServing && !passing.has(branch) && (isInside || wallTouches(walls[kind]!, point, lookup))) passing.add(branch);
    }
    return [...passing]
      .sort((a, b) => a - b)
      .map((branch): BranchReference => {
        const { id, atMm } = tree.branches[branch]!;
        return { tree: kind, branch: id, atMm };
      });
  });
}

/** One flag per point: it lies in tumour that goes, or where none passes but a trunk with what opens into it, or beyond. */
function severedPoints(
  { anatomy, trunks }: PreparedAnatomy,
  kind: TreeKind,
  { resected, clear }: { readonly resected: RunLookup; readonly clear: RunLookup | undefined },
): Uint8Array {
  const { points } = anatomy.trees[kind]!;
  const severed = new Uint8Array(points.count);
  for (let point = 0; point < points.count; point++) {
    const [before, voxel] = [points.parent[point]!, points.voxel[point]!];
    const isInTumour = voxel >= 0 && anatomy.lesionLabels[voxel] !== 0 && resected.holds(voxel);
    const isTaken = isInTumour || (voxel >= 0 && clear?.holds(voxel) === true && trunks.at[voxel] === 0);
    severed[point] = isTaken || (before >= 0 && severed[before] === 1) ? 1 : 0;
  }
  return severed;
}

/** Per point: voxels attached to it or beyond, and those of them that stay. */
function servedBeyond(
  { classes, attachment }: PreparedAnatomy,
  {
    kind,
    tree,
    severed,
    resectedOf,
  }: {
    readonly kind: TreeKind;
    readonly tree: VesselTree;
    readonly severed: Uint8Array;
    readonly resectedOf: Int32Array;
  },
) {
  const { count, parent } = tree.points;
  const all = new Float64Array(count);
  const staying = new Float64Array(count);
  attachment[kind]!.forEach((attached, one) => {
    if (attached === 0) return;
    all[attached - 1]! += classes.voxels[one]!;
    if (severed[attached - 1] === 0) staying[attached - 1]! += classes.voxels[one]! - resectedOf[one]!;
  });
  for (let point = count - 1; point >= 0; point--) {
    const before = parent[point]!;
    if (before < 0) continue;
    all[before]! += all[point]!;
    staying[before]! += staying[point]!;
  }
  return { all, staying };
}
