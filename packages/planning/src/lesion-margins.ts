import type { LesionId, TreeKind, VesselTree } from "@cantlie/anatomy";
import type { WorldPoint } from "@cantlie/geometry";
import { indexToWorld } from "@cantlie/volume";
import type { LesionMargin } from "./evaluation.ts";
import type { EvaluationSettings } from "./evaluation-settings.ts";
import { type LesionDistance, nearestVoxel } from "./lesion-distance.ts";
import type { LostSupply } from "./lost-supply.ts";
import type { Stage } from "./plan.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import type { ServingPoints } from "./serving-points.ts";

/*
 * CONTRIBUTOR NOTES. The bias: two voxel centres on either side of a gap lie farther apart than the gap. For spheres of 5 and
 * 10 mm against planes of random direction and offset the excess was .34 to .46 of the voxel's mean edge (cube root of its
 * volume) at 1 mm, .35 to .45 at 0.57 × 0.57 × 1.6 mm and .4 to .67 at 2 mm; it is a whole voxel for a plane along the
 * grid. Half a mean edge is subtracted everywhere: a constant, so that the least over parts of a border is that of the whole.
 * Half a voxel on either side was tried: it reads oblique cuts half a voxel too narrow.
 */

export interface MarginSources {
  readonly resected: Uint8Array;
  readonly remnantAtCut: Int32Array;
  readonly lost: Readonly<Partial<Record<TreeKind, LostSupply>>>;
  readonly serving: ServingPoints;
  /** ablation zones, one byte per voxel of the grid */
  readonly zones: Uint8Array | undefined;
}

/** Places that a margin may end at. */
interface MarginSurface {
  readonly voxels: ArrayLike<number>;
  /** per voxel: what lies between its centre and the surface, such as a vessel's radius */
  readonly lessMm?: ArrayLike<number>;
}

/** One entry per lesion, in the lesions' order. No margin of a lesion that the image cuts off is predictable. */
export function lesionMargins(
  prepared: PreparedAnatomy,
  stage: Stage,
  sources: MarginSources,
  settings: EvaluationSettings,
): LesionMargin[] {
  const { anatomy, lesionDistances } = prepared;
  const treated = lesionTreatment(prepared, sources);
  const surveilled = new Set<LesionId>(stage.surveil.map((reference) => reference.lesion));
  const { parenchymal, vascular } = cutSurfaces(prepared, sources);
  const pedicles = outsidePedicles(prepared, sources);
  const measured = anatomy.lesions.map(({ id }, n): LesionMargin => {
    const lesion = lesionDistances[n];
    const how = treated[n]!;
    if (how === "left" || lesion === undefined) {
      const isSurveilled = surveilled.has(id);
      return {
        lesion: id,
        treatedBy: isSurveilled ? "surveillance" : "nothing",
        kind: isSurveilled ? "surveilled" : "not-removed",
        predictable: false,
      };
    }
    if (how === "ablated") return ablationMargin(prepared, id, lesion, sources, settings);
    const cava = prepared.nearestCavaVoxel[n];
    const nearParenchymal = nearestOf(prepared, lesion, [parenchymal, ...pedicles, { voxels: cava === undefined ? [] : [cava] }]);
    const nearVascular = nearestOf(prepared, lesion, [vascular]);
    const trunk = nearVascular === undefined ? undefined : prepared.trunks.list[prepared.trunks.at[nearVascular.voxel]! - 1];
    const leastMm = Math.min(nearParenchymal?.mm ?? Infinity, nearVascular?.mm ?? Infinity);
    return {
      lesion: id,
      treatedBy: "resection",
      kind: "resected",
      ...(nearParenchymal && { parenchymalMm: nearParenchymal.mm, parenchymalAtMm: nearParenchymal.atMm }),
      ...(nearVascular && { vascularMm: nearVascular.mm, vascularAtMm: nearVascular.atMm }),
      ...(trunk && { vessel: anatomy.trees[trunk.tree]!.branches[trunk.branch]!.id }),
      predictable: isPredictable(prepared, leastMm, settings),
    };
  });
  return measured.map((margin, n) => (prepared.lesionsCutOff[n] ? { ...margin, predictable: false } : margin));
}

/** Whether each lesion is wholly resected, wholly inside the ablation zones and the resected tissue, or left in part. */
export function lesionTreatment(
  prepared: PreparedAnatomy,
  { resected, zones }: { readonly resected: Uint8Array; readonly zones: Uint8Array | undefined },
): ("resected" | "ablated" | "left")[] {
  const { anatomy, lesionVoxels } = prepared;
  return anatomy.lesions.map((_, n) => {
    const voxels = lesionVoxels[n]!;
    if (voxels.length === 0) return "left";
    let isWhollyResected = true;
    for (const voxel of voxels) {
      if (resected[voxel] !== 0) continue;
      isWhollyResected = false;
      if (zones === undefined || zones[voxel] === 0) return "left";
    }
    return isWhollyResected ? "resected" : "ablated";
  });
}

/** Margins below this cannot be promised: imaging and execution together may use them up (design.md section 3). */
export function isPredictable(prepared: PreparedAnatomy, marginMm: number, settings: EvaluationSettings): boolean {
  return marginMm >= Math.max(1, Math.max(...prepared.anatomy.grid.spacingMm) + settings.executionErrorMm);
}

/** The remnant's side of the cut, parted into kept trunks and everything else. */
function cutSurfaces(prepared: PreparedAnatomy, sources: MarginSources): { parenchymal: MarginSurface; vascular: MarginSurface } {
  const { trunks, anatomy } = prepared;
  const kept = trunks.list.map(({ tree, branch }) => isWhole(anatomy.trees[tree]!, branch, sources.lost[tree]));
  const parenchymal: number[] = [];
  const vascular: number[] = [];
  for (const voxel of sources.remnantAtCut) {
    const trunk = trunks.at[voxel]!;
    if (trunk > 0 && kept[trunk - 1]!) vascular.push(voxel);
    else parenchymal.push(voxel);
  }
  return { parenchymal: { voxels: parenchymal }, vascular: { voxels: vascular } };
}

function isWhole(tree: VesselTree, branch: number, supply: LostSupply | undefined): boolean {
  if (supply === undefined) return false;
  for (let point = 0; point < tree.points.count; point++)
    if (tree.points.branch[point] === branch && supply.lost[point + 1] === 1) return false;
  return true;
}

/**
 * The hilar plate and the pedicles outside the liver: trunk points outside the organ that serve liver that lives on. A pedicle
 * of resected liver alone goes with it.
 */
function outsidePedicles(prepared: PreparedAnatomy, sources: MarginSources): MarginSurface[] {
  const surfaces: MarginSurface[] = [];
  for (const kind of ["portal", "artery", "bile"] as const) {
    const tree = prepared.anatomy.trees[kind];
    const supply = sources.lost[kind];
    if (tree !== undefined && supply !== undefined)
      surfaces.push(outsidePediclesOf(tree, sources.serving[kind]!, prepared.anatomy.organ));
  }
  return surfaces;
}

function outsidePediclesOf(tree: VesselTree, serving: Uint8Array, organ: Uint8Array): MarginSurface {
  const { count, branch, voxel, radiusMm } = tree.points;
  const voxels: number[] = [];
  const lessMm: number[] = [];
  for (let point = 0; point < count; point++) {
    const isInside = voxel[point]! >= 0 && organ[voxel[point]!] !== 0;
    if (serving[point] === 0 || isInside || voxel[point]! < 0 || tree.branches[branch[point]!]!.order > 2) continue;
    voxels.push(voxel[point]!);
    lessMm.push(radiusMm[point]!);
  }
  return { voxels, lessMm };
}

function nearestOf(
  prepared: PreparedAnatomy,
  lesion: LesionDistance,
  surfaces: readonly MarginSurface[],
): { readonly mm: number; readonly voxel: number; readonly atMm: WorldPoint } | undefined {
  let best: { mm: number; voxel: number } | undefined;
  for (const { voxels, lessMm } of surfaces) {
    const found = nearestVoxel(lesion, voxels, lessMm);
    if (found === undefined) continue;
    const mm = Math.max(0, found.distanceMm - prepared.marginBiasMm);
    if (best === undefined || mm < best.mm) best = { mm, voxel: voxels[found.at]! };
  }
  return best && { ...best, atMm: indexToWorld(prepared.anatomy.grid, best.voxel) };
}

/** How far the zones reach beyond the lesion: its distance to the nearest living organ voxel outside them. */
function ablationMargin(
  prepared: PreparedAnatomy,
  id: LesionId,
  lesion: LesionDistance,
  sources: MarginSources,
  settings: EvaluationSettings,
): LesionMargin {
  const outside: number[] = [];
  const { first, length } = prepared.organRuns;
  for (let run = 0; run < first.length; run++) {
    const end = first[run]! + length[run]!;
    for (let voxel = first[run]!; voxel < end; voxel++)
      if (sources.resected[voxel] === 0 && sources.zones![voxel] === 0) outside.push(voxel);
  }
  const near = nearestOf(prepared, lesion, [{ voxels: outside }]);
  return {
    lesion: id,
    treatedBy: "ablation",
    kind: "ablation",
    ...(near && { parenchymalMm: near.mm, parenchymalAtMm: near.atMm }),
    predictable: isPredictable(prepared, near?.mm ?? Infinity, settings),
  };
}
