import type { LesionId } from "@cantlie/anatomy";
import { type ConvexHull, convexHull3, distanceMm, isInHull, type WorldPoint } from "@cantlie/geometry";
import {
  convexOutline,
  cropGrid,
  type Grid,
  hullMask,
  indexToWorld,
  type VoxelBox,
  voxelCount,
  voxelToWorld,
  worldToVoxel,
} from "@cantlie/volume";
import { visitBallRows, voxelsInBall } from "./ball-rows.ts";
import { type LesionDistance, lesionDistance, mappedDistanceMm } from "./lesion-distance.ts";
import { lesionNumber } from "./lesion-reference.ts";
import { PlanError } from "./plan-error.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { WEDGE_REACH_MM, withinSlices } from "./wedge-openings.ts";

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
  const mask = new Uint8Array(voxelCount(prepared.anatomy.grid));
  for (const voxel of wedgeVoxels(prepared, lesion, marginMm)) mask[voxel] = 1;
  return mask;
}

/** The flat indices of the wedge's voxels, in no order, some of them twice; throws as `wedgeMask` does. */
export function wedgeVoxels(prepared: PreparedAnatomy, lesion: LesionId, marginMm: number): number[] {
  if (!(marginMm >= 0) || !Number.isFinite(marginMm)) throw new RangeError(`marginMm is ${marginMm}, expected 0 or more`);
  const number = lesionNumber(prepared.anatomy, lesion);
  const distance = distanceReaching(prepared, number, marginMm + prepared.marginBiasMm);
  if (distance === undefined)
    throw new PlanError(
      "plan/lesion-not-in-image",
      `lesion ${lesion} has no voxel in the image; a wedge around it cannot be drawn`,
      {
        lesion,
      },
    );
  const core = dilatedLesion(prepared, distance, marginMm);
  const openings = prepared.wedgeOpenings[number]!;
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

/** The distance to a lesion with a map that reaches as far as asked; undefined where the lesion has no voxel in the image. */
function distanceReaching(prepared: PreparedAnatomy, lesion: number, reachMm: number): LesionDistance | undefined {
  const { anatomy, kernels, lesionDistances, lesionVoxels } = prepared;
  const known = lesionDistances[lesion];
  if (known === undefined || reachMm <= known.reachMm) return known;
  return lesionDistance(anatomy.grid, lesionVoxels[lesion]!, { kernels, reachMm });
}

/** The lesion with its margin. */
interface Core {
  readonly voxels: readonly number[];
  readonly holds: (voxel: number) => boolean;
  /** places of the corners of its convex hull: x, y, z each, LPS mm */
  readonly cornersMm: readonly WorldPoint[];
}

/** Organ voxels whose margin distance to the lesion is at most `marginMm`. */
function dilatedLesion(prepared: PreparedAnatomy, distance: LesionDistance, marginMm: number): Core {
  const { grid, organ } = prepared.anatomy;
  const reachMm = marginMm + prepared.marginBiasMm;
  const holds = (voxel: number): boolean => organ[voxel] !== 0 && mappedDistanceMm(distance, voxel) <= reachMm;
  const voxels: number[] = [];
  const places: WorldPoint[] = [];
  const { start, size } = distance.box;
  for (let k = 0; k < size[2]; k++) {
    const rowEnds: number[] = [];
    for (let j = 0; j < size[1]; j++) {
      const row = start[0] + grid.size[0] * (start[1] + j + grid.size[1] * (start[2] + k));
      const known = voxels.length;
      for (let voxel = row; voxel < row + size[0]; voxel++)
        if (organ[voxel] !== 0 && distance.mapMm[size[0] * (j + size[1] * k) + voxel - row]! <= reachMm) voxels.push(voxel);
      if (voxels.length > known) rowEnds.push(voxels[known]!, voxels.at(-1)!);
    }
    places.push(...outline(grid, rowEnds));
  }
  const hull = convexHull3(Float64Array.from(places.flat()));
  return { voxels, holds, cornersMm: hull === undefined ? places : Array.from(hull.corners, (corner) => places[corner]!) };
}

/** Places of the corners of the convex outline of voxels in one slice: no other voxel of the slice is a corner of any hull. */
function outline(grid: Grid, voxels: readonly number[]): WorldPoint[] {
  if (voxels.length === 0) return [];
  const [ni, nj] = grid.size;
  const k = Math.floor(voxels[0]! / (ni * nj));
  const corners = convexOutline(voxels.map((voxel) => [voxel % ni, Math.floor(voxel / ni) % nj]));
  return corners.map(([i, j]) => voxelToWorld(grid, i, j, k));
}

interface OpenedHull {
  readonly hull: ConvexHull;
  /** voxels of `grid` that hold the hull */
  readonly box: VoxelBox;
}

/** Hull of the core and the mouth around `opening`; undefined if it would open inaccessible capsule. */
function openedHull(prepared: PreparedAnatomy, core: Core, opening: WorldPoint): OpenedHull | undefined {
  const { grid } = prepared.anatomy;
  const depthMm = Math.max(...core.cornersMm.map((corner) => distanceMm(corner, opening)));
  const radiusMm = depthMm / 2;
  const slice = Math.round(worldToVoxel(grid, opening)[2]);
  const reach = Math.ceil(radiusMm / grid.spacingMm[2]);
  const places = [...core.cornersMm];
  for (let k = slice - reach; k <= slice + reach; k++)
    places.push(...outline(grid, voxelsInBall(grid, withinSlices(grid, prepared.accessibleCapsule, k, 1), opening, radiusMm)));
  const hull = convexHull3(Float64Array.from(places.flat()));
  if (hull === undefined) return undefined;
  const opened = {
    hull,
    box: boxAround(
      grid,
      Array.from(hull.corners, (corner) => places[corner]!),
    ),
  };
  return opensInaccessible(prepared, core, opened) ? undefined : opened;
}

/** Whether inaccessible capsule lies in the hull beyond the core. */
function opensInaccessible({ anatomy, inaccessibleCapsule }: PreparedAnatomy, core: Core, { hull, box }: OpenedHull): boolean {
  const { grid } = anatomy;
  const [ni, nj] = grid.size;
  const [i0, j0, k0] = box.start;
  // the hull reaches past its corners by a rounding, the box ends at least as far out: a voxel more is ample
  for (const voxel of withinSlices(grid, inaccessibleCapsule, k0 - 1, box.size[2] + 2)) {
    const i = (voxel % ni) - i0;
    const j = (Math.floor(voxel / ni) % nj) - j0;
    if (i < -1 || j < -1 || i > box.size[0] || j > box.size[1] || core.holds(voxel)) continue;
    if (isInHull(hull, indexToWorld(grid, voxel))) return true;
  }
  return false;
}

/** The organ's part of the hull, with the core, which the hull holds up to its rounding. */
function filled(prepared: PreparedAnatomy, core: Core, { hull, box }: OpenedHull): number[] {
  const { grid, organ } = prepared.anatomy;
  const wedge = [...core.voxels];
  const local = hullMask(hull, cropGrid(grid, box));
  let at = 0;
  for (let k = 0; k < box.size[2]; k++)
    for (let j = 0; j < box.size[1]; j++) {
      const row = box.start[0] + grid.size[0] * (box.start[1] + j + grid.size[1] * (box.start[2] + k));
      for (let voxel = row; voxel < row + box.size[0]; voxel++) if (local[at++] !== 0 && organ[voxel] !== 0) wedge.push(voxel);
    }
  return wedge;
}

/** The smallest box of voxels that holds some places. */
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
 * @param resected flat indices
 * @throws PlanError `plan/wedge-at-hilum`
 */
export function checkHilumClearance(prepared: PreparedAnatomy, resected: Iterable<number>, clearanceMm: number): void {
  const { grid, hilarBifurcationMm } = prepared.anatomy;
  if (hilarBifurcationMm === undefined) return;
  const near = new Set<number>();
  visitBallRows(grid, hilarBifurcationMm, clearanceMm, (first, end) => {
    for (let voxel = first; voxel < end; voxel++) near.add(voxel);
  });
  let isNear = false;
  for (const voxel of resected) isNear ||= near.has(voxel);
  if (isNear)
    throw new PlanError(
      "plan/wedge-at-hilum",
      `a wedge would come within ${clearanceMm} mm of the hilar bifurcation; a lesion there needs an anatomical resection`,
      { clearanceMm },
    );
}
