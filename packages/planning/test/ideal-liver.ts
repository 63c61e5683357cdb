import type { LiverAnatomy, TreeKind } from "@cantlie/anatomy";
import type { Vector3, WorldPoint } from "@cantlie/geometry";
import { anatomyOf, type BranchSketch, gridOver, maskOf, type Sphere } from "./build-anatomy.ts";

/*
 * A liver as textbooks draw it: half an ellipsoid with a flat back, parted by planes into eight segments, each with one portal branch of
 * its own that enters from the hilum behind it; right, middle and left hepatic vein between the sections.
 *
 *   x (LPS, left is positive)   6 7 | -45 right vein | 5 8 | 0 middle vein | 4 | 30 | 2 3 left vein between them
 *   z (up)                      7 8 4 2 above 0, 6 5 4 3 below
 *   segment 1                   a block at the back, around x = 5
 */

const SEMI_AXES_MM: Vector3 = [85, 75, 55];
const BACK_MM = 35;
const MIDDLE_X_MM = -10;

export function isIdealLiver([x, y, z]: Vector3): boolean {
  const [a, b, c] = SEMI_AXES_MM;
  return y < BACK_MM && ((x - MIDDLE_X_MM) / a) ** 2 + ((y - BACK_MM) / b) ** 2 + (z / c) ** 2 < 1;
}

export function idealSegment([x, y, z]: Vector3): number {
  if (Math.abs(x - 5) < 12 && Math.abs(z) < 12 && y > 15) return 1;
  const upper = z > 0;
  if (x < -45) return upper ? 7 : 6;
  if (x < 0) return upper ? 8 : 5;
  if (x < 30) return 4;
  return upper ? 2 : 3;
}

/** Pedicles run outside the liver, behind it, and enter each segment by itself. */
const PORTAL: readonly BranchSketch[] = [
  {
    name: "main portal trunk",
    order: 0,
    radiusMm: 6,
    path: [
      [0, 44, -30],
      [0, 42, 0],
    ],
  },
  {
    name: "right portal vein",
    order: 1,
    parent: 0,
    radiusMm: 5,
    path: [
      [0, 42, 0],
      [-15, 42, 0],
    ],
  },
  {
    name: "left portal vein",
    order: 1,
    parent: 0,
    radiusMm: 5,
    path: [
      [0, 42, 0],
      [25, 42, 0],
    ],
  },
  {
    name: "right anterior portal vein",
    order: 2,
    parent: 1,
    radiusMm: 4,
    path: [
      [-15, 42, 0],
      [-24, 41, 0],
    ],
  },
  {
    name: "right posterior portal vein",
    order: 2,
    parent: 1,
    radiusMm: 4,
    path: [
      [-15, 42, 0],
      [-30, 45, 0],
      [-58, 42, 0],
    ],
  },
  {
    name: "segment 5 branch",
    parent: 3,
    radiusMm: 2,
    path: [
      [-24, 41, 0],
      [-23, 34, -6],
      [-22, 0, -25],
      [-22, -15, -25],
    ],
  },
  {
    name: "segment 8 branch",
    parent: 3,
    radiusMm: 2,
    path: [
      [-24, 41, 0],
      [-23, 34, 6],
      [-22, 0, 25],
      [-22, -15, 25],
    ],
  },
  {
    name: "segment 6 branch",
    parent: 4,
    radiusMm: 2,
    path: [
      [-58, 42, 0],
      [-60, 34, -6],
      [-62, 5, -22],
    ],
  },
  {
    name: "segment 7 branch",
    parent: 4,
    radiusMm: 2,
    path: [
      [-58, 42, 0],
      [-60, 34, 6],
      [-62, 5, 22],
    ],
  },
  {
    name: "segment 4 branch",
    parent: 2,
    radiusMm: 2,
    path: [
      [25, 42, 0],
      [24, 34, -14],
      [16, 0, -20],
      [15, -15, -20],
    ],
  },
  {
    name: "segment 4 branch",
    parent: 2,
    radiusMm: 2,
    path: [
      [25, 42, 0],
      [24, 34, 14],
      [16, 0, 20],
      [15, -15, 20],
    ],
  },
  {
    name: "segment 2 branch",
    parent: 2,
    radiusMm: 2,
    path: [
      [25, 42, 0],
      [40, 40, 0],
      [44, 33, 8],
      [48, 10, 14],
    ],
  },
  {
    name: "segment 3 branch",
    parent: 2,
    radiusMm: 2,
    path: [
      [25, 42, 0],
      [40, 40, 0],
      [44, 33, -8],
      [48, 10, -14],
    ],
  },
  {
    parent: 0,
    radiusMm: 1,
    path: [
      [0, 42, 0],
      [5, 34, 0],
      [5, 20, 0],
    ],
  },
];
const PORTAL_SEGMENT = [0, 0, 0, 0, 0, 5, 8, 6, 7, 4, 4, 2, 3, 1];

/** Veins leave the cava behind the liver and enter between the sections; tributaries are branches of their own. */
const HEPATIC: readonly BranchSketch[] = [
  {
    name: "right hepatic vein",
    order: 0,
    radiusMm: 4,
    path: [
      [-5, 55, 40],
      [-45, 40, 20],
      [-45, 15, 12],
      [-45, 5, 4],
    ],
  },
  {
    name: "right hepatic vein",
    order: 1,
    parent: 0,
    radiusMm: 3,
    path: [
      [-45, 5, 4],
      [-45, 0, -20],
    ],
  },
  {
    name: "middle hepatic vein",
    order: 0,
    radiusMm: 4,
    path: [
      [0, 55, 40],
      [0, 40, 30],
      [0, 10, 22],
      [0, 5, 4],
    ],
  },
  {
    name: "middle hepatic vein",
    order: 1,
    parent: 2,
    radiusMm: 3,
    path: [
      [0, 5, 4],
      [0, -10, -25],
    ],
  },
  {
    name: "left hepatic vein",
    order: 0,
    radiusMm: 4,
    path: [
      [5, 55, 40],
      [33, 40, 20],
      [36, 20, 8],
    ],
  },
  {
    name: "left hepatic vein",
    order: 1,
    parent: 4,
    radiusMm: 3,
    path: [
      [36, 20, 8],
      [42, 10, 3],
      [50, 5, -3],
    ],
  },
  {
    parent: 0,
    radiusMm: 1.5,
    path: [
      [-45, 5, 4],
      [-60, 0, 20],
    ],
  },
  {
    parent: 0,
    radiusMm: 1.5,
    path: [
      [-45, 5, 4],
      [-35, 0, 22],
    ],
  },
  {
    parent: 1,
    radiusMm: 1.5,
    path: [
      [-45, 0, -20],
      [-60, 0, -25],
    ],
  },
  {
    parent: 1,
    radiusMm: 1.5,
    path: [
      [-45, 0, -20],
      [-35, 0, -24],
    ],
  },
  {
    parent: 2,
    radiusMm: 1.5,
    path: [
      [0, 5, 4],
      [-10, 0, 24],
    ],
  },
  {
    parent: 2,
    radiusMm: 1.5,
    path: [
      [0, 5, 4],
      [15, 0, 24],
    ],
  },
  {
    parent: 3,
    radiusMm: 1.5,
    path: [
      [0, -10, -25],
      [-10, -5, -25],
    ],
  },
  {
    parent: 3,
    radiusMm: 1.5,
    path: [
      [0, -10, -25],
      [15, -5, -25],
    ],
  },
  {
    parent: 4,
    radiusMm: 1.5,
    path: [
      [36, 20, 8],
      [46, 10, 16],
    ],
  },
  {
    parent: 5,
    radiusMm: 1.5,
    path: [
      [50, 5, -3],
      [52, 0, -14],
    ],
  },
  {
    order: 0,
    radiusMm: 1,
    path: [
      [5, 50, 10],
      [5, 34, 6],
      [5, 22, 6],
    ],
  },
];
/** what each vein drains: segments, and for 5 and 8 which half */
const DRAINS: readonly ((segment: number, x: number) => boolean)[] = [
  ...Array.from({ length: 6 }, () => () => false),
  (segment) => segment === 7,
  (segment, x) => segment === 8 && x < -22,
  (segment) => segment === 6,
  (segment, x) => segment === 5 && x < -22,
  (segment, x) => segment === 8 && x >= -22,
  (segment) => segment === 4,
  (segment, x) => segment === 5 && x >= -22,
  (segment) => segment === 4,
  (segment) => segment === 2,
  (segment) => segment === 3,
  (segment) => segment === 1,
];

function feeds(tree: TreeKind, branch: number, at: WorldPoint): boolean {
  const segment = idealSegment(at);
  return tree === "portal" ? PORTAL_SEGMENT[branch] === segment : DRAINS[branch]!(segment, at[0]);
}

export interface IdealLiverOptions {
  readonly spacingMm?: Vector3;
  readonly lesions?: readonly Sphere[];
  readonly without?: readonly TreeKind[];
  /** moves the places that vessels go through: what is given by a place, so that joints stay joined; default nowhere */
  readonly moved?: (at: Vector3) => Vector3;
}

/** The back of the liver, with hilum and cava, cannot be reached; the front can. */
export function idealLiver({ spacingMm = [3, 3, 3], lesions = [], without = [], moved }: IdealLiverOptions = {}): LiverAnatomy {
  const grid = gridOver([-100, -45, -60], [82, 60, 60], spacingMm);
  const organ = maskOf(grid, isIdealLiver);
  return anatomyOf({
    grid,
    organ,
    lesions,
    trees: {
      ...(!without.includes("portal") && { portal: movedTree(PORTAL, moved) }),
      ...(!without.includes("hepatic") && { hepatic: movedTree(HEPATIC, moved) }),
    },
    feeds,
    segmentAt: idealSegment,
    cava: maskOf(grid, ([x, y]) => Math.hypot(x, y - 55) < 5),
    inaccessibleCapsule: maskOf(grid, (at) => isIdealLiver(at) && at[1] > BACK_MM - spacingMm[1]),
  });
}

function movedTree(branches: readonly BranchSketch[], moved: IdealLiverOptions["moved"]): readonly BranchSketch[] {
  return moved === undefined ? branches : branches.map((branch) => ({ ...branch, path: branch.path.map(moved) }));
}
