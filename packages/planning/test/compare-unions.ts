import { expect } from "vitest";
import type { Candidate } from "../src/candidates/candidate.ts";
import { evaluateOnParcels } from "../src/parcels/evaluate-on-parcels.ts";
import { makeParcels } from "../src/parcels/make-parcels.ts";
import type { ParcelEvaluation } from "../src/parcels/parcel-evaluation.ts";
import type { BranchReference } from "../src/plan.ts";
import type { PreparedAnatomy } from "../src/prepared-anatomy.ts";
import { randomNumbers } from "./draw.ts";
import { evaluateOnVoxels } from "./evaluate-on-voxels.ts";

export const LIMITS = { marginWantedMm: 10, marginAutomaticMinimumMm: 5 };

export interface RandomUnions {
  readonly runs: number;
  readonly seed: number;
  readonly occludedBefore?: readonly BranchReference[];
  readonly reconstruct?: readonly BranchReference[];
}

/** Judges random sets of up to six candidates on parcels and on voxels, and expects the same; returns what was found. */
export function compareRandomUnions(
  prepared: PreparedAnatomy,
  candidates: readonly Candidate[],
  { runs, seed, ...vessels }: RandomUnions,
): ParcelEvaluation[] {
  const parcels = makeParcels(prepared, candidates, { occludedBefore: [], reconstruct: [], ...vessels });
  return randomSets(candidates.length, runs, seed).map((chosen) => {
    const found = evaluateOnParcels(parcels, chosen, LIMITS);
    const union = chosen.map((n) => candidates[n]!);
    expect(rounded(found)).toEqual(rounded(evaluateOnVoxels(prepared, union, { ...LIMITS, ...vessels })));
    return found;
  });
}

/** Random sets of up to six numbers below `count`. */
export function randomSets(count: number, sets: number, seed: number): number[][] {
  const random = randomNumbers(seed);
  return Array.from({ length: sets }, () => Array.from({ length: Math.floor(7 * random()) }, () => Math.floor(count * random())));
}

/**
 * Areas are sums of the same faces in another order, equal but for rounding. Distances are 32-bit numbers: of 20 mm a ten thousandth
 * is well above their last digit. Everything else is equal as it is.
 */
function rounded({ cutFacesMm2, marginDeficitMm, lesions, ...rest }: ParcelEvaluation) {
  return {
    ...rest,
    cutFacesMm2: cutFacesMm2.toFixed(3),
    marginDeficitMm: marginDeficitMm.toFixed(3),
    lesions: lesions.map(({ treated, parenchymalMm, vascularMm, liverMm }) => [
      treated,
      parenchymalMm?.toFixed(4),
      liverMm?.toFixed(4),
      vascularMm?.toFixed(4),
    ]),
  };
}
