import type { TreeKind } from "@cantlie/anatomy";
import { addBits, type BitSet } from "./bit-set.ts";
import type { Parcels } from "./parcels.ts";

/** What a set of candidates does, as sets of parcels: for each, the union of what its candidates do. */
export interface PlanUnion {
  /** all that follows, one behind the other, so that two unions are joined in one loop */
  readonly words: Uint32Array;
  /** positions in `Parcels.candidates` */
  readonly members: BitSet;
  readonly resected: BitSet;
  /** resected or ablated */
  readonly taken: BitSet;
  /** taken, or cut off in a tree */
  readonly spent: BitSet;
  /** cut off in each tree that has territories, whether taken or not */
  readonly lost: Readonly<Partial<Record<TreeKind, BitSet>>>;
}

/** No candidate. */
export function emptyUnion({ candidates, count, prepared }: Pick<Parcels, "candidates" | "count" | "prepared">): PlanUnion {
  const kinds = Object.keys(prepared.attachment) as TreeKind[];
  const memberWords = (candidates.length + 31) >> 5;
  const parcelWords = (count + 31) >> 5;
  const words = new Uint32Array(memberWords + (3 + kinds.length) * parcelWords);
  const section = (n: number): BitSet => words.subarray(memberWords + n * parcelWords, memberWords + (n + 1) * parcelWords);
  return {
    words,
    members: words.subarray(0, memberWords),
    resected: section(0),
    taken: section(1),
    spent: section(2),
    lost: Object.fromEntries(kinds.map((kind, n) => [kind, section(3 + n)])),
  };
}

/** The union of some candidates. @throws RangeError if there is no such candidate */
export function unionOf(parcels: Parcels, chosen: ArrayLike<number>): PlanUnion {
  const union = emptyUnion(parcels);
  for (let n = 0; n < chosen.length; n++) {
    const candidate = parcels.ofCandidate[chosen[n]!];
    if (candidate === undefined)
      throw new RangeError(`chosen holds ${chosen[n]}, expected positions of ${parcels.ofCandidate.length} candidates`);
    addBits(union.words, candidate.words);
  }
  return union;
}

/** Makes `into` the union of `a` and `b`; it may be one of them. */
export function unite(into: PlanUnion, a: PlanUnion, b: PlanUnion): void {
  const [to, x, y] = [into.words, a.words, b.words];
  for (let word = 0; word < to.length; word++) to[word] = x[word]! | y[word]!;
}
