import { DEFAULT_THRESHOLDS, type Remnant } from "@cantlie/clinical";
import { expect, test } from "vitest";
import { wantedRemnantMl } from "../src/wanted-remnant.ts";

const LIVER: Remnant = { totalLiverVolumeMl: 1500, tumourVolumeMl: 100 } as Remnant;

test("what is wanted is 30 % of the estimated volume, or 0.5 % of body weight where that is more", () => {
  const body = { ...LIVER, ageYears: 60, heightCm: 176, weightKg: 82 };
  const estimatedMl = -794.41 + 1267.28 * Math.sqrt((176 * 82) / 3600);
  expect(wantedRemnantMl(body, DEFAULT_THRESHOLDS)).toBeCloseTo(0.3 * estimatedMl, 9);
  const weightRules = { ...DEFAULT_THRESHOLDS, flrBodyWeightFraction: 0.008 };
  expect(wantedRemnantMl(body, weightRules)).toBeCloseTo(0.008 * 82_000, 9);
});

test("what the plan at hand leaves does not matter", () => {
  const body = { ...LIVER, ageYears: 60, heightCm: 176, weightKg: 82 };
  for (const flrMl of [undefined, 10, 1400])
    expect(wantedRemnantMl({ ...body, flrMl }, DEFAULT_THRESHOLDS)).toBe(wantedRemnantMl(body, DEFAULT_THRESHOLDS));
});

test("without height and weight nothing is wanted that a plan could be judged by", () => {
  expect(wantedRemnantMl(LIVER, DEFAULT_THRESHOLDS)).toBeUndefined();
});

test("weight alone does not stand in for a threshold on volume that lacks the height", () => {
  expect(wantedRemnantMl({ ...LIVER, ageYears: 60, weightKg: 70 }, DEFAULT_THRESHOLDS)).toBeUndefined();
});
