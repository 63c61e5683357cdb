import type { Lesion, LesionId, LiverAnatomy } from "@cantlie/anatomy";
import { type WorldPoint, worldPoint } from "@cantlie/geometry";
import { type Grid, indexToWorld, voxelCount } from "@cantlie/volume";
import { distanceToTubeMm, type Tube, treeOfTubes } from "./synthetic-tubes.ts";

/** Semi-axes of the liver, and where it is. The patient's right is at negative x. */
const LIVER = { centreMm: [-20, -10, 5], radiiMm: [85, 60, 62] } as const;

const PORTAL: readonly Tube[] = [
  { name: "main portal trunk", parent: undefined, order: 0, from: [10, 15, -75], to: [-10, 0, -15], radiusMm: 6.5 },
  { name: "right portal vein", parent: 0, order: 1, from: [-10, 0, -15], to: [-40, 0, -5], radiusMm: 5 },
  { name: "left portal vein", parent: 0, order: 1, from: [-10, 0, -15], to: [20, -25, 0], radiusMm: 4.5 },
  { name: "right anterior portal vein", parent: 1, order: 2, from: [-40, 0, -5], to: [-65, -30, 25], radiusMm: 3 },
  { name: "right posterior portal vein", parent: 1, order: 2, from: [-40, 0, -5], to: [-80, 15, -5], radiusMm: 3 },
  { name: "unnamed", parent: 2, order: 2, from: [20, -25, 0], to: [45, -25, 15], radiusMm: 2.2 },
];
const HEPATIC: readonly Tube[] = [
  { name: "right hepatic vein", parent: undefined, order: 0, from: [-10, 20, 55], to: [-75, 10, 10], radiusMm: 4 },
  { name: "middle hepatic vein", parent: undefined, order: 0, from: [-8, 18, 55], to: [-25, -35, 0], radiusMm: 3.5 },
  { name: "left hepatic vein", parent: undefined, order: 0, from: [-5, 18, 55], to: [35, -20, 25], radiusMm: 3 },
];
const CAVA: Tube = { name: "unnamed", parent: undefined, order: 0, from: [-8, 35, -70], to: [-8, 22, 72], radiusMm: 10 };
const LESIONS = [
  { centreMm: [-60, -35, 15], radiusMm: 17 },
  { centreMm: [-70, 15, -20], radiusMm: 9 },
  { centreMm: [30, -20, 10], radiusMm: 6 },
] as const;

/** An ellipsoid with tubes for vessels and spheres for lesions, on `grid`; its lists of numbers are written by hand. */
export function syntheticAnatomy(grid: Grid): LiverAnatomy {
  const liver = maskOf(grid, inLiver);
  const lesionLabels = new Uint16Array(voxelCount(grid));
  for (let index = 0; index < lesionLabels.length; index++) {
    const place = indexToWorld(grid, index);
    LESIONS.forEach(({ centreMm, radiusMm }, lesion) => {
      if (Math.hypot(place[0] - centreMm[0], place[1] - centreMm[1], place[2] - centreMm[2]) <= radiusMm)
        lesionLabels[index] = lesion + 1;
    });
  }
  return {
    frame: {
      grid,
      order: { from: [0, 1, 2], flipped: [false, false, false] },
      box: { start: [0, 0, 0], size: grid.size },
      fullGrid: grid,
    },
    grid,
    organ: liver,
    lesionLabels,
    lesions: LESIONS.map(
      ({ centreMm, radiusMm }, index): Lesion => ({
        id: `L${index + 1}` as LesionId,
        volumeMl: (4 / 3) * Math.PI * radiusMm ** 3 * 1e-3,
        largestDiameterMm: 2 * radiusMm,
        axialDiameterMm: 2 * radiusMm,
        centroidMm: worldPoint(centreMm[0], centreMm[1], centreMm[2]),
        status: "visible",
        origin: "mask",
        segments: index === 2 ? ["3"] : index === 1 ? ["6"] : ["8", "5"],
        nearest: {},
      }),
    ),
    vessels: { portal: tubesMask(grid, PORTAL), hepatic: tubesMask(grid, HEPATIC) },
    cava: tubesMask(grid, [CAVA]),
    trees: { portal: treeOfTubes(grid, "portal", PORTAL), hepatic: treeOfTubes(grid, "hepatic", HEPATIC) },
    territories: {},
    inaccessibleCapsule: new Uint8Array(voxelCount(grid)),
    liverTouchesImageBorder: false,
    cautions: [],
  };
}

function inLiver(place: WorldPoint): boolean {
  const { centreMm, radiiMm } = LIVER;
  return place.reduce((sum, value, axis) => sum + ((value - centreMm[axis]!) / radiiMm[axis]!) ** 2, 0) <= 1;
}

function maskOf(grid: Grid, isIn: (place: WorldPoint) => boolean): Uint8Array {
  return Uint8Array.from({ length: voxelCount(grid) }, (_, index) => (isIn(indexToWorld(grid, index)) ? 1 : 0));
}

function tubesMask(grid: Grid, tubes: readonly Tube[]): Uint8Array {
  return maskOf(grid, (place) => tubes.some((tube) => distanceToTubeMm(place, tube) <= tube.radiusMm));
}
