import { distanceMm, type WorldPoint, worldPoint } from "@cantlie/geometry";
import { indexToWorld, voxelIndexAt } from "@cantlie/volume";
import { ablationZones } from "../ablation-zones.ts";
import { nearestVoxel } from "../lesion-distance.ts";
import type { Ablation } from "../plan.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { TREE_KINDS } from "../voxel-classes.ts";
import type { Candidate, CandidateLimits, CandidateNotOffered } from "./candidate.ts";
import type { CandidateSet } from "./candidate-set.ts";
import { lesionsWithin } from "./resection-candidate.ts";

/**
 * A vessel of this diameter carries heat away, so that tissue beside it may survive (Diagn Interv Radiol 14 (2008) 51: contact with vessels over 3 mm
 * as a criterion of radiofrequency ablation; less so of microwaves), mm.
 */
const HEAT_SINK_DIAMETER_MM = 3;

/** A ball of ablated tissue around each lesion that is small enough and far enough from the central ducts: with the wanted margin, and with the least. */
export function ablationCandidates(prepared: PreparedAnatomy, limits: CandidateLimits): CandidateSet {
  const candidates: Candidate[] = [];
  const notOffered: CandidateNotOffered[] = [];
  const { marginMm, marginMinimumMm } = limits.ablation;
  prepared.anatomy.lesions.forEach((lesion, n) => {
    if (lesion.status === "benign" || prepared.lesionVoxels[n]!.length === 0) return;
    const refusal = refusalOf(prepared, n, limits.ablation);
    if (refusal !== undefined) {
      notOffered.push({ id: `ablation-${lesion.id}`, name: `ablation of ${lesion.id}`, ...refusal });
      return;
    }
    for (const reachMm of new Set([marginMm, marginMinimumMm])) candidates.push(ablationCandidate(prepared, n, reachMm));
  });
  return { candidates, notOffered };
}

type Refusal = Pick<CandidateNotOffered, "code" | "message">;

function refusalOf(prepared: PreparedAnatomy, n: number, limits: CandidateLimits["ablation"]): Refusal | undefined {
  const { largestDiameterMm, centroidMm, id } = prepared.anatomy.lesions[n]!;
  if (largestDiameterMm > limits.largestLesionMm)
    return {
      code: "candidate/too-large-to-ablate",
      message: `${id} measures ${largestDiameterMm.toFixed(0)} mm, and at most ${limits.largestLesionMm} mm are ablated`,
    };
  const voxel = voxelIndexAt(prepared.anatomy.grid, centroidMm);
  if (voxel < 0 || prepared.anatomy.organ[voxel] === 0)
    return { code: "candidate/centre-outside-liver", message: `the middle of ${id} lies outside the liver` };
  const ducts = nearestDuctMm(prepared, n);
  if (ducts.mm < limits.ductDistanceMm)
    return {
      code: "candidate/near-central-ducts",
      message: `${id} lies ${ducts.mm.toFixed(1)} mm from ${ducts.what}, and ablation keeps ${limits.ductDistanceMm} mm from the central bile ducts`,
    };
  const vessel = nearestCoolingVessel(prepared, n);
  if (vessel.mm >= limits.marginMinimumMm) return undefined;
  return {
    code: "candidate/ablation-at-vessel",
    message: `${id} lies ${vessel.mm.toFixed(1)} mm from ${vessel.what}, whose blood cools what is beside it: no margin of ${limits.marginMinimumMm} mm can be ablated there`,
  };
}

/** How near a lesion comes to the wall of a trunk or to the cava: as margins are measured, so that none is ablated that cannot have its margin. */
function nearestCoolingVessel(prepared: PreparedAnatomy, n: number): { mm: number; what: string } {
  const { anatomy, trunks, lesionReach, lesionDistances, nearestCavaVoxel, marginBiasMm } = prepared;
  let [mm, what] = [Infinity, ""];
  const reach = lesionReach[n];
  const at = reach?.voxels.findIndex((voxel) => trunks.at[voxel] !== 0) ?? -1;
  if (at >= 0) {
    const { tree, branch, name } = trunks.list[trunks.at[reach!.voxels[at]!]! - 1]!;
    const { id } = anatomy.trees[tree]!.branches[branch]!;
    [mm, what] = [reach!.distanceMm[at]!, name === "unnamed" ? `${tree} branch ${id}` : `the ${name} (${id})`];
  }
  const [cava, distance] = [nearestCavaVoxel[n], lesionDistances[n]];
  const cavaMm = cava === undefined || distance === undefined ? Infinity : nearestVoxel(distance, [cava])!.distanceMm;
  if (cavaMm < mm) [mm, what] = [cavaMm, "the cava"];
  return { mm: Math.max(0, mm - marginBiasMm), what };
}

/**
 * How near a lesion comes to the central ducts, wall to tumour: those of the duct tree; without one, the bifurcation of the portal vein and its pedicles
 * of first order, beside which the ducts run.
 */
function nearestDuctMm({ anatomy, lesionDistances, marginBiasMm }: PreparedAnatomy, n: number): { mm: number; what: string } {
  const isInferred = anatomy.trees.bile === undefined;
  const tree = anatomy.trees[isInferred ? "portal" : "bile"];
  const voxels: number[] = [];
  const lessMm: number[] = [];
  for (let point = 0; point < (tree?.points.count ?? 0); point++) {
    const { voxel, branch, radiusMm } = tree!.points;
    if (voxel[point]! < 0 || tree!.branches[branch[point]!]!.order > 1) continue;
    voxels.push(voxel[point]!);
    lessMm.push(radiusMm[point]!);
  }
  const pedicles = voxels.length;
  const hilum = anatomy.hilarBifurcationMm && voxelIndexAt(anatomy.grid, anatomy.hilarBifurcationMm);
  if (hilum !== undefined && hilum >= 0) {
    voxels.push(hilum);
    lessMm.push(0);
  }
  const nearest = nearestVoxel(lesionDistances[n]!, voxels, lessMm);
  if (nearest === undefined) return { mm: Infinity, what: "" };
  const duct = isInferred ? "a first-order portal pedicle, where the duct is taken to run" : "a central duct";
  return {
    mm: Math.max(0, nearest.distanceMm - marginBiasMm),
    what: nearest.at < pedicles ? duct : "the hilar bifurcation",
  };
}

function ablationCandidate(prepared: PreparedAnatomy, n: number, reachMm: number): Candidate {
  const { anatomy, lesionVoxels, marginBiasMm } = prepared;
  const { id, centroidMm } = anatomy.lesions[n]!;
  let lesionRadiusMm = 0;
  for (const voxel of lesionVoxels[n]!)
    lesionRadiusMm = Math.max(lesionRadiusMm, distanceMm(centroidMm, indexToWorld(anatomy.grid, voxel)));
  // the margin is measured to the next voxel's centre less the bias
  const radiusMm = lesionRadiusMm + reachMm + marginBiasMm;
  const ablation: Ablation = { lesion: id, radiiMm: [radiusMm, radiusMm, radiusMm], atMm: centroidMm };
  const runs = ablationZones(prepared, [ablation])!;
  const heatSink = hasHeatSink(prepared, centroidMm, radiusMm) ? " beside a cooling vessel" : "";
  return {
    id: `ablation-${id}-${reachMm}-mm`,
    name: `ablation of ${id} with ${reachMm} mm${heatSink}`,
    treatment: { kind: "ablation", ablation },
    lesions: lesionsWithin(prepared, runs),
    runs,
    lost: {},
  };
}

function hasHeatSink({ anatomy }: PreparedAnatomy, centreMm: WorldPoint, radiusMm: number): boolean {
  return TREE_KINDS.some((kind) => {
    const points = anatomy.trees[kind]?.points;
    if (points === undefined) return false;
    const { positionMm: p, radiusMm: lumenMm } = points;
    for (let point = 0; point < points.count; point++) {
      if (2 * lumenMm[point]! < HEAT_SINK_DIAMETER_MM) continue;
      const at = worldPoint(p[3 * point]!, p[3 * point + 1]!, p[3 * point + 2]!);
      if (distanceMm(at, centreMm) - lumenMm[point]! <= radiusMm) return true;
    }
    return false;
  });
}
