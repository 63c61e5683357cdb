import { IDENTITY3, type Matrix3, planeThrough, type Vector3, worldPoint } from "@cantlie/geometry";
import { type Grid, makeGrid, referenceKernels, voxelDiagonalMm } from "@cantlie/volume";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  evaluateStage,
  maskOfRuns,
  type PreparedAnatomy,
  planResection,
  prepareEvaluation,
  type Stage,
  stateOnGrid,
} from "../src/index.ts";
import { anatomyOf, maskOf } from "./build-anatomy.ts";
import { normalFrom, randomNumbers, stageOf } from "./draw.ts";

const SEMI_AXES_MM: Vector3 = [30, 22, 18];
const ELLIPSOID_ML = ((4 / 3) * Math.PI * 30 * 22 * 18) / 1000;

/** An ellipsoid around the origin on a grid whose voxels sit anywhere. */
function ellipsoid(spacingMm: Vector3, offsetMm: Vector3, direction: Matrix3 = IDENTITY3): PreparedAnatomy {
  const reach = 36;
  const size = spacingMm.map((spacing) => Math.ceil((2 * reach) / spacing)) as unknown as Vector3;
  const corner = [0, 1, 2].map((row) =>
    [0, 1, 2].reduce((sum, axis) => sum - direction[axis as 0 | 1 | 2][row as 0 | 1 | 2] * reach, offsetMm[row as 0 | 1 | 2]),
  ) as unknown as Vector3;
  const grid = makeGrid(size, spacingMm, worldPoint(...corner), direction);
  const [a, b, c] = SEMI_AXES_MM;
  const organ = maskOf(grid, ([x, y, z]) => (x / a) ** 2 + (y / b) ** 2 + (z / c) ** 2 <= 1);
  return prepareEvaluation(anatomyOf({ grid, organ }), referenceKernels);
}

/** Share of an ellipsoid beyond the plane normal · x = offset: an affine map makes it a ball, of which a cap is cut. */
function capShare(normal: Vector3, offsetMm: number): number {
  const height = offsetMm / Math.hypot(...normal.map((n, axis) => n * SEMI_AXES_MM[axis]!));
  return ((1 - height) ** 2 * (2 + height)) / 4;
}

/** Area of the ellipse in which the plane meets the ellipsoid. */
function sectionAreaMm2(normal: Vector3, offsetMm: number): number {
  const stretch = Math.hypot(...normal.map((n, axis) => n * SEMI_AXES_MM[axis]!));
  const height = offsetMm / stretch;
  return (Math.PI * (1 - height ** 2) * SEMI_AXES_MM[0] * SEMI_AXES_MM[1] * SEMI_AXES_MM[2]) / stretch;
}

function planeStage(normal: Vector3, offsetMm: number): Stage {
  const point = normal.map((n) => n * offsetMm) as unknown as Vector3;
  return stageOf([{ kind: "surface", plane: planeThrough(worldPoint(...point), normal) }]);
}

const OBLIQUE: Matrix3 = [
  [0.8, 0.6, 0],
  [-0.6, 0.8, 0],
  [0, 0, 1],
];

describe("a plane through an ellipsoid", () => {
  const random = randomNumbers(7);
  const cuts = Array.from({ length: 8 }, () => ({ normal: normalFrom(random), offsetMm: -8 + 16 * random() }));

  test("leaves the closed form within 0.5 % at 1 mm, and the error shrinks with the spacing", () => {
    const meanError = (spacing: number): number => {
      let sum = 0;
      for (const { normal, offsetMm } of cuts) {
        const prepared = ellipsoid([spacing, spacing, spacing], [spacing * random(), spacing * random(), spacing * random()]);
        const stage = planeStage(normal, offsetMm);
        const { volumes } = evaluateStage(prepared, planResection(prepared, stage), stage);
        const expected = ELLIPSOID_ML * (1 - capShare(normal, offsetMm));
        const error = Math.abs(volumes.remnantMl - expected) / expected;
        if (spacing === 1) expect(error).toBeLessThan(0.005);
        sum += error;
      }
      return sum / cuts.length;
    };
    const errors = [4, 2, 1].map(meanError);
    expect(errors[1]).toBeLessThan(errors[0]!);
    expect(errors[2]).toBeLessThan(errors[1]!);
  });

  test.each([
    ["1 mm", [1, 1, 1], IDENTITY3],
    ["0.7 × 0.7 × 1.6 mm, oblique", [0.7, 0.7, 1.6], OBLIQUE],
    ["0.8 × 0.8 × 3 mm", [0.8, 0.8, 3], IDENTITY3],
  ] as const)("has a transection area within 4 %% of the closed form at any tilt, and no bias: %s", (_, spacingMm, direction) => {
    const ratios = [...cuts, { normal: [0, 0, 1] as Vector3, offsetMm: 2 }, { normal: [1, 0, 0] as Vector3, offsetMm: 2 }].map(
      ({ normal, offsetMm }) => {
        const prepared = ellipsoid(spacingMm, [0.3, 0.4, 0.2], direction);
        const stage = planeStage(normal, offsetMm);
        const { transectionAreaMm2 } = evaluateStage(prepared, planResection(prepared, stage), stage);
        return transectionAreaMm2 / sectionAreaMm2(normal, offsetMm);
      },
    );
    // the rim of voxels around a cut of 20 mm radius is worth about a tenth of a voxel's width all round: 3 % at 3 mm slices
    for (const ratio of ratios) expect(Math.abs(ratio - 1)).toBeLessThan(0.04);
    expect(Math.abs(ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length - 1)).toBeLessThan(0.02);
  });
});

describe("margins", () => {
  /** a ball beside a plane, both anywhere on the grid, in a block of liver */
  function marginError(random: () => number, spacingMm: Vector3): number {
    const size = spacingMm.map((spacing) => Math.ceil(40 / spacing)) as unknown as Vector3;
    const grid = makeGrid(size, spacingMm, worldPoint(-20, -20, -20), IDENTITY3);
    const centreMm = spacingMm.map((spacing) => spacing * random()) as unknown as Vector3;
    const normal = normalFrom(random);
    const [radiusMm, gapMm] = [6 + 2 * random(), 3 + 5 * random()];
    const towards = centreMm.map((c, axis) => c + (radiusMm + gapMm) * normal[axis]!) as unknown as Vector3;
    const inward = normal.map((n) => -n) as unknown as Vector3;
    const organ = new Uint8Array(size[0] * size[1] * size[2]).fill(1);
    const prepared = prepareEvaluation(anatomyOf({ grid, organ, lesions: [{ centreMm, radiusMm }] }), referenceKernels);
    const stage = stageOf([{ kind: "surface", plane: planeThrough(worldPoint(...towards), inward) }]);
    const margin = evaluateStage(prepared, planResection(prepared, stage), stage).margins[0]!;
    expect(margin.kind).toBe("resected");
    return margin.parenchymalMm! - gapMm;
  }

  test.each([
    ["1 mm", [1, 1, 1], 40, 1],
    ["0.7 × 0.7 × 1.6 mm", [0.7, 0.7, 1.6], 40, 0.95],
    ["2 mm", [2, 2, 2], 120, 0.98],
  ] as const)(
    "[MAR-01] of a sphere to a plane are within half a voxel's diagonal, at 1 mm always and coarser in at least 19 of 20, and unbiased over random places: %s",
    (_, spacingMm, runs, within) => {
      const random = randomNumbers(3);
      const errorsMm = Array.from({ length: runs }, () => marginError(random, spacingMm));
      // a plane along thick slices may lose a whole slice: simulated apart from this code, 7 of 1000 random planes exceed it at 1.6 mm
      const isNear = (errorMm: number): boolean => Math.abs(errorMm) <= Math.hypot(...spacingMm) / 2;
      expect(errorsMm.filter(isNear).length / runs).toBeGreaterThanOrEqual(within);
      // the bias was measured to lie within a sixth of a voxel of the half that is subtracted (see lesion-margins.ts)
      const meanMm = errorsMm.reduce((sum, errorMm) => sum + errorMm, 0) / runs;
      expect(Math.abs(meanMm)).toBeLessThan(Math.cbrt(spacingMm[0] * spacingMm[1] * spacingMm[2]) / 6);
    },
  );

  test("[MAR-01] free capsule is no margin surface: a lesion at the capsule has the margin of its cut", () => {
    const grid = makeGrid([40, 40, 40], [1, 1, 1], worldPoint(0, 0, 0), IDENTITY3);
    const organ = maskOf(grid, ([x]) => x >= 5);
    const anatomy = anatomyOf({ grid, organ, lesions: [{ centreMm: [9, 20, 20], radiusMm: 4 }] });
    const prepared = prepareEvaluation(anatomy, referenceKernels);
    const stage = stageOf([{ kind: "surface", plane: planeThrough(worldPoint(25, 0, 0), [-1, 0, 0]) }]);
    const margin = evaluateStage(prepared, planResection(prepared, stage), stage).margins[0]!;
    // the lesion ends at 13, the remnant begins at 25; both on voxel centres, so that the half voxel is too much here
    expect(margin.parenchymalMm).toBeCloseTo(11.5, 5);
    expect(Math.abs(margin.parenchymalMm! - 12)).toBeLessThanOrEqual(voxelDiagonalMm(grid) / 2);
  });

  test("[MAR-01] of a lesion that the image cuts off is not predictable, whatever is measured of what is seen of it", () => {
    const grid = makeGrid([40, 40, 40], [1, 1, 1], worldPoint(0, 0, 0), IDENTITY3);
    const organ = maskOf(grid, ([x]) => x >= 5);
    const lesions = [
      { centreMm: [15, 20, 38] as Vector3, radiusMm: 4 },
      { centreMm: [15, 20, 15] as Vector3, radiusMm: 4 },
    ];
    const anatomy = anatomyOf({ grid, organ, lesions });
    const predictableIn = (fullGrid: Grid, start: Vector3, stage: Stage): boolean[] => {
      const frame = { ...anatomy.frame, fullGrid, box: { start, size: grid.size } };
      const prepared = prepareEvaluation({ ...anatomy, frame }, referenceKernels);
      return evaluateStage(prepared, planResection(prepared, stage), stage).margins.map(({ predictable }) => predictable);
    };
    const resection = stageOf([{ kind: "surface", plane: planeThrough(worldPoint(30, 0, 0), [-1, 0, 0]) }]);
    const ablation = stageOf([], { ablations: anatomy.lesions.map(({ id }) => ({ lesion: id, radiiMm: [9, 9, 9] })) });
    // the organ's box in a larger image, whose last slice is farther off
    const larger = makeGrid([60, 60, 60], [1, 1, 1], worldPoint(-10, -10, -10), IDENTITY3);
    for (const stage of [resection, ablation]) {
      expect(predictableIn(grid, [0, 0, 0], stage)).toEqual([false, true]);
      expect(predictableIn(larger, [10, 10, 10], stage)).toEqual([true, true]);
    }
  });

  test("[MAR-01] the cava is a margin surface although no knife makes it, and far margins are exact too", () => {
    const grid = makeGrid([90, 30, 30], [1, 1, 1], worldPoint(0, 0, 0), IDENTITY3);
    const organ = maskOf(grid, ([x]) => x >= 5);
    const lesions = [{ centreMm: [10, 15, 15] as Vector3, radiusMm: 4 }];
    const stage = stageOf([{ kind: "surface", plane: planeThrough(worldPoint(60, 0, 0), [-1, 0, 0]) }]);
    const marginOf = (cava?: Uint8Array): number => {
      const prepared = prepareEvaluation(anatomyOf({ grid, organ, lesions, ...(cava && { cava }) }), referenceKernels);
      return evaluateStage(prepared, planResection(prepared, stage), stage).margins[0]!.parenchymalMm!;
    };
    // lesion's last voxel 14, remnant's first 60 (a plane's own voxels stay): 46 less half a voxel
    expect(marginOf()).toBeCloseTo(45.5, 5);
    expect(marginOf(maskOf(grid, ([x]) => x <= 2))).toBeCloseTo(3.5, 5);
  });
});

test("[PLN-01] resected and remnant voxels are the organ, over 1000 random plans", () => {
  const grid = makeGrid([12, 11, 10], [2, 2, 2], worldPoint(0, 0, 0), IDENTITY3);
  const organ = maskOf(grid, ([x, y, z]) => Math.hypot(x - 11, y - 10, z - 9) < 9.5);
  const prepared = prepareEvaluation(
    anatomyOf({ grid, organ, lesions: [{ centreMm: [9, 9, 9], radiusMm: 3 }] }),
    referenceKernels,
  );
  const organVoxels = prepared.organVoxelCount;
  const coordinate = fc.double({ min: -1, max: 1, noNaN: true });
  const arbitraryPlan = fc.record({
    normal: fc.tuple(coordinate, coordinate, coordinate).filter((n) => Math.hypot(...n) > 0.1),
    point: fc.tuple(fc.double({ min: 0, max: 22, noNaN: true }), fc.double({ min: 0, max: 22, noNaN: true })),
    scattered: fc.array(fc.nat({ max: organ.length - 1 }), { maxLength: 60 }),
    marginMm: fc.option(fc.double({ min: 0, max: 4, noNaN: true }), { nil: undefined }),
  });
  fc.assert(
    fc.property(arbitraryPlan, ({ normal, point, scattered, marginMm }) => {
      const drawn = new Uint8Array(organ.length);
      for (const voxel of scattered) drawn[voxel] = 1;
      const stage = stageOf([
        { kind: "surface", plane: planeThrough(worldPoint(point[0], point[1], 9), normal) },
        { kind: "drawn", mask: drawn },
        ...(marginMm === undefined ? [] : [{ kind: "wedge" as const, lesion: prepared.anatomy.lesions[0]!.id, marginMm }]),
      ]);
      const resected = planResection(prepared, stage);
      const { volumes, ...evaluation } = evaluateStage(prepared, resected, stage);
      const state = stateOnGrid(prepared.anatomy.grid, evaluation.state);
      const mask = maskOfRuns(prepared.anatomy.grid, resected);
      let [resectedVoxels, remnantVoxels, strays] = [0, 0, 0];
      for (let voxel = 0; voxel < organ.length; voxel++) {
        if (organ[voxel] === 0 && (state[voxel] !== 0 || mask[voxel] !== 0)) strays++;
        if (organ[voxel] === 0) continue;
        if (mask[voxel] === 1) resectedVoxels++;
        else remnantVoxels++;
      }
      expect(strays).toBe(0);
      expect(resectedVoxels + remnantVoxels).toBe(organVoxels);
      // 8 mm³ each
      expect(Math.round(volumes.resectedMl / 0.008)).toBe(resectedVoxels);
      expect(Math.round(volumes.remnantMl / 0.008)).toBe(remnantVoxels);
    }),
    { seed: 1, numRuns: 1000 },
  );
});
