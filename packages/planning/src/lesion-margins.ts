import type { LesionId, TreeKind, VesselTree } from "@cantlie/anatomy";
import { indexToWorld } from "@cantlie/volume";
import type { LesionMargin } from "./evaluation.ts";
import type { EvaluationSettings } from "./evaluation-settings.ts";
import { type LesionDistance, nearestVoxel, nearestVoxelBeyond } from "./lesion-distance.ts";
import type { LesionReach } from "./lesion-reach.ts";
import type { LesionTreatment } from "./lesion-treatment.ts";
import type { LostSupplies } from "./lost-supply.ts";
import { keptTrunks, type NearestPlaces, nearestRemnant, type Place } from "./nearest-remnant.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import type { ServingPoints } from "./serving-points.ts";
import type { VoxelRuns } from "./voxel-runs.ts";

/*
 * CONTRIBUTOR NOTES. The bias: two voxel centres on either side of a gap lie farther apart than the gap. For spheres of 5 and
 * 10 mm against planes of random direction and offset the excess was .34 to .46 of the voxel's mean edge (cube root of its
 * volume) at 1 mm, .35 to .45 at 0.57 × 0.57 × 1.6 mm and .4 to .67 at 2 mm; it is a whole voxel for a plane along the
 * grid. Half a mean edge is subtracted everywhere: a constant, so that the least over parts of a border is that of the whole.
 * Half a voxel on either side was tried: it reads oblique cuts half a voxel too narrow.
 */

export interface MarginSources {
  readonly resected: VoxelRuns;
  /** what is resected or ablated */
  readonly treated: VoxelRuns;
  /** remnant voxels that share a face with a resected one */
  readonly remnantAtCut: Int32Array;
  readonly lost: LostSupplies;
  readonly serving: ServingPoints;
}

/**
 * One entry per lesion, in the lesions' order. A margin ends at the nearest organ voxel that stays and that tissue leads to from
 * the lesion; on a trunk that lives on it is vascular, elsewhere parenchymal. Such a trunk stays within an ablation zone too. Cava and living pedicles outside the liver bound the
 * parenchymal one too. No margin of a lesion that the image cuts off is predictable.
 */
export function lesionMargins(
  prepared: PreparedAnatomy,
  treatment: readonly LesionTreatment[],
  sources: MarginSources,
  settings: EvaluationSettings,
): LesionMargin[] {
  const { lesions } = prepared.anatomy;
  const isKept = keptTrunks(prepared, sources.lost);
  const pedicles = outsidePedicles(prepared, sources);
  const atCut = { parenchymal: [] as number[], vascular: [] as number[] };
  for (const voxel of sources.remnantAtCut)
    atCut[isKept[prepared.trunks.at[voxel]!] === 1 ? "vascular" : "parenchymal"].push(voxel);
  return lesions.map(({ id }, n): LesionMargin => {
    const how = treatment[n]!;
    const [lesion, reach] = [prepared.lesionDistances[n], prepared.lesionReach[n]];
    if (how === "surveilled") return { lesion: id, treatedBy: "surveillance", kind: "surveilled", predictable: false };
    if (how === "left" || lesion === undefined || reach === undefined)
      return { lesion: id, treatedBy: "nothing", kind: "not-removed", predictable: false };
    const { resected, treated } = sources;
    const within = nearestRemnant(prepared, n, { resected, taken: how === "ablated" ? treated : resected, isKept });
    const cava = prepared.nearestCavaVoxel[n];
    const parenchymal = nearest(
      within.parenchymal ?? nearestBeyondReach(lesion, reach, atCut.parenchymal),
      ...pedicles.map((pedicle) => placeOf(lesion, pedicle.voxels, pedicle.lessMm)),
      cava === undefined ? undefined : placeOf(lesion, [cava]),
    );
    const vascular = within.vascular ?? nearestBeyondReach(lesion, reach, atCut.vascular);
    return treatedMargin(prepared, { id, n, how, parenchymal, vascular, liver: within.liver }, settings);
  });
}

function treatedMargin(
  prepared: PreparedAnatomy,
  {
    id,
    n,
    how,
    parenchymal,
    vascular,
    liver,
  }: NearestPlaces & { readonly id: LesionId; readonly n: number; readonly how: LesionTreatment },
  settings: EvaluationSettings,
): LesionMargin {
  const { anatomy, trunks, marginBiasMm } = prepared;
  const marginMm = ({ distanceMm }: Place): number => Math.max(0, distanceMm - marginBiasMm);
  const trunk = vascular && trunks.list[trunks.at[vascular.voxel]! - 1];
  const leastMm = Math.min(...[parenchymal, vascular].map((place) => (place ? marginMm(place) : Infinity)));
  return {
    lesion: id,
    ...(how === "resected" ? { treatedBy: "resection", kind: "resected" } : { treatedBy: "ablation", kind: "ablation" }),
    ...(parenchymal && {
      parenchymalMm: marginMm(parenchymal),
      parenchymalAtMm: indexToWorld(anatomy.grid, parenchymal.voxel),
    }),
    ...(vascular && { vascularMm: marginMm(vascular), vascularAtMm: indexToWorld(anatomy.grid, vascular.voxel) }),
    ...(liver && { liverMm: marginMm(liver) }),
    ...(trunk && { vessel: anatomy.trees[trunk.tree]!.branches[trunk.branch]!.id }),
    predictable: !prepared.lesionsCutOff[n] && isPredictable(prepared, leastMm, settings),
  };
}

/** Margins below this cannot be promised: imaging and execution together may use them up. */
export function isPredictable(prepared: PreparedAnatomy, marginMm: number, settings: EvaluationSettings): boolean {
  return marginMm >= Math.max(1, Math.max(...prepared.anatomy.grid.spacingMm) + settings.executionErrorMm);
}

/** Whether tissue leads to what is so far off is not looked at. */
function nearestBeyondReach(lesion: LesionDistance, { reachMm }: LesionReach, voxels: readonly number[]): Place | undefined {
  const found = nearestVoxelBeyond(lesion, voxels, reachMm);
  return found && { voxel: voxels[found.at]!, distanceMm: found.distanceMm };
}

/** The nearest of some voxels. @param lessMm per voxel: what lies between its centre and the surface, such as a vessel's radius */
function placeOf(lesion: LesionDistance, voxels: ArrayLike<number>, lessMm?: ArrayLike<number>): Place | undefined {
  const found = nearestVoxel(lesion, voxels, lessMm);
  return found && { voxel: voxels[found.at]!, distanceMm: found.distanceMm };
}

function nearest(...places: readonly (Place | undefined)[]): Place | undefined {
  let best: Place | undefined;
  for (const place of places)
    if (place !== undefined && !(best !== undefined && best.distanceMm <= place.distanceMm)) best = place;
  return best;
}

/** Voxels with what lies between the centre of each and the surface that bounds a margin. */
interface Pedicle {
  readonly voxels: readonly number[];
  readonly lessMm: readonly number[];
}

/**
 * The hilar plate and the pedicles outside the liver: trunk points outside the organ that serve liver that lives on. A pedicle
 * of resected liver alone goes with it.
 */
function outsidePedicles({ anatomy }: PreparedAnatomy, { lost, serving }: MarginSources): Pedicle[] {
  return (["portal", "artery", "bile"] as const satisfies readonly TreeKind[]).flatMap((kind) => {
    const tree = anatomy.trees[kind];
    return tree !== undefined && lost[kind] !== undefined ? [outsidePediclesOf(tree, serving[kind]!, anatomy.organ)] : [];
  });
}

function outsidePediclesOf(tree: VesselTree, serving: Uint8Array, organ: Uint8Array): Pedicle {
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
