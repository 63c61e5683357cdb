import { distanceMm, worldPoint } from "@cantlie/geometry";
import { indexToWorld, voxelsToMl, voxelVolumeMm3 } from "@cantlie/volume";
import { branchSet } from "../branch-reference.ts";
import { STATE_COUNT, VOXEL_STATE } from "../evaluation.ts";
import { type NearestInRuns, nearestInRuns } from "../nearest-in-runs.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { subtractRuns } from "../run-algebra.ts";
import { type RunLookup, runLookup } from "../run-lookup.ts";
import { runsInStates } from "../state-runs.ts";
import { branchShares } from "./branch-shares.ts";
import { normalCumulative } from "./probability-at-least.ts";
import type { UncertainFate } from "./volume-uncertainty.ts";

/** Beyond this many standard deviations from the cut a vessel lies on its side for sure. */
const REACH_SD = 3;

/**
 * Mean square of what is left without inflow and without outflow in error, mL², since a vessel runs so near the cut that
 * errors of the labels decide on which side it lies. A vessel is lost where its centreline reaches deepest into the resected tissue; the
 * chance that in truth it is the other way round falls with that depth. Vessels that are kept or taken by decision do not count,
 * nor do portal branches that are resected or left as a whole: a cut along a territory's border moves with them.
 */
export function vesselsAtCut(
  prepared: PreparedAnatomy,
  fate: UncertainFate,
  errors: { readonly vesselSdMm: number; readonly lesionSdMm: number; readonly unseenSdMm: number },
): Readonly<Record<"portal" | "hepatic", number>> {
  const { grid } = prepared.anatomy;
  const isResected = Array.from({ length: STATE_COUNT }, (_, state) => state === VOXEL_STATE.resected);
  const resected = runsInStates(grid, fate.states.runs, isResected);
  const sides = {
    resected: runLookup(grid, resected),
    nearestResected: nearestInRuns(grid, resected),
    nearestRemnant: nearestInRuns(grid, subtractRuns(prepared.organRuns, resected)),
  };
  const kinds = new Set(fate.stage.resections.map(({ kind }) => kind));
  const sdMm = Math.hypot(
    errors.vesselSdMm,
    // the depth is known to a voxel
    Math.cbrt(voxelVolumeMm3(grid)) / Math.sqrt(12),
    ...(kinds.has("territory") || kinds.has("segments") ? [errors.vesselSdMm, errors.unseenSdMm] : []),
    ...(kinds.has("wedge") ? [errors.lesionSdMm] : []),
  );
  const of = (kind: "portal" | "hepatic"): number =>
    prepared.attachment[kind] === undefined ? 0 : meanSquareMl2(prepared, fate, { kind, ...sides, sdMm });
  return { portal: of("portal"), hepatic: of("hepatic") };
}

interface Cut {
  readonly kind: "portal" | "hepatic";
  readonly resected: RunLookup;
  readonly nearestResected: NearestInRuns;
  readonly nearestRemnant: NearestInRuns;
  /** of the distance between a centreline and the cut */
  readonly sdMm: number;
}

function meanSquareMl2(prepared: PreparedAnatomy, fate: UncertainFate, cut: Cut): number {
  const { anatomy } = prepared;
  const { count, parent, branch, voxel } = anatomy.trees[cut.kind]!.points;
  const isDecided = decidedBranches(prepared, fate, cut.kind);
  const restored = branchSet(anatomy, cut.kind, fate.stage.reconstruct);
  const served = servedVoxels(prepared, fate, cut.kind);
  // of each point: how deep its way to the root goes at most, and the point where it does
  const deepestMm = new Float64Array(count);
  const deepest = new Int32Array(count);
  const servedBeyond = new Float64Array(count);
  for (let point = 0; point < count; point++) {
    const before = parent[point]!;
    const own = branch[point]!;
    const isInside = voxel[point]! >= 0 && cut.resected.holds(voxel[point]!);
    const isRestored = restored.has(own);
    const aboveMm = before >= 0 && !isRestored ? deepestMm[before]! : -Infinity;
    const isSettled = isRestored || isDecided(own) || aboveMm === Infinity;
    const ownMm = !isSettled ? depthMm(prepared, cut, { point, isInside }) : isInside && !isRestored ? Infinity : -Infinity;
    const isDeeperAbove = before >= 0 && !isRestored && aboveMm >= ownMm;
    deepestMm[point] = isDeeperAbove ? aboveMm : ownMm;
    deepest[point] = isDeeperAbove ? deepest[before]! : point;
    servedBeyond[deepest[point]!]! += served[point]!;
  }
  return servedBeyond.reduce(
    (sum, voxels, point) =>
      sum + normalCumulative(-Math.abs(deepestMm[point]!) / cut.sdMm) * voxelsToMl(anatomy.grid, voxels) ** 2,
    0,
  );
}

function decidedBranches(
  prepared: PreparedAnatomy,
  { stage: { keep, resections }, states }: UncertainFate,
  kind: Cut["kind"],
): (branch: number) => boolean {
  const named = [...keep, ...resections.flatMap((one) => [...(one.keep ?? []), ...(one.take ?? [])])];
  const byName = branchSet(prepared.anatomy, kind, named);
  if (kind === "hepatic") return (branch) => byName.has(branch);
  const { isTaken, isLeft } = branchShares(prepared, kind, states.resectedOf);
  return (branch) => byName.has(branch) || isTaken(branch) || isLeft(branch);
}

/** Voxels of the remnant that live on each point, or would if it were not cut: neither tumour nor without inflow for another reason. */
function servedVoxels(
  { anatomy, classes, attachment }: PreparedAnatomy,
  { states, lost }: UncertainFate,
  kind: Cut["kind"],
): Float64Array {
  const served = new Float64Array(anatomy.trees[kind]!.points.count);
  const of = attachment[kind]!;
  const inflow = kind === "hepatic" ? attachment.portal : undefined;
  for (let one = 0; one < classes.count; one++) {
    const isDead = inflow !== undefined && lost.portal?.lost[inflow[one]!] === 1;
    if (of[one] === 0 || classes.tumour[one] === 1 || isDead) continue;
    served[of[one]! - 1]! += classes.voxels[one]! - states.resectedOf[one]!;
  }
  return served;
}

/** How far a centreline point lies within the resected tissue, negative outside it; infinite beyond reach. */
function depthMm(
  { anatomy: { grid, trees } }: PreparedAnatomy,
  { kind, nearestResected, nearestRemnant, sdMm }: Cut,
  { point, isInside }: { readonly point: number; readonly isInside: boolean },
): number {
  const { positionMm } = trees[kind]!.points;
  const place = worldPoint(positionMm[3 * point]!, positionMm[3 * point + 1]!, positionMm[3 * point + 2]!);
  const halfVoxelMm = Math.cbrt(voxelVolumeMm3(grid)) / 2;
  const other = (isInside ? nearestRemnant : nearestResected)(place, REACH_SD * sdMm + halfVoxelMm);
  const awayMm = other < 0 ? Infinity : Math.max(0, distanceMm(place, indexToWorld(grid, other)) - halfVoxelMm);
  return isInside ? awayMm : -awayMm;
}
