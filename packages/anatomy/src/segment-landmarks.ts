import {
  add,
  cross,
  normalise,
  type Plane,
  planeThrough,
  scale,
  subtract,
  type Vector3,
  type WorldPoint,
  worldPoint,
} from "@cantlie/geometry";
import { type Grid, voxelToWorld } from "@cantlie/volume";
import type { HepaticBranchName, PortalBranchName, VesselTree } from "./vessel-tree.ts";

/** The borders between segments that vessels mark. What could not be found is absent. */
export interface SegmentLandmarks {
  /** plane of the right hepatic vein: positive in front of it (5, 8 against 6, 7) */
  readonly right?: Plane;
  /** plane of the middle hepatic vein: positive to its left (2, 3, 4 against 5 to 8) */
  readonly middle?: Plane;
  /** plane of the umbilical fissure, else of the left hepatic vein: positive to its left (2, 3 against 4) */
  readonly left?: Plane;
  /** height (LPS z) of the portal veins of the right half: 7, 8 above, 5, 6 below */
  readonly rightLevelMm: number;
  /** the same of the left half: 2 above, 3 below */
  readonly leftLevelMm: number;
  /** least confidence of the names that the landmarks rest on */
  readonly confidence: number;
}

/** What landmarks are found from. */
export interface LandmarkSources {
  readonly grid: Grid;
  readonly portal?: VesselTree;
  readonly hepatic?: VesselTree;
  readonly cava?: Uint8Array;
  /** stands in for the level of a half whose portal vein has no name */
  readonly hilarBifurcationMm: WorldPoint;
}

/**
 * Planes through the cava's axis and each main hepatic vein, and the levels of the portal veins (Couinaud's scheme as read on CT).
 *
 * The fissure between 4 and 2, 3 is marked by the umbilical portion, the end of the left portal vein, because the left
 * hepatic vein runs to the left of it; only without that name the vein stands in.
 */
export function segmentLandmarks(sources: LandmarkSources): SegmentLandmarks {
  const { portal, hepatic, hilarBifurcationMm } = sources;
  const axis = cavaAxis(sources);
  const planeOf = (places: readonly Vector3[]) => (axis && places.length > 0 ? planeBeside(axis, mean(places)) : undefined);
  const stem = (name: HepaticBranchName) => (hepatic ? stemOf(hepatic, name) : []);
  const leftPortal = portal ? pointsNamed(portal, ["left portal vein"]) : [];
  const rightPortal = portal ? pointsNamed(portal, RIGHT_PORTAL) : [];
  const planes = {
    right: planeOf(stem("right hepatic vein")),
    middle: planeOf(stem("middle hepatic vein")),
    left: planeOf(leftPortal.length > 0 ? leftPortal.slice(-1) : stem("left hepatic vein")),
  };
  const used = [...(portal?.branches ?? []), ...(hepatic?.branches ?? [])].filter(({ name }) => MARKS.has(name));
  return {
    ...(planes.right ? { right: planes.right } : {}),
    ...(planes.middle ? { middle: planes.middle } : {}),
    ...(planes.left ? { left: planes.left } : {}),
    rightLevelMm: rightPortal.length > 0 ? mean(rightPortal)[2] : hilarBifurcationMm[2],
    leftLevelMm: leftPortal.length > 0 ? mean(leftPortal)[2] : hilarBifurcationMm[2],
    confidence: Math.min(1, ...used.map(({ nameConfidence }) => nameConfidence)),
  };
}

const RIGHT_PORTAL: readonly PortalBranchName[] = [
  "right portal vein",
  "right anterior portal vein",
  "right posterior portal vein",
];

const MARKS: ReadonlySet<string> = new Set([
  ...RIGHT_PORTAL,
  "left portal vein",
  "right hepatic vein",
  "middle hepatic vein",
  "left hepatic vein",
]);

/** Places of the points of all branches with one of the names, root first. */
export function pointsNamed({ points, branches }: VesselTree, names: readonly string[]): Vector3[] {
  const places: Vector3[] = [];
  for (let at = 0; at < points.count; at++)
    if (names.includes(branches[points.branch[at]!]!.name)) places.push(placeOf(points.positionMm, at));
  return places;
}

/** Points of a vein from its ostium on, at each division along the branch that drains most (the first of the children). */
function stemOf({ points, branches }: VesselTree, name: HepaticBranchName): Vector3[] {
  const stem = new Set<number>();
  for (let at = branches.findIndex((branch) => branch.name === name); at >= 0; at = branches[at]!.children[0] ?? -1) stem.add(at);
  const places: Vector3[] = [];
  for (let at = 0; at < points.count; at++) if (stem.has(points.branch[at]!)) places.push(placeOf(points.positionMm, at));
  return places;
}

export interface Axis {
  readonly pointMm: Vector3;
  /** unit vector towards the head */
  readonly up: Vector3;
}

/** Axis of the cava behind the liver; without a cava the vertical through the middle of the hepatic ostia. */
export function cavaAxis({ cava, hepatic, grid }: Omit<LandmarkSources, "hilarBifurcationMm">): Axis | undefined {
  const slices = cava ? sliceCentres(cava, grid) : [];
  if (slices.length >= 2) {
    const half = Math.floor(slices.length / 2);
    const up = normalise(subtract(mean(slices.slice(half)), mean(slices.slice(0, half))));
    return { pointMm: mean(slices), up };
  }
  if (hepatic === undefined || hepatic.roots.length === 0) return undefined;
  return { pointMm: mean(hepatic.roots.map((root) => placeOf(hepatic.points.positionMm, root))), up: [0, 0, 1] };
}

/** Mean place of the mask's voxels in each slice that holds any, from the feet up. */
function sliceCentres(mask: Uint8Array, grid: Grid): Vector3[] {
  const [ni, nj, nk] = grid.size;
  const centres: Vector3[] = [];
  for (let k = 0, at = 0; k < nk; k++) {
    let [count, sumI, sumJ] = [0, 0, 0];
    for (let j = 0; j < nj; j++)
      for (let i = 0; i < ni; i++, at++)
        if (mask[at] !== 0) {
          count++;
          sumI += i;
          sumJ += j;
        }
    if (count > 0) centres.push(voxelToWorld(grid, sumI / count, sumJ / count, k));
  }
  return centres;
}

/** Plane that holds the axis and a place, positive on the side that comes next when turning from the right by the front to the left. */
function planeBeside({ pointMm, up }: Axis, place: Vector3): Plane | undefined {
  const normal = cross(up, subtract(place, pointMm));
  return Math.hypot(...normal) > 0 ? planeThrough(worldPoint(...pointMm), normal) : undefined;
}

function placeOf(positionMm: Float32Array, point: number): Vector3 {
  return [positionMm[3 * point]!, positionMm[3 * point + 1]!, positionMm[3 * point + 2]!];
}

function mean(places: readonly Vector3[]): Vector3 {
  return scale(places.reduce(add), 1 / places.length);
}
