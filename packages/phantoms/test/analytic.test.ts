import { type Matrix3, planeThrough, type Vector3, worldPoint } from "@cantlie/geometry";
import { type Grid, indexToWorld, makeGrid, voxelsToMl, voxelToWorld } from "@cantlie/volume";
import * as fc from "fast-check";
import { expect, test } from "vitest";
import {
  type AnalyticShape,
  analyticMask,
  analyticVolumeMl,
  cutByPlane,
  cutVolumeMl,
  isInside,
  sphereToPlaneMm,
} from "../src/index.ts";

const CENTRE = worldPoint(3.3, -2.1, 5.7);
const ELLIPSOID = { kind: "ellipsoid", centreMm: CENTRE, radiiMm: [30, 24, 18] } as const;
const countMl = ({ grid, values }: { grid: Grid; values: Uint8Array }): number =>
  voxelsToMl(
    grid,
    values.reduce((sum, value) => sum + value, 0),
  );

/** A cube of voxels around CENTRE. */
function gridAround(edgeMm: number, spacingMm: number, direction: Matrix3): Grid {
  const n = Math.ceil(edgeMm / spacingMm) + 1;
  const half = ((n - 1) * spacingMm) / 2;
  const [a, b, c] = direction;
  const at = (axis: 0 | 1 | 2): number => CENTRE[axis] - half * (a[axis] + b[axis] + c[axis]);
  return makeGrid([n, n, n], [spacingMm, spacingMm, spacingMm], worldPoint(at(0), at(1), at(2)), direction);
}

const STRAIGHT: Matrix3 = [
  [1, 0, 0],
  [0, 1, 0],
  [0, 0, 1],
];

/** All 48 orders and flips of the axes. */
function axisOrders(): Matrix3[] {
  const permutations = [
    [0, 1, 2],
    [0, 2, 1],
    [1, 0, 2],
    [1, 2, 0],
    [2, 0, 1],
    [2, 1, 0],
  ] as const;
  return permutations.flatMap((order) =>
    [0, 1, 2, 3, 4, 5, 6, 7].map((flips) => {
      const axis = (n: 0 | 1 | 2): Vector3 =>
        STRAIGHT[order[n]].map((value) => (flips & (1 << n) ? 0 - value : value)) as [number, number, number];
      return [axis(0), axis(1), axis(2)] as const;
    }),
  );
}

test("volumes of bodies converge to their closed forms", () => {
  const shapes: AnalyticShape[] = [
    ELLIPSOID,
    { kind: "sphere", centreMm: CENTRE, radiusMm: 22 },
    { kind: "cylinder", fromMm: worldPoint(-15, -10, -10), toMm: worldPoint(18, 8, 18), radiusMm: 10 },
    { kind: "capsule", fromMm: worldPoint(-20, -10, -10), toMm: worldPoint(18, 5, 15), radiusMm: 9 },
  ];
  for (const shape of shapes) {
    const error = (spacingMm: number): number =>
      Math.abs(countMl(analyticMask(gridAround(72, spacingMm, STRAIGHT), [shape])) / analyticVolumeMl(shape) - 1);
    // Counting centres errs like the number of voxels at the surface to the power of one half; 0.5 % leaves room at 1 mm.
    expect(error(1)).toBeLessThan(0.005);
    expect(error(4)).toBeLessThan(0.1);
  }
});

test("an ellipsoid cut by a plane has the volume of the closed form in all 48 axis orders", () => {
  const plane = planeThrough(worldPoint(10, -2, 8), [0.7, 0.2, 0.4]);
  const exactMl = cutVolumeMl(ELLIPSOID, plane);
  for (const direction of axisOrders()) {
    const mask = analyticMask(gridAround(66, 2, direction), [ELLIPSOID]);
    const cut = cutByPlane({ grid: mask.grid, labels: { couinaud: mask.values }, lesions: [], trees: NO_TREES }, plane);
    // 2 mm voxels: some thousandths of 54 mL for the ellipsoid's surface, less for the plane, which is sampled finer.
    expect(Math.abs(cut.resectedMl / exactMl - 1)).toBeLessThan(0.01);
    expect(cut.resectedMl + cut.remnantMl).toBeCloseTo(countMl(mask), 9);
  }
});

test("the two sides of a plane make the whole, and a plane beside the body cuts nothing", () => {
  fc.assert(
    fc.property(fc.tuple(unit(), unit(), unit()), fc.double({ min: -60, max: 60, noNaN: true }), (normal, offsetMm) => {
      fc.pre(Math.abs(normal[0]) + Math.abs(normal[1]) + Math.abs(normal[2]) > 0.1);
      const plane = planeThrough(worldPoint(CENTRE[0] + offsetMm, CENTRE[1], CENTRE[2]), normal);
      const other = { ...plane, normal: [-plane.normal[0], -plane.normal[1], -plane.normal[2]] as const };
      expect(cutVolumeMl(ELLIPSOID, plane) + cutVolumeMl(ELLIPSOID, other)).toBeCloseTo(analyticVolumeMl(ELLIPSOID), 9);
    }),
    { seed: 1, numRuns: 200 },
  );
  expect(cutVolumeMl(ELLIPSOID, planeThrough(worldPoint(100, 0, 0), [1, 0, 0]))).toBe(0);
});

test("a plane through the centre halves an ellipsoid, also one with turned axes", () => {
  const [c, s] = [Math.cos(0.7), Math.sin(0.7)];
  const turned = {
    ...ELLIPSOID,
    axes: [
      [c, s, 0],
      [-s, c, 0],
      [0, 0, 1],
    ],
  } as const;
  expect(cutVolumeMl(turned, planeThrough(CENTRE, [0.3, -0.8, 0.2]))).toBeCloseTo(analyticVolumeMl(turned) / 2, 9);
  expect(isInside(turned, [CENTRE[0] + 29 * c, CENTRE[1] + 29 * s, CENTRE[2]])).toBe(true);
  expect(isInside(turned, [CENTRE[0] + 29 * c, CENTRE[1] - 29 * s, CENTRE[2]])).toBe(false);
});

test("the distance of a sphere to a plane is what its nearest voxel centre says, within half a voxel diagonal", () => {
  const sphere = { kind: "sphere", centreMm: CENTRE, radiusMm: 12 } as const;
  const plane = planeThrough(worldPoint(20, 6, 20), [0.6, 0.3, 0.74]);
  const mask = analyticMask(gridAround(40, 1, STRAIGHT), [sphere]);
  let leastMm = Number.POSITIVE_INFINITY;
  mask.values.forEach((value, index) => {
    if (value === 0) return;
    const at = indexToWorld(mask.grid, index);
    const from = [0, 1, 2].reduce((sum, axis) => sum + plane.normal[axis]! * (at[axis]! - plane.pointMm[axis]!), 0);
    leastMm = Math.min(leastMm, Math.abs(from));
  });
  expect(Math.abs(leastMm - sphereToPlaneMm(sphere, plane))).toBeLessThan(Math.sqrt(3) / 2);
  expect(voxelToWorld(mask.grid, 0, 0, 0)[0]).toBeLessThan(CENTRE[0]);
});

function unit(): fc.Arbitrary<number> {
  return fc.double({ min: -1, max: 1, noNaN: true });
}

const EMPTY = {
  count: 0,
  positionMm: new Float64Array(),
  parent: new Int32Array(),
  radiusMm: new Float64Array(),
  terminals: new Int32Array(),
  branch: new Int32Array(),
  main: new Uint8Array(),
  supplies: new Uint8Array(),
  branchNames: [],
  branchParent: [],
};
const NO_TREES = {
  portal: { kind: "portal", ...EMPTY },
  hepatic: { kind: "hepatic", ...EMPTY },
  bile: { kind: "bile", ...EMPTY },
} as const;
