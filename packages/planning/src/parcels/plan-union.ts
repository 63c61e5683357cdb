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
  /** liver that is cut off from inflow or bile, whether taken or not */
  readonly dead: BitSet;
  /** liver that is cut off from outflow, whether taken or dead or not; what was blocked before lives on the artery and is none of it */
  readonly undrained: BitSet;
  /** cut off in each tree that has territories, whether taken or not */
  readonly lost: Readonly<Partial<Record<TreeKind, BitSet>>>;
  /** pairs of `Parcels.faces` of which the first, and of which the second, is resected */
  readonly resectedFirst: BitSet;
  readonly resectedSecond: BitSet;
}

/** No candidate. */
export function emptyUnion({ candidates, count, prepared, faces }: UnionSizes): PlanUnion {
  const kinds = Object.keys(prepared.attachment) as TreeKind[];
  const sizes = [candidates.length, count, count, count, count, count, faces.count, faces.count, ...kinds.map(() => count)];
  const words = new Uint32Array(sizes.reduce((sum, size) => sum + wordsFor(size), 0));
  let from = 0;
  const [members, resected, taken, spent, dead, undrained, resectedFirst, resectedSecond, ...lost] = sizes.map((size) => {
    from += wordsFor(size);
    return words.subarray(from - wordsFor(size), from);
  });
  return {
    words,
    members: members!,
    resected: resected!,
    taken: taken!,
    spent: spent!,
    dead: dead!,
    undrained: undrained!,
    lost: Object.fromEntries(kinds.map((kind, n) => [kind, lost[n]])),
    resectedFirst: resectedFirst!,
    resectedSecond: resectedSecond!,
  };
}

/** What the sizes of sets follow from. */
export type UnionSizes = Pick<Parcels, "candidates" | "count" | "prepared"> & { readonly faces: { readonly count: number } };

function wordsFor(size: number): number {
  return (size + 31) >> 5;
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

/** Makes `into` the union of `a` and `b`, and returns it; it may be one of them. */
export function unite(into: PlanUnion, a: PlanUnion, b: PlanUnion): PlanUnion {
  const [to, x, y] = [into.words, a.words, b.words];
  for (let word = 0; word < to.length; word++) to[word] = x[word]! | y[word]!;
  return into;
}
