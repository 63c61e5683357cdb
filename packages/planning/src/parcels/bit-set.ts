/** A set of small numbers: bit n of word n / 32. */
export type BitSet = Uint32Array;

/** An empty set that can hold 0 to `size` - 1. */
export function bitSet(size: number): BitSet {
  return new Uint32Array((size + 31) >> 5);
}

export function hasBit(set: BitSet, n: number): boolean {
  return ((set[n >> 5]! >>> (n & 31)) & 1) === 1;
}

export function addBit(set: BitSet, n: number): void {
  set[n >> 5]! |= 1 << (n & 31);
}

/** Adds all of `other` to `set`. */
export function addBits(set: BitSet, other: BitSet): void {
  for (let word = 0; word < set.length; word++) set[word]! |= other[word]!;
}

/** Whether the two have a member in common. */
export function meets(a: BitSet, b: BitSet): boolean {
  for (let word = 0; word < a.length; word++) if ((a[word]! & b[word]!) !== 0) return true;
  return false;
}

/** Whether all of `part` is in `whole`. */
export function isWithin(part: BitSet, whole: BitSet): boolean {
  for (let word = 0; word < part.length; word++) if ((part[word]! & ~whole[word]!) !== 0) return false;
  return true;
}

/** The members, ascending. */
export function bitsOf(set: BitSet): number[] {
  const members: number[] = [];
  for (let word = 0; word < set.length; word++)
    for (let rest = set[word]!; rest !== 0; rest &= rest - 1) members.push(32 * word + 31 - Math.clz32(rest & -rest));
  return members;
}
