import { addBits, type BitSet, bitSet } from "../parcels/bit-set.ts";
import { weightWithout } from "../parcels/bit-weights.ts";
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
  const shares = new Map(lesions.map((lesion) => [lesion, [] as BitSet[][]]));
  for (let open = 0; open <= order.length; open++) {
    const counted = bitSet(count);
    const rest = order.slice(open);
    for (const lesion of lesions) {
      const [own, others] = [bitSet(count), bitSet(count)];
      for (const n of rest) addBits(candidates[n]!.lesions.includes(lesion) ? own : others, ofCandidate[n]!.spent);
      for (let word = 0; word < own.length; word++) own[word]! &= workingBefore[word]! & ~others[word]! & ~counted[word]!;
      addBits(counted, own);
      const holding = rest.filter((n) => candidates[n]!.lesions.includes(lesion));
      shares.get(lesion)![open] = holding.map((n) => ofCandidate[n]!.taken.map((bits, word) => bits & own[word]!));
    }
  }
  return (lesion, open, { spent }) => {
    let least = Infinity;
    for (const share of shares.get(lesion)![open]!) {
      least = Math.min(least, weightWithout(weights, share, spent));
      if (least === 0) return 0;
    }
    return least;
  };
}
