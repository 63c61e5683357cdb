import { addBits, type BitSet, bitSet } from "../parcels/bit-set.ts";
import { weightOfWord } from "../parcels/bit-weights.ts";
import type { Parcels } from "../parcels/parcels.ts";

/**
 * How much working liver treating a lesion costs at least beyond what a plan that does not hold it yet has lost: the least over the candidates
 * that can still hold it, counting only liver that no other candidate still touches but those for this lesion. Of liver that several
 * lesions could count, the first does, so that the costs of lesions add up.
 *
 * @returns voxels, for a lesion, a position in `order` from which on candidates may be chosen, and what of the liver is gone
 */
export function leastLoss(
  parcels: Parcels,
  { order, lesions }: { readonly order: readonly number[]; readonly lesions: readonly number[] },
): (lesion: number, open: number, gone: BitSet) => number {
  const { weights } = parcels;
  const own = ownFromEach(parcels, { order, lesions });
  const known = order.map((): (Int32Array | undefined)[] => []);
  return (lesion, open, gone) => {
    if (open === order.length) return Infinity;
    known[open]![lesion] ??= costsOf(parcels, {
      only: own[open]!.get(lesion)!,
      holding: order.slice(open).filter((n) => parcels.candidates[n]!.lesions.includes(lesion)),
    });
    const costs = known[open]![lesion];
    let least = Infinity;
    for (let at = 0; at < costs.length; ) {
      const end = costs[at++]!;
      let voxels = 0;
      for (; at < end && voxels < least; at += 2) {
        const bits = costs[at + 1]! & ~gone[costs[at]!]!;
        if (bits !== 0) voxels += weightOfWord(weights, costs[at]!, bits);
      }
      at = end;
      if (voxels < least) least = voxels;
      if (least === 0) return 0;
    }
    return least;
  };
}

/**
 * What each candidate that holds a lesion takes of the liver that counts for it, the least first, one behind the other: where the next one begins, then
 * the words of the set that are not empty, each with its bits.
 */
function costsOf(
  { ofCandidate, weights }: Parcels,
  { only, holding }: { readonly only: BitSet; readonly holding: readonly number[] },
): Int32Array {
  const costs = holding.map((candidate) => {
    const words: number[] = [];
    let voxels = 0;
    ofCandidate[candidate]!.taken.forEach((taken, word) => {
      const bits = taken & only[word]!;
      if (bits === 0) return;
      words.push(word, bits);
      voxels += weightOfWord(weights, word, bits);
    });
    return { words, voxels };
  });
  const joined: number[] = [];
  for (const { words } of costs.sort((a, b) => a.voxels - b.voxels)) joined.push(joined.length + 1 + words.length, ...words);
  return Int32Array.from(joined);
}

/** Per position in `order`, for each lesion: working liver that of all candidates from there on only those that hold the lesion touch. */
function ownFromEach(
  { candidates, ofCandidate, count, workingBefore }: Parcels,
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
