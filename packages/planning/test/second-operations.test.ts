import { referenceKernels } from "@cantlie/volume";
import { expect, test } from "vitest";
import { makeCandidates } from "../src/candidates/make-candidates.ts";
import { weightOf, weightWithout } from "../src/parcels/bit-weights.ts";
import { makeParcels } from "../src/parcels/make-parcels.ts";
import { prepareEvaluation } from "../src/prepared-anatomy.ts";
import { secondOperations } from "../src/staged/second-operations.ts";
import type { StagedLimits } from "../src/staged/staged-plans.ts";
import { DEFAULT_CANDIDATE_LIMITS } from "./candidate-limits.ts";
import { idealLiver } from "./ideal-liver.ts";

const LIMITS: StagedLimits = {
  marginWantedMm: 10,
  marginAutomaticMinimumMm: 5,
  wantedRemnantMl: 330,
  leastAfterFirstMl: 330,
  maxCuts: 3,
  maxAblations: 0,
  expectedGrowthMl: {},
  mostRelativeGrowth: 1,
  occludedBefore: [],
};

/** Positions of what takes the right side, and of a lesion in the right liver and one `at` the border with segment 4. */
function rightSide(at: number) {
  const lesions = [
    { centreMm: [-60, 5, 20], radiusMm: 9 },
    { centreMm: [at, -22, -15], radiusMm: 9 },
  ] as const;
  const prepared = prepareEvaluation(idealLiver({ spacingMm: [4, 4, 4], lesions }), referenceKernels);
  const parcels = makeParcels(prepared, makeCandidates(prepared, DEFAULT_CANDIDATE_LIMITS).candidates);
  const allowed = parcels.candidates.map((_, n) => n);
  const side = parcels.candidates.findIndex(({ id }) => id === "right-hemihepatectomy");
  const border = prepared.anatomy.lesions.findIndex(({ centroidMm }) => centroidMm[0] > -40);
  const own = parcels.ofLesion[border]!;
  const insideShare =
    1 - weightWithout(parcels.weights, own, parcels.ofCandidate[side]!.resected) / weightOf(parcels.weights, own);
  return { parcels, side, border, insideShare, seconds: secondOperations({ parcels, allowed, limits: LIMITS }, side) };
}

test("[STG-01] a lesion that the cut of a side runs through goes with the side where most of it lies there", () => {
  const { parcels, side, border, insideShare, seconds } = rightSide(-3);
  expect(insideShare).toBeGreaterThan(0.5);
  expect(insideShare).toBeLessThan(1);
  expect(seconds).toHaveLength(2);
  expect(seconds[0]).toEqual([side]);
  const [first, added] = seconds[1]!;
  expect(first).toBe(side);
  expect(parcels.candidates[added!]!.lesions).toContain(border);
  expect(parcels.candidates[added!]!.treatment.kind).toBe("resection");
});

test("one that lies mostly in what stays is for the first operation", () => {
  const { side, insideShare, seconds } = rightSide(8);
  expect(insideShare).toBeLessThan(0.5);
  expect(seconds).toEqual([[side]]);
});
