import {
  cross,
  dot,
  length,
  planeThrough,
  scale,
  signedDistanceMm,
  subtract,
  type Vector3,
  type WorldPoint,
  worldPoint,
} from "@cantlie/geometry";
import { boundingBox, cropGrid, cropValues, type Grid, type Kernels, pasteValues, voxelVolumeMm3 } from "@cantlie/volume";
import { type Axis, cavaAxis, pointsNamed } from "./segment-landmarks.ts";
import type { VesselTree } from "./vessel-tree.ts";

/** What segment 1 lies among, on the organ grid. */
export interface CaudateSurroundings {
  readonly grid: Grid;
  readonly organ: Uint8Array;
  readonly cava: Uint8Array;
  /** hepatic veins without the cava */
  readonly hepaticVeins: Uint8Array;
  readonly portal: VesselTree;
  readonly hepatic: VesselTree;
  readonly hilarBifurcationMm: WorldPoint;
  readonly kernels: Kernels;
}

/**
 * Where segment 1 is assumed to lie, 1 there; undefined if the left portal vein has no name.
 *
 * Between the cava and the hilum: behind the plane of the ligamentum venosum (upright through the portal bifurcation and the
 * umbilical portion), left of the cava's right wall, below the ostia of the main hepatic veins and above the portal
 * bifurcation, no farther from the cava than the umbilical portion is, and nearer to the cava, into which it drains, than to a
 * hepatic vein. Its own branches are too small to be seen, which is why this is an assumption.
 */
export function assumedSegmentOne(around: CaudateSurroundings): Uint8Array | undefined {
  const { grid, organ, cava, hepaticVeins, kernels } = around;
  const region = caudateRegion(around);
  if (region === undefined) return undefined;
  const candidates = new Uint8Array(organ.length);
  forEachPlace(grid, organ, (at, place) => {
    if (region.holds(place)) candidates[at] = 1;
  });
  const box = boundingBox(candidates, grid, region.reachMm);
  if (box === undefined) return candidates;
  // a hepatic vein that is nearer than the cava is nearer than the region reaches, so it lies in the box
  const boxGrid = cropGrid(grid, box);
  const toCavaMm = kernels.distanceToMaskMm(cropValues(cava, grid, box), boxGrid);
  const toVeinMm = kernels.distanceToMaskMm(cropValues(hepaticVeins, grid, box), boxGrid);
  const kept = cropValues(candidates, grid, box);
  for (let at = 0; at < kept.length; at++) if (toCavaMm[at]! >= toVeinMm[at]!) kept[at] = 0;
  pasteValues(candidates, kept, grid, box);
  return candidates;
}

interface CaudateRegion {
  /** farthest from the cava's axis, mm */
  readonly reachMm: number;
  holds(place: Vector3): boolean;
}

function caudateRegion(around: CaudateSurroundings): CaudateRegion | undefined {
  const axis = cavaAxis(around);
  const umbilical = pointsNamed(around.portal, ["left portal vein"]).at(-1);
  const ostiaMm = mainOstiaHeights(around.hepatic);
  if (axis === undefined || umbilical === undefined || ostiaMm.length === 0) return undefined;
  const hilum = around.hilarBifurcationMm;
  const across = cross(axis.up, subtract(umbilical, hilum));
  if (length(across) === 0) return undefined;
  const venosum = planeThrough(hilum, across);
  const reachMm = length(fromAxis(axis, umbilical));
  const topMm = Math.min(...ostiaMm);
  const radiusMm = cavaRadiusMm(around.cava, around.grid);
  return {
    reachMm,
    holds(place) {
      if (place[2] <= hilum[2] || place[2] >= topMm) return false;
      const off = fromAxis(axis, place);
      if (off[0] <= -radiusMm || length(off) >= reachMm) return false;
      return signedDistanceMm(venosum, worldPoint(...place)) > 0;
    },
  };
}

/** Shortest way from the axis to a place. */
function fromAxis({ pointMm, up }: Axis, place: Vector3): Vector3 {
  const from = subtract(place, pointMm);
  return subtract(from, scale(up, dot(from, up)));
}

const MAIN_VEINS: ReadonlySet<string> = new Set([
  "right hepatic vein",
  "middle hepatic vein",
  "left hepatic vein",
  "common trunk of middle and left hepatic veins",
]);

function mainOstiaHeights({ points, branches, roots }: VesselTree): number[] {
  return roots
    .filter((root) => MAIN_VEINS.has(branches[points.branch[root]!]!.name))
    .map((root) => points.positionMm[3 * root + 2]!);
}

/** Radius of a cylinder with the cava's volume and height. */
function cavaRadiusMm(cava: Uint8Array, grid: Grid): number {
  const box = boundingBox(cava, grid);
  if (box === undefined) return 0;
  const voxels = cava.reduce((sum, inside) => sum + inside, 0);
  return Math.sqrt((voxels * voxelVolumeMm3(grid)) / (box.size[2] * grid.spacingMm[2]) / Math.PI);
}

/** Calls `visit` for each voxel of the mask with its place in LPS mm. */
export function forEachPlace(grid: Grid, mask: Uint8Array, visit: (at: number, place: Vector3) => void): void {
  const [ni, nj, nk] = grid.size;
  const [u, v, w] = grid.direction.map((column, axis) => scale(column, grid.spacingMm[axis]!)) as [Vector3, Vector3, Vector3];
  const origin = grid.originMm;
  for (let k = 0, at = 0; k < nk; k++)
    for (let j = 0; j < nj; j++) {
      const x = origin[0] + j * v[0] + k * w[0];
      const y = origin[1] + j * v[1] + k * w[1];
      const z = origin[2] + j * v[2] + k * w[2];
      for (let i = 0; i < ni; i++, at++) if (mask[at] !== 0) visit(at, [x + i * u[0], y + i * u[1], z + i * u[2]]);
    }
}
