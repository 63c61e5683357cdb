import { describe, expect, test } from "vitest";
import { beforeGrowth } from "../src/before-growth.ts";
import type { RankedPlan } from "../src/order-plans.ts";
import { stagedLimits } from "../src/staged-limits.ts";

const SEARCH = {
  marginWantedMm: 10,
  marginAutomaticMinimumMm: 5,
  maxCuts: 5,
  maxAblations: 5,
  wantedRemnantMl: 450,
  budget: 1000,
};
/** 170 cm and 70 kg: 1509.7 mL by Vauthey. */
const BODY = { heightCm: 170, weightKg: 70, ageYears: 60 };

describe("what plans in two stages depend on", () => {
  test("growth to be hoped for after portal occlusion is the band at eight weeks, in mL; after the others it is not known", () => {
    const { expectedGrowthMl, estimatedLiverMl, leastAfterFirstMl, mostRelativeGrowth } = stagedLimits(SEARCH, BODY, []);
    // 10.45 points, ± √(4² + (5.05 · 2 / 1.5)²) = 7.83
    expect(expectedGrowthMl.PVE![0]).toBeCloseTo((15.097 * (10.45 - 7.83)) / 1, 0);
    expect(expectedGrowthMl.PVE![1]).toBeCloseTo(15.097 * (10.45 + 7.83), 0);
    expect(expectedGrowthMl.PVL).toEqual(expectedGrowthMl.PVE);
    expect(Object.keys(expectedGrowthMl)).toEqual(["PVE", "PVL"]);
    expect(estimatedLiverMl).toBeCloseTo(1509.7, 1);
    expect(leastAfterFirstMl).toBe(450);
    expect(mostRelativeGrowth).toBe(1);
  });

  test("without a body there is no band", () => {
    const limits = stagedLimits({ ...SEARCH, wantedRemnantMl: undefined }, {}, []);
    expect(limits.expectedGrowthMl).toEqual({});
    expect(limits).not.toHaveProperty("estimatedLiverMl");
    expect(limits.wantedRemnantMl).toBeUndefined();
  });
});

describe("[STG-01] a plan that waits for growth", () => {
  const ranked = (isSufficient: boolean | undefined, occlude: readonly object[]) =>
    ({ evaluated: { plan: { stages: [{ occlude }, { occlude: [] }] } }, isSufficient, shortfallMl: 0 }) as unknown as RankedPlan;
  const branch = { tree: "portal", branch: "P2" };

  test("is neither enough nor too little before growth is measured, unless it leaves enough today", () => {
    expect(beforeGrowth(ranked(false, [branch])).isSufficient).toBeUndefined();
    expect(beforeGrowth(ranked(true, [branch])).isSufficient).toBe(true);
    expect(beforeGrowth(ranked(false, [])).isSufficient).toBe(false);
  });
});
