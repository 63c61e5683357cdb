import { buildAnatomy, type LiverAnatomy } from "@cantlie/anatomy";
import { IDENTITY3, type Plane, planeThrough, signedDistanceMm, type Vector3, worldPoint } from "@cantlie/geometry";
import { type AnalyticShape, analyticMask, analyticVolumeMl, cutVolumeMl } from "@cantlie/phantoms";
import { evaluateStage, type PreparedAnatomy, planResection, prepareEvaluation } from "@cantlie/planning";
import { type Grid, type Kernels, makeGrid, voxelCount, voxelDiagonalMm, voxelIndexAt } from "@cantlie/volume";

/** What one plane did, found less true. */
export interface CutError {
  readonly remnantErrorMl: number;
  /** of the whole organ */
  readonly remnantErrorFraction: number;
  /** of each lesion at least a voxel's diagonal away from the plane on the resected side, the nearest place of the plane inside the liver */
  readonly marginErrorsMm: readonly number[];
}

/** A ball that is known in closed form. */
export interface Ball {
  readonly centreMm: Vector3;
  readonly radiusMm: number;
}

type Ellipsoid = Extract<AnalyticShape, { kind: "ellipsoid" }>;

/** 450 mL: a liver's lobe, small enough for 200 grids at 0.8 mm. */
const ELLIPSOID: Ellipsoid = { kind: "ellipsoid", centreMm: worldPoint(-60, 0, 0), radiiMm: [60, 45, 40] };
const BALLS: readonly Ball[] = [
  { centreMm: [-80, -8, 5], radiusMm: 10 },
  { centreMm: [-45, 10, -8], radiusMm: 6 },
  { centreMm: [-55, -20, 10], radiusMm: 4 },
];

/** An ellipsoid with three balls, sampled on a grid that lies anywhere. */
export function sampledEllipsoid(spacing: number, offset: Vector3, kernels: Kernels): PreparedAnatomy {
  const size = ELLIPSOID.radiiMm.map((mm) => Math.ceil((2 * mm + 8) / spacing) + 1) as unknown as Vector3;
  const corner = ELLIPSOID.centreMm.map((mm, axis) => mm - ELLIPSOID.radiiMm[axis]! - 4 - offset[axis]! * spacing);
  const grid = makeGrid(size, [spacing, spacing, spacing], worldPoint(corner[0]!, corner[1]!, corner[2]!), IDENTITY3);
  const liver = analyticMask(grid, [ELLIPSOID]).values;
  const lesions = analyticMask(
    grid,
    BALLS.map(({ centreMm, radiusMm }) => ({ kind: "sphere", centreMm: worldPoint(...centreMm), radiusMm })),
  ).values;
  return preparedFrom({ grid, liver, lesions }, kernels);
}

/** Without vessels nothing but the plane makes a margin. */
export function preparedFrom(
  labels: { readonly grid: Grid; readonly liver: Uint8Array; readonly lesions: Uint8Array },
  kernels: Kernels,
): PreparedAnatomy {
  return prepareEvaluation(buildAnatomy(labels, { kernels, territoryMethod: "geodesic" }), kernels);
}

/** A plane through the middle half of the ellipsoid. */
export function planeOfEllipsoid(random: () => number): Plane {
  const place = ELLIPSOID.centreMm.map((mm, axis) => mm + (random() - 0.5) * ELLIPSOID.radiiMm[axis]!);
  return planeThrough(worldPoint(place[0]!, place[1]!, place[2]!), randomDirection(random));
}

export function ellipsoidCutError(prepared: PreparedAnatomy, plane: Plane): CutError {
  const wholeMl = analyticVolumeMl(ELLIPSOID);
  return cutError(prepared, plane, { trueRemnantMl: wholeMl - cutVolumeMl(ELLIPSOID, plane), wholeMl, balls: BALLS });
}

/** Evaluates a plane as a plan would be, and compares it with what is true of it. */
export function cutError(
  prepared: PreparedAnatomy,
  plane: Plane,
  truth: { readonly trueRemnantMl: number; readonly wholeMl: number; readonly balls: readonly Ball[] },
): CutError {
  const stage = {
    resections: [{ kind: "surface" as const, plane }],
    keep: [],
    reconstruct: [],
    ablations: [],
    surveil: [],
    occlude: [],
  };
  const { volumes, margins } = evaluateStage(prepared, planResection(prepared, stage), stage);
  const remnantErrorMl = volumes.remnantMl - truth.trueRemnantMl;
  const { anatomy } = prepared;
  return {
    remnantErrorMl,
    remnantErrorFraction: remnantErrorMl / truth.wholeMl,
    marginErrorsMm: truth.balls.flatMap(({ centreMm, radiusMm }) => {
      const gapMm = signedDistanceMm(plane, worldPoint(...centreMm)) - radiusMm;
      if (gapMm < voxelDiagonalMm(anatomy.grid) || !isDeepInside(anatomy, footOf(centreMm, plane))) return [];
      const margin = margins.find(({ lesion }) => lesion === nearestLesion(anatomy, centreMm).id)!;
      return margin.parenchymalMm === undefined ? [] : [margin.parenchymalMm - gapMm];
    }),
  };
}

export function randomDirection(random: () => number): Vector3 {
  const z = 2 * random() - 1;
  const angle = 2 * Math.PI * random();
  const r = Math.sqrt(1 - z * z);
  return [r * Math.cos(angle), r * Math.sin(angle), z];
}

function nearestLesion({ lesions }: LiverAnatomy, [x, y, z]: Vector3): LiverAnatomy["lesions"][number] {
  const awayMm = (lesion: LiverAnatomy["lesions"][number]): number =>
    Math.hypot(lesion.centroidMm[0] - x, lesion.centroidMm[1] - y, lesion.centroidMm[2] - z);
  return lesions.reduce((best, one) => (awayMm(one) < awayMm(best) ? one : best));
}

/** The place of the plane nearest to another place. */
function footOf(place: Vector3, plane: Plane): Vector3 {
  const distanceMm = signedDistanceMm(plane, worldPoint(...place));
  const { normal } = plane;
  return [place[0] - distanceMm * normal[0], place[1] - distanceMm * normal[1], place[2] - distanceMm * normal[2]];
}

/** Whether all within two voxels and 2 mm is organ, so that the border of the liver does not shorten the cut. */
function isDeepInside({ grid, organ }: LiverAnatomy, place: Vector3): boolean {
  const reachMm = 2 * Math.max(...grid.spacingMm) + 2;
  return [-1, 0, 1].every((x) =>
    [-1, 0, 1].every((y) =>
      [-1, 0, 1].every((z) => {
        const at = voxelIndexAt(grid, worldPoint(place[0] + x * reachMm, place[1] + y * reachMm, place[2] + z * reachMm));
        return at >= 0 && at < voxelCount(grid) && organ[at] === 1;
      }),
    ),
  );
}
