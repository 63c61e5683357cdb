import type { BitSet } from "./bit-set.ts";

/** Weights of the members of bit sets, summed beforehand for every value of every byte: one look-up weighs eight members. */
export type BitWeights = Float64Array;

const VALUES = 256;

export function bitWeights(weights: ArrayLike<number>): BitWeights {
  const words = (weights.length + 31) >> 5;
  const sums = new Float64Array(4 * words * VALUES);
  for (let byte = 0; byte < 4 * words; byte++) {
    const table = byte * VALUES;
    for (let value = 1; value < VALUES; value++) {
      const highest = 31 - Math.clz32(value);
      sums[table + value] = sums[table + (value ^ (1 << highest))]! + (weights[8 * byte + highest] ?? 0);
    }
  }
  return sums;
}

/** What the members of `set` weigh together. */
export function weightOf(sums: BitWeights, set: BitSet): number {
  let total = 0;
  for (let word = 0; word < set.length; word++) total += weightOfWord(sums, word, set[word]!);
  return total;
}

/** What the members of `set` that are not in `without` weigh together. */
export function weightWithout(sums: BitWeights, set: BitSet, without: BitSet): number {
  let total = 0;
  for (let word = 0; word < set.length; word++) total += weightOfWord(sums, word, set[word]! & ~without[word]!);
  return total;
}

/** What the members of `set` that are not in `without` weigh together, of those from `from` to `end` - 1. */
export function weightWithoutBetween(
  sums: BitWeights,
  set: BitSet,
  without: BitSet,
  { from, end }: { readonly from: number; readonly end: number },
): number {
  let total = 0;
  for (let word = from >> 5; word << 5 < end; word++) {
    let bits = set[word]! & ~without[word]!;
    if (word === from >> 5) bits &= -1 << (from & 31);
    if (word === end >> 5) bits &= (1 << (end & 31)) - 1;
    total += weightOfWord(sums, word, bits);
  }
  return total;
}

/** What those members weigh together whose bits are set in `bits`, the word number `word` of a set. */
export function weightOfWord(sums: BitWeights, word: number, bits: number): number {
  if (bits === 0) return 0;
  const table = word << 10;
  return (
    sums[table + (bits & 255)]! +
    sums[table + 256 + ((bits >>> 8) & 255)]! +
    sums[table + 512 + ((bits >>> 16) & 255)]! +
    sums[table + 768 + (bits >>> 24)]!
  );
}
