import type { TreeKind, VesselTree } from "@cantlie/anatomy";
import { type WorldPoint, worldPoint } from "@cantlie/geometry";
import type { CutVessel } from "./evaluation.ts";
import type { LostSupply } from "./lost-supply.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { runLookup } from "./run-lookup.ts";
import type { ServingPoints } from "./serving-points.ts";
import { wallTouches } from "./vessel-walls.ts";
import type { VoxelRuns } from "./voxel-runs.ts";

type Supply = Readonly<Partial<Record<TreeKind, LostSupply>>>;

/** Branches that are divided, thickest first; the diameter is that of the vessel where it enters the resected tissue. */
export function cutVessels(prepared: PreparedAnatomy, lost: Supply): CutVessel[] {
  const cut: CutVessel[] = [];
  for (const { kind, tree, supply } of treesOf(prepared, lost))
    for (const point of supply.cutPoints) cut.push(vesselAt(kind, tree, point));
  return cut.sort(byDiameter);
}

/**
 * What a surgeon divides for these cuts, thickest first: from each cut up to the origin of the vessel that serves nothing that
 * lives on, which often lies outside the liver. A right hemihepatectomy divides the right portal vein, though its centreline only
 * meets the resected tissue further out, perhaps in several branches.
 */
export function dividedVessels(prepared: PreparedAnatomy, lost: Supply, serving: ServingPoints): CutVessel[] {
  const divided: CutVessel[] = [];
  for (const { kind, tree, supply } of treesOf(prepared, lost)) {
    const serves = serving[kind]!;
    const origins = supply.cutPoints.map((cut) => {
      let origin = cut;
      for (let before = tree.points.parent[cut]!; before >= 0 && serves[before] === 0; before = tree.points.parent[before]!)
        origin = before;
      return origin;
    });
    for (const origin of new Set(origins)) divided.push(vesselAt(kind, tree, origin));
  }
  return divided.sort(byDiameter);
}

/**
 * Branches that are alive, neither cut nor divided, and whose wall touches the resected tissue: the place of the thickest contact
 * of each.
 */
export function touchedVessels(
  prepared: PreparedAnatomy,
  resected: VoxelRuns,
  { lost, serving }: { readonly lost: Supply; readonly serving: ServingPoints },
): CutVessel[] {
  const touched: CutVessel[] = [];
  const lookup = runLookup(prepared.anatomy.grid, resected);
  for (const { kind, tree, supply } of treesOf(prepared, lost)) {
    const walls = prepared.walls[kind]!;
    const cut = new Set(supply.cutPoints.map((point) => tree.points.branch[point]!));
    const thickest = new Map<number, number>();
    for (let point = 0; point < tree.points.count; point++) {
      const branch = tree.points.branch[point]!;
      if (supply.lost[point + 1] === 1 || serving[kind]![point] === 0 || cut.has(branch) || tree.points.voxel[point]! < 0)
        continue;
      const known = thickest.get(branch);
      const radiusMm = tree.points.radiusMm[point]!;
      if (known !== undefined && tree.points.radiusMm[known]! >= radiusMm) continue;
      if (wallTouches(walls, point, lookup)) thickest.set(branch, point);
    }
    for (const point of thickest.values()) touched.push(vesselAt(kind, tree, point));
  }
  return touched.sort(byDiameter);
}

function* treesOf(prepared: PreparedAnatomy, lost: Supply) {
  for (const kind of ["portal", "hepatic", "bile", "artery"] as const) {
    const tree = prepared.anatomy.trees[kind];
    const supply = lost[kind];
    if (tree !== undefined && supply !== undefined) yield { kind, tree, supply };
  }
}

function vesselAt(kind: TreeKind, tree: VesselTree, point: number): CutVessel {
  const { id, name } = tree.branches[tree.points.branch[point]!]!;
  return { tree: kind, branch: id, name, diameterMm: 2 * tree.points.radiusMm[point]!, atMm: pointAt(tree, point) };
}

function pointAt(tree: VesselTree, point: number): WorldPoint {
  const p = tree.points.positionMm;
  return worldPoint(p[3 * point]!, p[3 * point + 1]!, p[3 * point + 2]!);
}

function byDiameter(a: CutVessel, b: CutVessel): number {
  return b.diameterMm - a.diameterMm || (a.tree + a.branch < b.tree + b.branch ? -1 : 1);
}
