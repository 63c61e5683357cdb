import { type Matrix3, multiply, type Vector3, worldPoint } from "@cantlie/geometry";
import { type Grid, makeGrid, voxelToWorld } from "@cantlie/volume";
import type { LiverLabels } from "../src/index.ts";

/** A liver of ellipsoids with tubes for vessels and balls for lesions, in patient LPS mm, right where a liver is. */
type Ellipsoid = { readonly centre: Vector3; readonly radii: Vector3 };
type Tube = { readonly from: Vector3; readonly to: Vector3; readonly radius: number };

const LIVER: readonly Ellipsoid[] = [
  { centre: [-45, -10, 0], radii: [95, 65, 60] },
  { centre: [40, -28, 14], radii: [48, 32, 26] },
];

/** The cava runs behind the liver, in a groove of its own. */
const CAVA: Tube = { from: [-5, 50, -90], to: [-5, 50, 85], radius: 10 };

export const LESIONS: readonly { readonly centre: Vector3; readonly radius: number; readonly segment: string }[] = [
  { centre: [-95, 0, 22], radius: 13, segment: "7" },
  { centre: [60, -42, 3], radius: 9, segment: "3" },
  { centre: [-62, -45, -32], radius: 7, segment: "5" },
];

const HEPATIC: readonly Tube[] = [
  tube([-12, 44, 38], [-55, 25, 20], 5),
  tube([-55, 25, 20], [-110, 2, -10], 4),
  tube([-5, 42, 40], [-22, -5, 20], 5),
  tube([-22, -5, 20], [-40, -50, -15], 4),
  tube([2, 44, 38], [22, 5, 26], 5),
  tube([22, 5, 26], [62, -25, 22], 4),
];

const PORTAL: readonly Tube[] = [
  tube([20, 20, -75], [-15, 12, -18], 7),
  tube([-15, 12, -18], [-42, 12, -18], 6),
  tube([-42, 12, -18], [-58, -20, -16], 5),
  tube([-58, -20, -16], [-60, -35, 28], 4),
  tube([-58, -20, -16], [-66, -40, -38], 4),
  tube([-42, 12, -18], [-75, 26, -18], 5),
  tube([-75, 26, -18], [-95, 16, 24], 4),
  tube([-75, 26, -18], [-90, 14, -36], 4),
  tube([-15, 12, -18], [18, -8, 4], 6),
  tube([18, -8, 4], [28, -24, 8], 5),
  tube([28, -24, 8], [66, -26, 24], 4),
  tube([28, -24, 8], [58, -42, 0], 4),
  tube([28, -24, 8], [0, -52, 6], 4),
];

/** half the box around the midline of the body that holds the phantom with room to spare */
const HALF_EXTENT_MM: Vector3 = [160, 95, 97];

/** A grid around the phantom. The columns of `direction` may point anywhere. */
export function phantomGrid(spacingMm: Vector3, direction: Matrix3): Grid {
  const half = direction.map((column) => column.reduce((sum, cosine, axis) => sum + Math.abs(cosine) * HALF_EXTENT_MM[axis]!, 0));
  const size: Vector3 = [
    Math.ceil((2 * half[0]!) / spacingMm[0]),
    Math.ceil((2 * half[1]!) / spacingMm[1]),
    Math.ceil((2 * half[2]!) / spacingMm[2]),
  ];
  const toCorner = multiply(direction, [
    (-(size[0] - 1) * spacingMm[0]) / 2,
    (-(size[1] - 1) * spacingMm[1]) / 2,
    (-(size[2] - 1) * spacingMm[2]) / 2,
  ]);
  return makeGrid(size, spacingMm, worldPoint(toCorner[0], toCorner[1], toCorner[2]), direction);
}

/** The phantom's labels: a voxel has the labels of its centre. The hepatic vein mask holds the cava. */
export function phantomLabels(
  grid: Grid,
): Required<Pick<LiverLabels, "grid" | "liver" | "lesions" | "portalVein" | "hepaticVein">> {
  const [ni, nj, nk] = grid.size;
  const count = ni * nj * nk;
  const labels = {
    grid,
    liver: new Uint8Array(count),
    lesions: new Uint8Array(count),
    portalVein: new Uint8Array(count),
    hepaticVein: new Uint8Array(count),
  };
  for (let k = 0, at = 0; k < nk; k++)
    for (let j = 0; j < nj; j++)
      for (let i = 0; i < ni; i++, at++) {
        const place = voxelToWorld(grid, i, j, k);
        const inLesion = LESIONS.some(({ centre, radius }) => distance(place, centre) <= radius);
        if (LIVER.some((part) => isInEllipsoid(place, part)) && toTube(place, CAVA) > CAVA.radius + 1) labels.liver[at] = 1;
        if (inLesion) labels.lesions[at] = 1;
        if (PORTAL.some((one) => toTube(place, one) <= one.radius)) labels.portalVein[at] = 1;
        if ([...HEPATIC, CAVA].some((one) => toTube(place, one) <= one.radius)) labels.hepaticVein[at] = 1;
      }
  return labels;
}

function tube(from: Vector3, to: Vector3, radius: number): Tube {
  return { from, to, radius };
}

function isInEllipsoid(place: Vector3, { centre, radii }: Ellipsoid): boolean {
  return (
    ((place[0] - centre[0]) / radii[0]) ** 2 +
      ((place[1] - centre[1]) / radii[1]) ** 2 +
      ((place[2] - centre[2]) / radii[2]) ** 2 <=
    1
  );
}

function toTube(place: Vector3, { from, to }: Tube): number {
  const along = [to[0] - from[0], to[1] - from[1], to[2] - from[2]] as const;
  const squared = along[0] ** 2 + along[1] ** 2 + along[2] ** 2;
  const share = ((place[0] - from[0]) * along[0] + (place[1] - from[1]) * along[1] + (place[2] - from[2]) * along[2]) / squared;
  const t = Math.min(1, Math.max(0, share));
  return Math.hypot(place[0] - from[0] - t * along[0], place[1] - from[1] - t * along[1], place[2] - from[2] - t * along[2]);
}

function distance(a: Vector3, b: Vector3): number {
  return Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]);
}
