import { buildAnatomy } from "@cantlie/anatomy";
import { makePhantom } from "@cantlie/phantoms";
import { createKernels } from "@cantlie/volume";
import { expect, test } from "vitest";
import { evaluateUnion } from "../src/parcels/evaluate-on-parcels.ts";
import { makeParcels } from "../src/parcels/make-parcels.ts";
import { cutFacesMm2, largestVesselCutMm, marginOf, undrainedVoxels } from "../src/parcels/partial-evaluation.ts";
import { emptyUnion, unionOf, unite } from "../src/parcels/plan-union.ts";
import { prepareEvaluation } from "../src/prepared-anatomy.ts";
import { LIMITS } from "./compare-unions.ts";
import { randomNumbers } from "./draw.ts";
import { candidatesOf, randomTreatments } from "./parcel-candidates.ts";

const { grid, labels } = makePhantom({ seed: 5, spacingMm: [4, 4, 4], lesions: 4 });
const kernels = createKernels();
const prepared = prepareEvaluation(buildAnatomy({ ...labels, grid }, { kernels, territoryMethod: "geodesic" }), kernels);
const parcels = makeParcels(prepared, candidatesOf(prepared, randomTreatments(prepared, 40, randomNumbers(5))));

/** Sums of areas in another order differ in their last digits. */
const ROUNDING = 1e-6;

test("no plan between a part and all that may be chosen is better than the bounds of the two", () => {
  const random = randomNumbers(6);
  const some = (most: number) =>
    Array.from({ length: Math.floor(most * random()) }, () => Math.floor(parcels.candidates.length * random()));
  let undrainedForGood = 0;
  for (let run = 0; run < 400; run++) {
    const [chosen, added, open] = [some(4), some(4), some(6)];
    const part = unionOf(parcels, chosen);
    const plan = unionOf(parcels, [...chosen, ...added]);
    const most = unionOf(parcels, [...chosen, ...added, ...open]);
    const atLeast = evaluateUnion(parcels, part, LIMITS);
    const found = evaluateUnion(parcels, plan, LIMITS);
    expect(found.functionalVoxels).toBeLessThanOrEqual(atLeast.functionalVoxels);
    expect(found.liverLostVoxels).toBeGreaterThanOrEqual(atLeast.liverLostVoxels);
    expect(found.undrainedVoxels).toBeGreaterThanOrEqual(undrainedVoxels(parcels, part, most));
    if (undrainedVoxels(parcels, part, most) > 0) undrainedForGood++;
    expect(found.cutFacesMm2).toBeGreaterThanOrEqual(cutFacesMm2(parcels, part, most) - ROUNDING);
    expect(found.largestVesselCutMm).toBeGreaterThanOrEqual(largestVesselCutMm(parcels, part, most));
    found.lesions.forEach(({ treated, parenchymalMm = Infinity, vascularMm = Infinity, liverMm = Infinity }, lesion) => {
      if (treated !== "resected" && treated !== "ablated") return;
      const widest = marginOf(parcels, most, lesion, { gone: treated === "resected" ? "resected" : "taken" });
      expect(Math.min(parenchymalMm, vascularMm)).toBeLessThanOrEqual(Math.min(widest.parenchymalMm, widest.vascularMm));
      expect(liverMm).toBeLessThanOrEqual(widest.liverMm);
    });
  }
  expect(undrainedForGood).toBeGreaterThan(20);
});

test("a union is its candidates, whatever their order and however it is put together", () => {
  const random = randomNumbers(7);
  for (let run = 0; run < 100; run++) {
    const [a, b] = [3, 5].map((size) => Array.from({ length: size }, () => Math.floor(parcels.candidates.length * random()))) as [
      number[],
      number[],
    ];
    const together = emptyUnion(parcels);
    unite(together, unionOf(parcels, b.toReversed()), unionOf(parcels, a));
    expect(evaluateUnion(parcels, together, LIMITS)).toEqual(
      evaluateUnion(parcels, unionOf(parcels, [...a, ...b, ...a]), LIMITS),
    );
  }
});

test("a candidate that is not there is refused", () => {
  expect(() => unionOf(parcels, [0, parcels.candidates.length])).toThrow(RangeError);
  expect(() => unionOf(parcels, [-1])).toThrow(RangeError);
});
