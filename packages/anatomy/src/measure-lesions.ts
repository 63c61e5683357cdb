import type { WorldPoint } from "@cantlie/geometry";
import {
  type Grid,
  indexToWorld,
  largestDiameterInSliceMm,
  largestDiameterMm,
  maskSurfaceVoxels,
  voxelToWorld,
} from "@cantlie/volume";
import type { NotedLesion } from "./apply-lesion-notes.ts";
import { closestVoxels, type VoxelBlocks, voxelBlocks } from "./closest-voxels.ts";
import type { Lesion, LesionId, NearestStructure } from "./lesion.ts";
import type { CouinaudMap, LiverAnatomy } from "./liver-anatomy.ts";
import { SEGMENT_VALUE, type Segment } from "./segment.ts";
import { segmentsOf } from "./segment-volumes.ts";
import { type LesionVoxels, vesselContact } from "./vessel-contact.ts";
import type { VesselTree } from "./vessel-tree.ts";
import { croppedMask, faceSteps, isAtBorder } from "./voxel-body.ts";

/** What lesions lie among, on the organ grid. What was not labelled is absent. */
export interface LesionSurroundings {
  readonly grid: Grid;
  readonly organ: Uint8Array;
  /** its surface voxels */
  readonly organSurface: Int32Array;
  /** n in lesion Ln, 0 outside lesions */
  readonly lesionLabels: Uint16Array;
  /** lumina; hepatic without the cava */
  readonly vessels: LiverAnatomy["vessels"];
  readonly trees: LiverAnatomy["trees"];
  readonly cava?: Uint8Array;
  readonly couinaud?: CouinaudMap;
  readonly hilarBifurcationMm?: WorldPoint;
}

/** Size, place and neighbours of each lesion, in the order given: L1, L2, … */
export function measureLesions(lesions: readonly NotedLesion[], around: LesionSurroundings): Lesion[] {
  const { grid, lesionLabels } = around;
  if (lesions.length === 0) return [];
  const portal = vesselOf(around.vessels.portal, around.trees.portal, grid);
  const hepatic = vesselOf(around.vessels.hepatic, around.trees.hepatic, grid);
  const cava = vesselOf(around.cava, undefined, grid);
  const outer = voxelBlocks(outerVoxels(around), grid);

  return lesions.map((noted, at) => {
    const lesion = { voxels: noted.voxels, surface: surfaceOf(noted.voxels, lesionLabels, grid) };
    const capsule = closestVoxels(voxelBlocks(lesion.surface, grid), outer);
    const shape = croppedMask(noted.voxels, grid);
    return {
      id: `L${at + 1}` as LesionId,
      volumeMl: noted.volumeMl,
      largestDiameterMm: largestDiameterMm(shape.values, shape.grid),
      axialDiameterMm: largestDiameterInSliceMm(shape.values, shape.grid),
      centroidMm: meanPlace(noted.voxels, grid),
      status: noted.status,
      origin: noted.origin,
      ...(noted.reviewedBy === undefined ? {} : { reviewedBy: noted.reviewedBy }),
      segments: around.couinaud ? segmentsTouched(noted.voxels, around.couinaud) : [],
      nearest: present({
        portal: portal && nearestOf(lesion, portal, grid),
        hepatic: hepatic && nearestOf(lesion, hepatic, grid),
        cava: cava && nearestOf(lesion, cava, grid),
        hilum: nearestHilum(lesion, around),
        capsule: capsule && { distanceMm: capsule.gapMm },
      }),
    };
  });
}

interface Vessel {
  readonly mask: Uint8Array;
  /** surface voxels of the mask */
  readonly wall: VoxelBlocks;
  readonly tree: VesselTree | undefined;
}

function vesselOf(mask: Uint8Array | undefined, tree: VesselTree | undefined, grid: Grid): Vessel | undefined {
  return mask && { mask, wall: voxelBlocks(maskSurfaceVoxels(mask, grid), grid), tree };
}

function nearestOf(lesion: LesionVoxels, { mask, wall, tree }: Vessel, grid: Grid): NearestStructure | undefined {
  const contact = vesselContact(lesion, mask, grid);
  const closest = contact ? undefined : closestVoxels(voxelBlocks(lesion.surface, grid), wall);
  const place = contact ? indexToWorld(grid, contact.voxel) : closest?.toMm;
  if (place === undefined) return undefined;
  const branch = tree && branchAt(tree, place);
  return {
    distanceMm: closest?.gapMm ?? 0,
    ...(contact ? { contactMm: contact.contactMm } : {}),
    ...(branch === undefined ? {} : { branch }),
  };
}

/** The branch whose wall is nearest to a place in or at the vessel. */
function branchAt({ points, branches }: VesselTree, place: WorldPoint): NearestStructure["branch"] {
  let nearest = -1;
  let nearestMm = Number.POSITIVE_INFINITY;
  for (let at = 0; at < points.count; at++) {
    const centreMm = Math.hypot(
      points.positionMm[3 * at]! - place[0],
      points.positionMm[3 * at + 1]! - place[1],
      points.positionMm[3 * at + 2]! - place[2],
    );
    const wallMm = centreMm - points.radiusMm[at]!;
    if (wallMm < nearestMm) [nearest, nearestMm] = [points.branch[at]!, wallMm];
  }
  return branches[nearest]?.id;
}

/** Gap to the wall of the portal vein where its main trunk divides: taken as a ball of the trunk's radius there. */
function nearestHilum(lesion: LesionVoxels, around: LesionSurroundings): NearestStructure | undefined {
  const { hilarBifurcationMm: hilum, trees, grid } = around;
  if (hilum === undefined || trees.portal === undefined) return undefined;
  let gapMm = Number.POSITIVE_INFINITY;
  for (const at of lesion.surface) {
    const place = indexToWorld(grid, at);
    gapMm = Math.min(gapMm, Math.hypot(place[0] - hilum[0], place[1] - hilum[1], place[2] - hilum[2]));
  }
  return { distanceMm: Math.max(0, gapMm - radiusAt(trees.portal, hilum)) };
}

function radiusAt({ points }: VesselTree, place: WorldPoint): number {
  let radiusMm = 0;
  let nearestMm = Number.POSITIVE_INFINITY;
  for (let at = 0; at < points.count; at++) {
    const mm = Math.hypot(
      points.positionMm[3 * at]! - place[0],
      points.positionMm[3 * at + 1]! - place[1],
      points.positionMm[3 * at + 2]! - place[2],
    );
    if (mm < nearestMm) [nearestMm, radiusMm] = [mm, points.radiusMm[at]!];
  }
  return radiusMm;
}

/** Voxels outside the organ that share a face with it. */
function outerVoxels({ organ, organSurface, grid }: LesionSurroundings): number[] {
  const steps = faceSteps(grid);
  const seen = new Uint8Array(organ.length);
  const outer: number[] = [];
  for (const at of organSurface) {
    // where the image cuts the organ off there is no capsule
    if (isAtBorder(at, grid)) continue;
    for (const step of steps) {
      const beside = at + step;
      if (organ[beside] !== 0 || seen[beside] !== 0) continue;
      seen[beside] = 1;
      outer.push(beside);
    }
  }
  return outer;
}

/** Those voxels of a lesion that have a face neighbour outside it. */
function surfaceOf(voxels: readonly number[], labels: Uint16Array, grid: Grid): number[] {
  const label = labels[voxels[0]!];
  const steps = faceSteps(grid);
  return voxels.filter((at) => isAtBorder(at, grid) || steps.some((step) => labels[at + step] !== label));
}

function meanPlace(voxels: readonly number[], grid: Grid): WorldPoint {
  const [ni, nj] = grid.size;
  let [i, j, k] = [0, 0, 0];
  for (const at of voxels) {
    i += at % ni;
    j += Math.floor(at / ni) % nj;
    k += Math.floor(at / (ni * nj));
  }
  return voxelToWorld(grid, i / voxels.length, j / voxels.length, k / voxels.length);
}

function segmentsTouched(voxels: readonly number[], couinaud: CouinaudMap): Segment[] {
  const counts = new Map<number, number>();
  for (const at of voxels) counts.set(couinaud.values[at]!, (counts.get(couinaud.values[at]!) ?? 0) + 1);
  const touched = segmentsOf(couinaud.parts4).filter((name) => counts.has(SEGMENT_VALUE[name]));
  return touched.sort((a, b) => counts.get(SEGMENT_VALUE[b])! - counts.get(SEGMENT_VALUE[a])!);
}

function present<T extends object>(values: { [K in keyof T]: T[K] | undefined }): T {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined)) as T;
}
