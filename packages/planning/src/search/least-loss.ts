import { addBits, type BitSet, bitSet } from "../parcels/bit-set.ts";
import { weightOf } from "../parcels/bit-weights.ts";
import type { Parcels } from "../parcels/parcels.ts";

/**
 * How much working liver treating a lesion costs at least, beyond all that plans which do not hold it yet have lost: the least over the
 * candidates that still can hold it, counting only liver that nothing but candidates for this lesion touches. Of liver that several
 * lesions could count, the first does, so that the costs of lesions add up.
 *
 * @returns voxels, for a lesion and a position in `order` from which on candidates may be chosen
 */
export function leastLoss(
  { candidates, ofCandidate, count, weights, workingBefore }: Parcels,
  { order, lesions }: { readonly order: readonly number[]; readonly lesions: readonly number[] },
): (lesion: number, open: number) => number {
  const counted = bitSet(count);
  const least = new Map<number, Float64Array>();
  for (const lesion of lesions) {
    const own = onlyTouchedFor(lesion, { candidates, ofCandidate, count });
    for (let word = 0; word < own.length; word++) own[word]! &= workingBefore[word]! & ~counted[word]!;
    addBits(counted, own);
    const fromEach = new Float64Array(order.length + 1).fill(Infinity);
    for (let at = order.length - 1; at >= 0; at--) {
      const candidate = order[at]!;
      const isHeld = candidates[candidate]!.lesions.includes(lesion);
      const taken = ofCandidate[candidate]!.taken.map((bits, word) => bits & own[word]!);
      fromEach[at] = Math.min(fromEach[at + 1]!, isHeld ? weightOf(weights, taken) : Infinity);
    }
    least.set(lesion, fromEach);
  }
  return (lesion, open) => least.get(lesion)![open]!;
}

/** Parcels that no candidate takes or cuts off but those that hold a lesion. */
function onlyTouchedFor(
  lesion: number,
  { candidates, ofCandidate, count }: Pick<Parcels, "candidates" | "ofCandidate" | "count">,
): BitSet {
  const [own, others] = [bitSet(count), bitSet(count)];
  candidates.forEach(({ lesions }, n) => {
    addBits(lesions.includes(lesion) ? own : others, ofCandidate[n]!.spent);
  });
  return own.map((bits, word) => bits & ~others[word]!);
}
