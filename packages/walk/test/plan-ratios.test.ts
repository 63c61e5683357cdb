import { DEFAULT_THRESHOLDS, strictestThreshold } from "@cantlie/clinical";
import type { StageEvaluation } from "@cantlie/planning";
import { expect, test } from "vitest";
import { planRatios } from "../src/plan-ratios.ts";

test("the probability of enough liver is that of the volume at full congestion, by the deviation of that volume", () => {
  const remnant = {
    sex: "male",
    heightCm: 176,
    weightKg: 82,
    totalLiverVolumeMl: 1800,
    tumourVolumeMl: 20,
    flrMl: 1000,
  } as const;
  const { wantedMl } = strictestThreshold(remnant, DEFAULT_THRESHOLDS)!;
  const uncertainty = { functionalRemnant: { sdMl: 1000 }, functionalRemnantFullCongestion: { sdMl: 10 } };
  const ratios = planRatios({ uncertainty } as StageEvaluation, { ...remnant, flrMl: wantedMl + 10 }, DEFAULT_THRESHOLDS);
  // one deviation above: the normal distribution's 0.8413
  expect(ratios.probabilityAboveThreshold).toBeCloseTo(0.8413, 4);
});
