import type { LesionId } from "@cantlie/anatomy";
import { distanceMm, type WorldPoint } from "@cantlie/geometry";
import {
  boundingBox,
  convexHullMask,
  cropGrid,
  cropValues,
  indexToWorld,
  maskSurfaceVoxels,
  pasteValues,
  voxelCount,
} from "@cantlie/volume";
import { visitBall } from "./ball-voxels.ts";
import { mappedDistanceMm, nearestVoxel } from "./lesion-distance.ts";
import { lesionNumber } from "./lesion-reference.ts";
import { PlanError } from "./plan-error.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";

/**
 * A lesion under more liver than this is not reached by a wedge: with a mouth as wide as it is deep, the wedge would
 * take more than a segmentectomy (a cone 40 mm deep and wide at 10 mm round the lesion is about 40 mL).
 */
export const WEDGE_REACH_MM = 40;

/**
 * Non-anatomical resection of one lesion: the lesion dilated by the margin, joined by its convex hull to the nearest capsule
 * that a surgeon can reach, with a mouth at least as wide as the wedge is deep.
 *
 * Openings are tried from the nearest accessible capsule outwards; one is taken if the hull opens no inaccessible capsule (hilum,
 * cava, fissure) beyond what the dilated lesion itself touches.
 *
 * @returns 1 where resected, one byte per voxel of the organ grid
 * @throws PlanError `plan/wedge-no-access` if no opening within 40 mm qualifies; `plan/lesion-not-in-image`, `plan/unknown-lesion`
 */
export function wedgeMask(prepared: PreparedAnatomy, lesion: LesionId, marginMm: number): Uint8Array {
  if (!(marginMm >= 0) || !Number.isFinite(marginMm)) throw new RangeError(`marginMm is ${marginMm}, expected 0 or more`);
  const core = dilatedLesion(prepared, lesion, marginMm);
  const openings = openingsOf(prepared, lesion);
  for (const opening of openings) {
    const wedge = opened(prepared, core, opening);
    if (wedge !== undefined) return wedge;
  }
  throw new PlanError(
    "plan/wedge-no-access",
    openings.length === 0
      ? `no capsule that a surgeon can reach lies within ${WEDGE_REACH_MM} mm of lesion ${lesion}; it needs an anatomical resection or ablation`
      : `every opening within ${WEDGE_REACH_MM} mm of lesion ${lesion} would also open the hilum, the cava or a fissure; it needs an anatomical resection or ablation`,
    { lesion, marginMm },
  );
}

/** Organ voxels whose margin distance to the lesion is at most `marginMm`. */
function dilatedLesion(prepared: PreparedAnatomy, lesion: LesionId, marginMm: number): Uint8Array {
  const distance = prepared.lesionDistances[lesionNumber(prepared.anatomy, lesion)];
  if (distance === undefined)
    throw new PlanError(
      "plan/lesion-not-in-image",
      `lesion ${lesion} has no voxel in the image; a wedge around it cannot be drawn`,
      { lesion },
    );
  const reachMm = marginMm + prepared.marginBiasMm;
  if (reachMm > distance.reachMm)
    throw new RangeError(`marginMm is ${marginMm}, expected at most ${distance.reachMm - prepared.marginBiasMm}`);
  const core = new Uint8Array(voxelCount(prepared.anatomy.grid));
  for (const voxel of prepared.organVoxels) if (mappedDistanceMm(distance, voxel) <= reachMm) core[voxel] = 1;
  return core;
}

/** Openings are tried this far apart; the next voxel's opening would be much the same. */
const OPENING_STEP_MM = 8;
const MOST_OPENINGS = 12;

/** Middles of possible openings on accessible capsule within reach, nearest to the lesion first. */
function openingsOf(prepared: PreparedAnatomy, lesion: LesionId): WorldPoint[] {
  const { anatomy, capsule } = prepared;
  const distance = prepared.lesionDistances[lesionNumber(anatomy, lesion)]!;
  const reachable: { readonly voxel: number; readonly mm: number }[] = [];
  for (const voxel of capsule.voxels) {
    if (anatomy.inaccessibleCapsule[voxel] !== 0) continue;
    const mm = mappedDistanceMm(distance, voxel);
    const exactMm = mm < Infinity ? mm : nearestVoxel(distance, [voxel])!.distanceMm;
    if (exactMm <= WEDGE_REACH_MM) reachable.push({ voxel, mm: exactMm });
  }
  reachable.sort((a, b) => a.mm - b.mm || a.voxel - b.voxel);
  const openings: WorldPoint[] = [];
  for (const { voxel } of reachable) {
    const at = indexToWorld(anatomy.grid, voxel);
    if (openings.every((other) => distanceMm(at, other) >= OPENING_STEP_MM)) openings.push(at);
    if (openings.length === MOST_OPENINGS) break;
  }
  return openings;
}

/** The core joined to the mouth around `opening`; undefined if that would open inaccessible capsule. */
function opened(prepared: PreparedAnatomy, core: Uint8Array, opening: WorldPoint): Uint8Array | undefined {
  const { anatomy, capsule } = prepared;
  const { grid, organ, inaccessibleCapsule } = anatomy;
  let depthMm = 0;
  const coreBox = boundingBox(core, grid)!;
  for (const voxel of maskSurfaceVoxels(cropValues(core, grid, coreBox), cropGrid(grid, coreBox)))
    depthMm = Math.max(depthMm, distanceMm(indexToWorld(cropGrid(grid, coreBox), voxel), opening));

  const isCapsule = new Set<number>();
  const joined = core.slice();
  visitBall(grid, opening, depthMm / 2, (voxel) => {
    if (organ[voxel] !== 0) isCapsule.add(voxel);
  });
  for (const voxel of capsule.voxels) if (isCapsule.has(voxel) && inaccessibleCapsule[voxel] === 0) joined[voxel] = 1;

  const box = boundingBox(joined, grid)!;
  const hull = convexHullMask(cropValues(joined, grid, box), cropGrid(grid, box));
  const wedge = new Uint8Array(voxelCount(grid));
  pasteValues(wedge, hull, grid, box);
  for (const voxel of capsule.voxels)
    if (wedge[voxel] !== 0 && core[voxel] === 0 && inaccessibleCapsule[voxel] !== 0) return undefined;
  for (let voxel = 0; voxel < wedge.length; voxel++) if (organ[voxel] === 0) wedge[voxel] = 0;
  return wedge;
}

/**
 * Refuses a wedge resection that comes too near to the hilar bifurcation; where that was not found nothing can be said and
 * nothing is refused.
 *
 * @throws PlanError `plan/wedge-at-hilum`
 */
export function checkHilumClearance(prepared: PreparedAnatomy, resected: Uint8Array, clearanceMm: number): void {
  const { grid, hilarBifurcationMm } = prepared.anatomy;
  if (hilarBifurcationMm === undefined) return;
  let isNear = false;
  visitBall(grid, hilarBifurcationMm, clearanceMm, (voxel) => {
    isNear = resected[voxel] !== 0;
    return !isNear;
  });
  if (isNear)
    throw new PlanError(
      "plan/wedge-at-hilum",
      `a wedge would come within ${clearanceMm} mm of the hilar bifurcation; a lesion there needs an anatomical resection`,
      { clearanceMm },
    );
}
