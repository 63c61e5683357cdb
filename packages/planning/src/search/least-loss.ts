import { addBits, type BitSet, bitSet } from "../parcels/bit-set.ts";
import { weightOfWord } from "../parcels/bit-weights.ts";
import type { Parcels } from "../parcels/parcels.ts";
import type { PlanUnion } from "../parcels/plan-union.ts";

/**
 * How much working liver treating a lesion costs at least beyond what a plan that does not hold it yet has lost: the least over the candidates
 * that can still hold it, counting only liver that no other candidate still touches but those for this lesion. Of liver that several
 * lesions could count, the first does, so that the costs of lesions add up.
 *
 * @returns voxels, for a lesion, a position in `order` from which on candidates may be chosen, and what is chosen
 */
export function leastLoss(
  { candidates, ofCandidate, count, weights, workingBefore }: Parcels,
  { order, lesions }: { readonly order: readonly number[]; readonly lesions: readonly number[] },
): (lesion: number, open: number, union: PlanUnion) => number {
  const holding = new Map(lesions.map((lesion) => [lesion, order.filter((n) => candidates[n]!.lesions.includes(lesion))]));
  const positionOf = new Map(order.map((candidate, at) => [candidate, at]));
  const own = ownFromEach({ candidates, ofCandidate, count, workingBefore }, { order, lesions });
  return (lesion, open, { spent }) => {
    const only = own[open]!.get(lesion)!;
    let least = Infinity;
    for (const candidate of holding.get(lesion)!) {
      if (positionOf.get(candidate)! < open) continue;
      const { taken } = ofCandidate[candidate]!;
      let voxels = 0;
      for (let word = 0; word < only.length && voxels < least; word++) {
        const bits = taken[word]! & only[word]! & ~spent[word]!;
        if (bits !== 0) voxels += weightOfWord(weights, word, bits);
      }
      least = Math.min(least, voxels);
      if (least === 0) return 0;
    }
    return least;
  };
}

/** Per position in `order`, for each lesion: working liver that of all candidates from there on only those that hold the lesion touch. */
function ownFromEach(
  { candidates, ofCandidate, count, workingBefore }: Pick<Parcels, "candidates" | "ofCandidate" | "count" | "workingBefore">,
  { order, lesions }: { readonly order: readonly number[]; readonly lesions: readonly number[] },
): Map<number, BitSet>[] {
  const touched = new Map(lesions.map((lesion) => [lesion, { holding: bitSet(count), others: bitSet(count) }]));
  const unshared = (): Map<number, BitSet> => {
    const counted = bitSet(count);
    return new Map(
      lesions.map((lesion) => {
        const { holding, others } = touched.get(lesion)!;
        const own = holding.map((bits, word) => bits & workingBefore[word]! & ~others[word]! & ~counted[word]!);
        addBits(counted, own);
        return [lesion, own];
      }),
    );
  };
  const fromEach = [unshared()];
  for (const candidate of order.toReversed()) {
    for (const [lesion, { holding, others }] of touched)
      addBits(candidates[candidate]!.lesions.includes(lesion) ? holding : others, ofCandidate[candidate]!.spent);
    fromEach.push(unshared());
  }
  return fromEach.toReversed();
}
