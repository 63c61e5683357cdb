import { IDENTITY3, planeThrough, worldPoint } from "@cantlie/geometry";
import { makeGrid, referenceKernels } from "@cantlie/volume";
import { describe, expect, test } from "vitest";
import {
  DEFAULT_EVALUATION_SETTINGS,
  evaluateStage,
  planResection,
  prepareEvaluation,
  probabilityAtLeast,
} from "../src/index.ts";
import { anatomyOf, maskOf } from "./build-anatomy.ts";
import { stageOf } from "./draw.ts";

describe("the interval of the functional remnant", () => {
  /** Half a ball with trees that no cut touches; `radiusMm` moves the liver's border as a segmentation error does. */
  function functionalOf(radiusMm: number, sdMm = 1) {
    const grid = makeGrid([66, 66, 66], [1, 1, 1], worldPoint(-33, -33, -33), IDENTITY3);
    const organ = maskOf(grid, (at) => Math.hypot(...at) < radiusMm);
    const path = [{ path: [[10, 0, 0] as const, [14, 0, 0] as const], radiusMm: 1 }];
    const prepared = prepareEvaluation(anatomyOf({ grid, organ, trees: { portal: path, hepatic: path } }), referenceKernels);
    const stage = stageOf([{ kind: "surface", plane: planeThrough(worldPoint(0.5, 0, 0), [-1, 0, 0]) }]);
    const settings = { ...DEFAULT_EVALUATION_SETTINGS, borderErrorMm: { liver: sdMm, lesions: 1 } };
    return evaluateStage(prepared, planResection(prepared, stage), stage, settings).volumes;
  }

  test("is what moving the liver's border by 1.645 standard deviations does", () => {
    const { functionalRemnantMl, intervalMl } = functionalOf(26);
    const smaller = functionalOf(26 - 1.645).functionalRemnantMl!;
    const larger = functionalOf(26 + 1.645).functionalRemnantMl!;
    // linear in the shift: the ball's own curvature makes 1.645 mm outward 13 % more than inward at 26 mm
    expect(intervalMl![0]).toBeGreaterThan(smaller - 0.1 * (functionalRemnantMl! - smaller));
    expect(intervalMl![1]).toBeLessThan(larger + 0.1 * (larger - functionalRemnantMl!));
    expect((intervalMl![1] - intervalMl![0]) / (larger - smaller)).toBeCloseTo(1, 1);
  });

  test("has no width without border error and grows in proportion to it", () => {
    const [none, one, two] = [0, 1, 2].map((sdMm) => functionalOf(26, sdMm));
    expect(none!.intervalMl).toEqual([none!.functionalRemnantMl, none!.functionalRemnantMl]);
    expect(two!.standardDeviationMl).toBeCloseTo(2 * one!.standardDeviationMl!, 9);
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
    const stage = stageOf([{ kind: "surface", plane: planeThrough(worldPoint(0.5, 0, 0), [-1, 0, 0]) }]);
    return evaluateStage(prepared, planResection(prepared, stage), stage, { ...DEFAULT_EVALUATION_SETTINGS, congestionFactor })
      .volumes;
  }

  test("widens the interval by the share of it that works", () => {
    const drained = remnantOf({ isCut: false, congestionFactor: 1 });
    const [none, half, all] = [0, 0.5, 1].map((congestionFactor) => remnantOf({ isCut: true, congestionFactor }));
    expect(none!.functionalRemnantMl).toBeCloseTo(drained.functionalRemnantMl!, 9);
    expect(none!.standardDeviationMl).toBeCloseTo(drained.standardDeviationMl!, 9);
    expect(half!.standardDeviationMl).toBeCloseTo(drained.standardDeviationMl! / 2, 9);
    expect(all!.standardDeviationMl).toBe(0);
  });

  test("has no part in the deviation at full congestion, whatever the factor", () => {
    expect(remnantOf({ isCut: true, congestionFactor: 0 }).standardDeviationFullCongestionMl).toBe(0);
    const drained = remnantOf({ isCut: false, congestionFactor: 0.3 });
    expect(drained.standardDeviationFullCongestionMl).toBe(drained.standardDeviationMl);
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
