import { IDENTITY3, planeThrough, worldPoint } from "@cantlie/geometry";
import { makeGrid, referenceKernels } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import {
  DEFAULT_EVALUATION_SETTINGS,
  evaluateStage,
  organUncertainty,
  planResection,
  prepareEvaluation,
  probabilityAtLeast,
  type Resection,
} from "../src/index.ts";
import { borderArea } from "../src/uncertainty/border-area.ts";
import { voxelSdMm } from "../src/uncertainty/error-model.ts";
import { anatomyOf, maskOf } from "./build-anatomy.ts";
import { stageOf } from "./draw.ts";

const cut: Resection = { kind: "surface", plane: planeThrough(worldPoint(0.5, 0, 0), [-1, 0, 0]) };

/** Half a ball with trees that no cut touches; `radiusMm` moves the liver's border as a segmentation error does. */
function halfBall(radiusMm: number, { sdMm = 1, spacingMm = 1 } = {}) {
  const count = Math.ceil(66 / spacingMm);
  const grid = makeGrid([count, count, count], [spacingMm, spacingMm, spacingMm], worldPoint(-33, -33, -33), IDENTITY3);
  const organ = maskOf(grid, (at) => Math.hypot(...at) < radiusMm);
  const path = [{ path: [[10, 0, 0] as const, [14, 0, 0] as const], radiusMm: 1 }];
  const prepared = prepareEvaluation(anatomyOf({ grid, organ, trees: { portal: path, hepatic: path } }), referenceKernels);
  const settings = { ...DEFAULT_EVALUATION_SETTINGS, borderErrorMm: { liver: sdMm, lesions: sdMm } };
  return { prepared, settings, ...evaluateStage(prepared, planResection(prepared, stageOf([cut])), stageOf([cut]), settings) };
}

describe("the interval of the functional remnant", () => {
  test("is at most what moving the liver's whole border by 1.645 standard deviations does", () => {
    const { functionalRemnantMl, intervalMl } = halfBall(26).volumes;
    const halfMl = (intervalMl![1] - intervalMl![0]) / 2;
    const wholeMl = (halfBall(26 + 1.645).volumes.functionalRemnantMl! - halfBall(26 - 1.645).volumes.functionalRemnantMl!) / 2;
    expect(intervalMl![0]).toBeCloseTo(functionalRemnantMl! - halfMl, 9);
    // points of a half ball of 26 mm are 0 to 52 mm apart, where errors correlate by 1 to 0.48
    expect(halfMl).toBeLessThan(wholeMl);
    expect(halfMl).toBeGreaterThan(Math.sqrt(0.48) * wholeMl);
  });

  test("has no width without border error but that of the voxels, and grows with it", () => {
    const [none, one, two] = [0, 1, 2].map((sdMm) => halfBall(26, { sdMm }).uncertainty.functionalRemnant!.sdMl);
    // voxels of 1 mm: a border voxel is filled by a quarter to three quarters
    // its whole border at once, half of 4π · 26 mm² without the cut
    expect(none!).toBeCloseTo((0.144 * 2 * Math.PI * 26 * 26) / 1000, 1);
    expect(one! ** 2 - none! ** 2).toBeCloseTo((two! ** 2 - none! ** 2) / 4, 9);
  });

  test("is split by source, and the squares of the parts add up", () => {
    const { uncertainty } = halfBall(26);
    for (const { sdMl, ...parts } of Object.values(uncertainty)) expect(sdMl).toBeCloseTo(Math.hypot(...Object.values(parts)), 9);
    // a plane is carried out where it is: only the capsule errs
    expect(uncertainty.remnant!.sdMl).toBe(uncertainty.remnant!.byLiverBorderMl);
    expect(uncertainty.noInflow!.sdMl).toBe(0);
  });

  test("the organ's deviation is that of both sides of a cut together", () => {
    const { prepared, settings, uncertainty } = halfBall(26);
    const { liverVolumeSdMl, tumourVolumeSdMl } = organUncertainty(prepared, settings);
    const [resected, remnant] = [uncertainty.resected!.sdMl, uncertainty.remnant!.sdMl];
    expect(liverVolumeSdMl).toBeLessThan(resected + remnant);
    expect(liverVolumeSdMl).toBeGreaterThan(Math.hypot(resected, remnant));
    expect(tumourVolumeSdMl).toBe(0);
  });
});

describe("undrained liver", () => {
  /** half a ball around a lesion; the vein that drains all of it comes from the resected side, or does not */
  function remnantOf({ isCut, congestionFactor }: { isCut: boolean; congestionFactor: number }) {
    const grid = makeGrid([44, 44, 44], [1, 1, 1], worldPoint(-22, -22, -22), IDENTITY3);
    const organ = maskOf(grid, (at) => Math.hypot(...at) < 20);
    const portal = [{ path: [[10, 0, 0] as const, [14, 0, 0] as const], radiusMm: 1 }];
    const hepatic = [{ path: [[isCut ? -10 : 10, 0, 0] as const, [14, 0, 0] as const], radiusMm: 1 }];
    const lesions = [{ centreMm: [9, 9, 0] as const, radiusMm: 4 }];
    const prepared = prepareEvaluation(anatomyOf({ grid, organ, trees: { portal, hepatic }, lesions }), referenceKernels);
    const settings = { ...DEFAULT_EVALUATION_SETTINGS, congestionFactor };
    return evaluateStage(prepared, planResection(prepared, stageOf([cut])), stageOf([cut]), settings).uncertainty;
  }

  test("widens the interval by the share of it that works", () => {
    const drained = remnantOf({ isCut: false, congestionFactor: 1 });
    const [none, half, all] = [0, 0.5, 1].map((congestionFactor) => remnantOf({ isCut: true, congestionFactor }));
    expect(none!.functionalRemnant!.sdMl).toBeCloseTo(drained.functionalRemnant!.sdMl, 9);
    expect(half!.functionalRemnant!.sdMl).toBeCloseTo(drained.functionalRemnant!.sdMl / 2, 9);
    expect(all!.functionalRemnant!.sdMl).toBeCloseTo(0, 9);
  });

  test("has no part in the deviation at full congestion, whatever the factor", () => {
    expect(remnantOf({ isCut: true, congestionFactor: 0 }).functionalRemnantFullCongestion!.sdMl).toBeCloseTo(0, 9);
    const drained = remnantOf({ isCut: false, congestionFactor: 0.3 });
    expect(drained.functionalRemnantFullCongestion).toEqual(drained.functionalRemnant);
  });
});

describe("what moves a border", () => {
  /** A box of liver from x = -30 to 30 mm, fed from either side; between the two territories nothing but their border at x = 0. */
  function twoTerritories(veinAtMm: number, drawn: Resection) {
    const grid = makeGrid([32, 22, 22], [2, 2, 2], worldPoint(-31, -21, -21), IDENTITY3);
    const organ = maskOf(grid, ([x, y, z]) => Math.abs(x) < 30 && Math.abs(y) < 20 && Math.abs(z) < 20);
    const portal = [-1, 1].map((side) => ({ path: [[10 * side, 0, -19] as const, [10 * side, 0, 19] as const], radiusMm: 1 }));
    const vein = { path: [[veinAtMm, 0, 21] as const, [veinAtMm, 0, 0] as const], radiusMm: 1 };
    const beyond = { path: [[veinAtMm, 0, 0] as const, [veinAtMm, 0, -19] as const], radiusMm: 1, parent: 0 };
    const lesions = [{ centreMm: [-24, 0, 0] as const, radiusMm: 4 }];
    const prepared = prepareEvaluation(
      anatomyOf({ grid, organ, trees: { portal, hepatic: [vein, beyond] }, lesions }),
      referenceKernels,
    );
    const stage = stageOf([drawn]);
    return evaluateStage(prepared, planResection(prepared, stage), stage).uncertainty.functionalRemnantFullCongestion!;
  }
  const left: Resection = { kind: "territory", tree: "portal", branches: ["P1" as never] };
  const plane: Resection = { kind: "surface", plane: planeThrough(worldPoint(0, 0, 0), [-1, 0, 0]) };

  test("a cut along territories moves with them; a plane elsewhere does not", () => {
    // 40 × 40 mm by 1 mm; faces of a plane across one axis count two thirds, and places on it are 0 to 57 mm apart
    const { byPortalTerritoryMl } = twoTerritories(20, left);
    expect(byPortalTerritoryMl).toBeLessThan((2 / 3) * 1.6);
    expect(byPortalTerritoryMl).toBeGreaterThan(Math.sqrt(0.44) * (2 / 3) * 1.44);
    const elsewhere: Resection = { kind: "surface", plane: planeThrough(worldPoint(-14, 0, 0), [-1, 0, 0]) };
    expect(twoTerritories(20, elsewhere).byPortalTerritoryMl).toBe(0);
  });

  test("a vein that runs at the cut may be lost or saved with all that it drains", () => {
    const [near, nearer, far] = [3, 1.5, 20].map((atMm) => twoTerritories(atMm, plane).byHepaticTerritoryMl);
    expect(far).toBe(0);
    expect(nearer!).toBeGreaterThan(near!);
    // the remnant is 30 × 40 × 40 mm, and the chance of a side never exceeds one half
    expect(nearer!).toBeLessThan(Math.sqrt(0.5) * 48);
  });

  test("a wedge moves with the lesion that it follows", () => {
    const wedge: Resection = { kind: "wedge", lesion: "L1" as never, marginMm: 5 };
    expect(twoTerritories(20, wedge).byLesionBorderMl).toBeGreaterThan(0);
    expect(twoTerritories(20, plane).byLesionBorderMl).toBe(0);
  });
});

describe("the area that errs", () => {
  const grid = makeGrid([100, 100, 1], [1, 1, 1], worldPoint(0, 0, 0), IDENTITY3);

  test("counts as one where everything errs alike, and by its parts where nothing does", () => {
    const area = borderArea(grid, 1);
    for (let voxel = 0; voxel < 10_000; voxel++) area.add(voxel, 1, [1]);
    // 10 000 mm² by 2 mm
    expect(Math.sqrt(area.variancesMl2(2, 1e12)[0]!)).toBeCloseTo(20, 6);
    expect(Math.sqrt(area.variancesMl2(2, 5)[0]!)).toBeLessThan(20 / 3);
  });

  test("gains and losses of one volume cancel where they err alike", () => {
    const area = borderArea(grid, 2);
    for (let voxel = 0; voxel < 10_000; voxel++) area.add(voxel, 1, [1, voxel < 5000 ? 1 : -1]);
    const [same, opposite] = area.variancesMl2(1, 1e12);
    expect(same).toBeCloseTo(100, 6);
    expect(opposite).toBeCloseTo(0, 6);
  });

  test("thick slices add to a reader's border error", () => {
    const thick = makeGrid([9, 9, 9], [0.8, 0.8, 5], worldPoint(0, 0, 0), IDENTITY3);
    // a quarter of a voxel either way, uniform, root mean square over the axes: 0.43 mm
    expect(voxelSdMm(thick)).toBeCloseTo(0.425, 2);
  });
});

test("the probability of reaching a threshold is the normal distribution's", () => {
  expect(probabilityAtLeast(500, 50, 500)).toBeCloseTo(0.5, 6);
  // tables of the normal distribution
  expect(probabilityAtLeast(582.2425, 50, 500)).toBeCloseTo(0.95, 5);
  expect(probabilityAtLeast(402, 50, 500)).toBeCloseTo(0.0249979, 6);
  expect(probabilityAtLeast(500, 0, 500)).toBe(1);
  expect(probabilityAtLeast(499, 0, 500)).toBe(0);
  expect(() => probabilityAtLeast(1, -1, 1)).toThrow(RangeError);
});
