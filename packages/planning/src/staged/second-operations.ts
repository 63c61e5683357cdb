import { weightOf, weightWithout } from "../parcels/bit-weights.ts";
import { evaluateOnParcels } from "../parcels/evaluate-on-parcels.ts";
import { compareShownOrder } from "../search/shown-order.ts";
import { lesionsToTreat } from "./first-stage.ts";
import type { StagedProblem } from "./staged-plans.ts";

/**
 * The second operations that take a side: what takes it alone and, where that cuts into lesions of which most lies in it, together with
 * what takes each of these whole. A lesion on the border of what goes and what stays is no part of clearing what stays.
 *
 * @param side position of the candidate that takes the side
 * @returns positions of candidates
 */
export function secondOperations(problem: StagedProblem, side: number): number[][] {
  const { ofCandidate, ofLesion, weights, candidates, prepared } = problem.parcels;
  const { resected } = ofCandidate[side]!;
  const cutInto = lesionsToTreat(prepared).filter((lesion) => {
    const own = ofLesion[lesion]!;
    return !candidates[side]!.lesions.includes(lesion) && 2 * weightWithout(weights, own, resected) <= weightOf(weights, own);
  });
  const extended = cutInto.reduce<number[] | undefined>((taken, lesion) => taken && withLesion(problem, taken, lesion), [side]);
  return extended === undefined || extended.length === 1 ? [[side]] : [[side], extended];
}

/** With the resection of the lesion that adds least: fewest margins below the minimum, then the least liver lost; undefined without one. */
function withLesion({ parcels, allowed, limits }: StagedProblem, taken: number[], lesion: number): number[] | undefined {
  const { candidates } = parcels;
  if (taken.some((n) => candidates[n]!.lesions.includes(lesion))) return taken;
  const choices = allowed
    .filter((n) => candidates[n]!.treatment.kind === "resection" && candidates[n]!.lesions.includes(lesion))
    .map((n) => {
      const { belowMinimum, liverLostVoxels } = evaluateOnParcels(parcels, [...taken, n], limits);
      return { n, key: [belowMinimum, liverLostVoxels, n] };
    });
  const [best] = choices.toSorted((a, b) => compareShownOrder(a.key, b.key));
  return best && [...taken, best.n];
}
