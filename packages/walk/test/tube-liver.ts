import { type Matrix3, type Vector3, worldPoint } from "@cantlie/geometry";
import { type AnalyticShape, analyticMask } from "@cantlie/phantoms";
import { createKernels, type Grid, type ImageVolume, makeGrid, voxelCount } from "@cantlie/volume";
import { DEFAULT_POLICY, type PatientFile, type ResectionsFile } from "@cantlie/workup";
import { type Walked, type WalkInput, walk } from "../src/index.ts";

/** A liver of ellipsoids, with tubes for vessels and balls for lesions, known in patient LPS mm whatever grid samples it. */
const BODY: AnalyticShape = { kind: "ellipsoid", centreMm: worldPoint(0, 0, 0), radiiMm: [150, 90, 400] };
const LIVER: readonly AnalyticShape[] = [
  { kind: "ellipsoid", centreMm: worldPoint(-45, -10, 0), radiiMm: [95, 65, 60] },
  { kind: "ellipsoid", centreMm: worldPoint(40, -28, 14), radiiMm: [48, 32, 26] },
];
const CAVA = tube([-5, 50, -90], [-5, 50, 85], 10);
const HEPATIC: readonly AnalyticShape[] = [
  tube([-12, 44, 38], [-55, 25, 20], 5),
  tube([-55, 25, 20], [-110, 2, -10], 4),
  tube([-5, 42, 40], [-22, -5, 20], 5),
  tube([-22, -5, 20], [-40, -50, -15], 4),
  tube([2, 44, 38], [22, 5, 26], 5),
  tube([22, 5, 26], [62, -25, 22], 4),
];
const PORTAL: readonly AnalyticShape[] = [
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

/** Two on the patient's right and one on the left, none of them in the path of a tube. */
export const LESIONS = [
  { centreMm: worldPoint(-95, -12, 22), radiusMm: 13, side: "right" },
  { centreMm: worldPoint(60, -42, 3), radiusMm: 9, side: "left" },
  { centreMm: worldPoint(-62, -52, -32), radiusMm: 7, side: "right" },
] as const;

export const PATIENT: PatientFile = { schemaVersion: 1, sex: "male", ageYears: 64, heightCm: 176, weightKg: 82 };

const HALF_EXTENT_MM: Vector3 = [164, 100, 100];

/** A grid around the body's middle. Spacing and corners are sums of powers of two, so that arithmetic on them is exact. */
export function gridAround(spacingMm: Vector3, direction: Matrix3): Grid {
  const size = direction.map((axis, n) => {
    const reachMm = axis.reduce((sum, cosine, component) => sum + Math.abs(cosine) * HALF_EXTENT_MM[component]!, 0);
    return 2 * Math.ceil(reachMm / spacingMm[n]!) + 1;
  }) as unknown as Vector3;
  const cornerMm = ([0, 1, 2] as const).map((component) =>
    direction.reduce((sum, axis, n) => sum - ((axis[component] * (size[n]! - 1)) / 2) * spacingMm[n]!, 0),
  );
  return makeGrid(size, spacingMm, worldPoint(cornerMm[0]!, cornerMm[1]!, cornerMm[2]!), direction);
}

type TubeLabels = Required<Pick<WalkInput["labels"], "grid" | "liver" | "lesions" | "portalVein" | "hepaticVein" | "cava">>;

/** A voxel has the labels of its centre. */
export function tubeLabels(grid: Grid): TubeLabels {
  const mask = (shapes: readonly AnalyticShape[]): Uint8Array => analyticMask(grid, shapes).values;
  const cava = mask([CAVA]);
  return {
    grid,
    liver: mask(LIVER).map((inside, at) => (cava[at] === 0 ? inside : 0)),
    lesions: mask(LESIONS.map((lesion) => ({ kind: "sphere", ...lesion }))),
    portalVein: mask(PORTAL),
    hepaticVein: mask(HEPATIC),
    cava,
  };
}

/** Soft tissue in air, enough to tell the sides of a body. */
export function tubeScan(grid: Grid): ImageVolume {
  const inside = analyticMask(grid, [BODY]).values;
  return {
    grid,
    quantity: "hu",
    values: Int16Array.from({ length: voxelCount(grid) }, (_, at) => (inside[at] === 1 ? 50 : -1000)),
  };
}

type DrawnStage = ResectionsFile["plans"][number]["stages"][number];

/** A `resections.json` with one plan per entry. */
export function resections(plans: Readonly<Record<string, readonly DrawnStage[]>>): ResectionsFile {
  return { schemaVersion: 1, plans: Object.entries(plans).map(([id, stages]) => ({ id, stages: [...stages] })) };
}

/** Walks with defaults for all that a test does not say. */
export function walkWith(input: Partial<WalkInput> & Pick<WalkInput, "labels">): Walked {
  return walk(
    { policy: DEFAULT_POLICY, search: true, inputs: [], cautions: [], software: { name: "test", version: "0" }, ...input },
    { kernels: createKernels(), progress: () => {} },
  );
}

function tube(from: Vector3, to: Vector3, radiusMm: number): AnalyticShape {
  return { kind: "capsule", fromMm: worldPoint(...from), toMm: worldPoint(...to), radiusMm };
}
