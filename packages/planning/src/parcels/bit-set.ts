/** A set of small numbers: bit n of word n / 32. */
export type BitSet = Uint32Array;
