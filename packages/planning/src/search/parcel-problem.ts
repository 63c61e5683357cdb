import { voxelsToMl } from "@cantlie/volume";
import { isWithin } from "../parcels/bit-set.ts";
import { evaluateUnion } from "../parcels/evaluate-on-parcels.ts";
import type { Parcels } from "../parcels/parcels.ts";
import { cutFacesMm2, deadVoxels, largestVesselCutMm, undrainedVoxels } from "../parcels/partial-evaluation.ts";
import { emptyUnion, unite } from "../parcels/plan-union.ts";
import { candidateOrder } from "./candidate-order.ts";
import { leastCuts } from "./least-cuts.ts";
import { leastLoss } from "./least-loss.ts";
import { lossesByPrefix } from "./losses-by-prefix.ts";
import type { SearchLimits } from "./search-limits.ts";
import type { SearchProblem } from "./search-problem.ts";
import { unionsByPrefix, unionsFromEach } from "./unions-by-prefix.ts";
import { widestMargins } from "./widest-margins.ts";

/** Sums of face areas in another order differ in their last digits; bounds keep clear of it. */
const ROUNDING_MM2 = 1e-3;

/**
 * @param lesions positions in `anatomy.lesions` of those that plans must hold, each held by some candidate
 * @param allowed positions of the candidates that plans may be made of
 */
export function parcelProblem(
  parcels: Parcels,
  {
    lesions,
    allowed,
    limits,
  }: { readonly lesions: readonly number[]; readonly allowed: readonly number[]; readonly limits: SearchLimits },
): SearchProblem {
  const { candidates, ofCandidate } = parcels;
  const isAllowed = new Set(allowed);
  const order = candidateOrder(candidates, lesions).filter((candidate) => isAllowed.has(candidate));
  const unionOfChosen = unionsByPrefix(parcels);
  const restFrom = unionsFromEach(parcels, order);
  const together = emptyUnion(parcels);
  const lossesOfChosen = lossesByPrefix(parcels);
  const marginsOf = widestMargins(parcels, { order, lesions, limits });
  const cutsWith = leastCuts(parcels, order);
  const lossOf = leastLoss(parcels, { order, lesions });

  const quickBound: SearchProblem["quickBound"] = (chosen, open, unheld) => {
    const { gone, functionalVoxels, liverLostVoxels, adjacentSegmentsRemain } = lossesOfChosen(chosen);
    let more = 0;
    for (const lesion of unheld) more += lossOf(lesion, open, gone);
    return {
      functionalVoxels: functionalVoxels - more,
      liverLostVoxels: liverLostVoxels + more,
      cuts: cutsWith(chosen, open),
      adjacentSegmentsRemain,
    };
  };
  const bound: SearchProblem["bound"] = (chosen, open, { unheld, quick }) => {
    const grown = unionOfChosen(chosen);
    const { union } = grown;
    const rest = restFrom[open]!;
    const most = open === order.length ? union : unite(together, union, rest.union);
    const margins = marginsOf({ chosen: grown, rest, most, open, unheld });
    return {
      functionalVoxels: quick.functionalVoxels,
      liverLostVoxels: quick.liverLostVoxels,
      undrainedVoxels: undrainedVoxels(parcels, union, most),
      deadVoxels: deadVoxels(parcels, union, most),
      marginDeficitMm: margins.marginDeficitMm,
      belowMinimum: margins.belowMinimum,
      cuts: quick.cuts,
      cutFacesMm2: Math.max(0, cutFacesMm2(parcels, union, most) - ROUNDING_MM2),
      largestVesselCutMm: largestVesselCutMm(parcels, union, most),
      adjacentSegmentsRemain: quick.adjacentSegmentsRemain,
    };
  };

  return {
    candidates,
    lesions,
    order,
    voxelMl: voxelsToMl(parcels.prepared.anatomy.grid, 1),
    evaluate: (chosen) => evaluateUnion(parcels, unionOfChosen(chosen).union, limits),
    bound,
    quickBound,
    isWithin: (candidate, chosen) =>
      candidates[candidate]!.treatment.kind === "surveillance" ||
      isWithin(ofCandidate[candidate]!.taken, unionOfChosen(chosen).union.resected),
  };
}
