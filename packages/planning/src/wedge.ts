import type { LesionId } from "@cantlie/anatomy";
import { type ConvexHull, convexHull3, distanceMm, isInHull, type WorldPoint } from "@cantlie/geometry";
import { cropGrid, type Grid, hullMask, indexToWorld, type VoxelBox, voxelCount, worldToVoxel } from "@cantlie/volume";
import { visitBall } from "./ball-voxels.ts";
import { distanceToSurfaceMm, type LesionDistance, mappedDistanceMm } from "./lesion-distance.ts";
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
  const distance = prepared.lesionDistances[lesionNumber(prepared.anatomy, lesion)];
  if (distance === undefined)
    throw new PlanError(
      "plan/lesion-not-in-image",
      `lesion ${lesion} has no voxel in the image; a wedge around it cannot be drawn`,
      {
        lesion,
      },
    );
  const core = dilatedLesion(prepared, distance, marginMm);
  const openings = openingsOf(prepared, distance);
  for (const opening of openings) {
    const opened = openedHull(prepared, core, opening);
    if (opened !== undefined) return filled(prepared, core, opened);
  }
  throw new PlanError(
    "plan/wedge-no-access",
    openings.length === 0
      ? `no capsule that a surgeon can reach lies within ${WEDGE_REACH_MM} mm of lesion ${lesion}; it needs an anatomical resection or ablation`
      : `every opening within ${WEDGE_REACH_MM} mm of lesion ${lesion} would also open the hilum, the cava or a fissure; it needs an anatomical resection or ablation`,
    { lesion, marginMm },
  );
}

/** The lesion with its margin. */
interface Core {
  readonly mask: Uint8Array;
  readonly voxels: readonly number[];
  /** places of the corners of its convex hull: x, y, z each, LPS mm */
  readonly cornersMm: readonly WorldPoint[];
}

/** Organ voxels whose margin distance to the lesion is at most `marginMm`. */
function dilatedLesion(prepared: PreparedAnatomy, distance: LesionDistance, marginMm: number): Core {
  const { grid, organ } = prepared.anatomy;
  const reachMm = marginMm + prepared.marginBiasMm;
  if (reachMm > distance.reachMm)
    throw new RangeError(`marginMm is ${marginMm}, expected at most ${distance.reachMm - prepared.marginBiasMm}`);
  const mask = new Uint8Array(voxelCount(grid));
  const voxels: number[] = [];
  const rowEnds: WorldPoint[] = [];
  const { start, size } = distance.box;
  for (let k = 0; k < size[2]; k++)
    for (let j = 0; j < size[1]; j++) {
      const row = start[0] + grid.size[0] * (start[1] + j + grid.size[1] * (start[2] + k));
      let [first, last] = [-1, -1];
      for (let voxel = row; voxel < row + size[0]; voxel++) {
        if (organ[voxel] === 0 || mappedDistanceMm(distance, voxel) > reachMm) continue;
        mask[voxel] = 1;
        voxels.push(voxel);
        if (first < 0) first = voxel;
        last = voxel;
      }
      if (first >= 0) rowEnds.push(indexToWorld(grid, first), indexToWorld(grid, last));
    }
  const hull = convexHull3(Float64Array.from(rowEnds.flat()));
  return { mask, voxels, cornersMm: hull === undefined ? rowEnds : Array.from(hull.corners, (corner) => rowEnds[corner]!) };
}

/** Openings are tried this far apart; the next voxel's opening would be much the same. */
const OPENING_STEP_MM = 8;
const MOST_OPENINGS = 12;

/** Middles of possible openings on accessible capsule within reach, nearest to the lesion first. */
function openingsOf(prepared: PreparedAnatomy, distance: LesionDistance): WorldPoint[] {
  const near = reachableCapsule(prepared, (voxel) => mappedDistanceMm(distance, voxel), distance.reachMm);
  const openings = spacedOut(prepared, near);
  // what lies beyond the map is farther than all of it
  if (openings.length === MOST_OPENINGS) return openings;
  return spacedOut(
    prepared,
    reachableCapsule(prepared, (voxel) => distanceToSurfaceMm(distance, voxel, WEDGE_REACH_MM), WEDGE_REACH_MM),
  );
}

/** Accessible capsule voxels nearer than `withinMm`, nearest first. */
function reachableCapsule(
  { anatomy, capsule }: PreparedAnatomy,
  distanceMm: (voxel: number) => number,
  withinMm: number,
): number[] {
  const reachable: { readonly voxel: number; readonly mm: number }[] = [];
  for (const voxel of capsule.voxels) {
    if (anatomy.inaccessibleCapsule[voxel] !== 0) continue;
    const mm = distanceMm(voxel);
    if (mm < withinMm) reachable.push({ voxel, mm });
  }
  return reachable.sort((a, b) => a.mm - b.mm || a.voxel - b.voxel).map(({ voxel }) => voxel);
}

function spacedOut(prepared: PreparedAnatomy, voxels: readonly number[]): WorldPoint[] {
  const openings: WorldPoint[] = [];
  for (const voxel of voxels) {
    const at = indexToWorld(prepared.anatomy.grid, voxel);
    if (openings.every((other) => distanceMm(at, other) >= OPENING_STEP_MM)) openings.push(at);
    if (openings.length === MOST_OPENINGS) break;
  }
  return openings;
}

interface OpenedHull {
  readonly hull: ConvexHull;
  readonly cornersMm: readonly WorldPoint[];
}

/** Hull of the core and the mouth around `opening`; undefined if it would open inaccessible capsule. */
function openedHull(prepared: PreparedAnatomy, core: Core, opening: WorldPoint): OpenedHull | undefined {
  const { anatomy, capsule } = prepared;
  const { grid, organ, inaccessibleCapsule } = anatomy;
  const depthMm = Math.max(...core.cornersMm.map((corner) => distanceMm(corner, opening)));
  const places: WorldPoint[] = [...core.cornersMm];
  visitBall(grid, opening, depthMm / 2, (voxel) => {
    if (organ[voxel] !== 0 && inaccessibleCapsule[voxel] === 0 && isSurface(organ, grid.size, voxel))
      places.push(indexToWorld(grid, voxel));
  });
  const hull = convexHull3(Float64Array.from(places.flat()));
  if (hull === undefined) return undefined;
  for (const voxel of capsule.voxels)
    if (inaccessibleCapsule[voxel] !== 0 && core.mask[voxel] === 0 && isInHull(hull, indexToWorld(grid, voxel))) return undefined;
  return { hull, cornersMm: Array.from(hull.corners, (corner) => places[corner]!) };
}

function isSurface(organ: Uint8Array, [ni, nj]: readonly [number, number, number], voxel: number): boolean {
  const plane = ni * nj;
  return !(
    organ[voxel - 1] &&
    organ[voxel + 1] &&
    organ[voxel - ni] &&
    organ[voxel + ni] &&
    organ[voxel - plane] &&
    organ[voxel + plane]
  );
}

/** The organ's part of the hull, with the core, which the hull holds up to its rounding. */
function filled(prepared: PreparedAnatomy, core: Core, { hull, cornersMm }: OpenedHull): Uint8Array {
  const { grid, organ } = prepared.anatomy;
  const wedge = core.mask.slice();
  const box = boxAround(grid, cornersMm);
  const local = hullMask(hull, cropGrid(grid, box));
  let at = 0;
  for (let k = 0; k < box.size[2]; k++)
    for (let j = 0; j < box.size[1]; j++) {
      const row = box.start[0] + grid.size[0] * (box.start[1] + j + grid.size[1] * (box.start[2] + k));
      for (let voxel = row; voxel < row + box.size[0]; voxel++) if (local[at++] !== 0 && organ[voxel] !== 0) wedge[voxel] = 1;
    }
  return wedge;
}

function boxAround(grid: Grid, placesMm: readonly WorldPoint[]): VoxelBox {
  const low = [...grid.size];
  const high = [0, 0, 0];
  for (const place of placesMm)
    worldToVoxel(grid, place).forEach((index, axis) => {
      low[axis] = Math.min(low[axis]!, Math.max(0, Math.floor(index)));
      high[axis] = Math.max(high[axis]!, Math.min(grid.size[axis as 0 | 1 | 2] - 1, Math.ceil(index)));
    });
  const [i, j, k] = low as [number, number, number];
  return { start: [i, j, k], size: [high[0]! - i + 1, high[1]! - j + 1, high[2]! - k + 1] };
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
