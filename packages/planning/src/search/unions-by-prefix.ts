import type { Parcels } from "../parcels/parcels.ts";
import { firstLeft } from "../parcels/partial-evaluation.ts";
import { emptyUnion, type PlanUnion, unite } from "../parcels/plan-union.ts";

/** A union of candidates, with how far around each lesion it takes all. */
export interface GrownUnion {
  readonly union: PlanUnion;
  /**
   * Two per lesion: position in `ParcelReach.liver` of the nearest parcel that is not resected, and of that which is not taken. Candidates that
   * are added only move them outwards.
   */
  readonly firstLeft: Int32Array;
}

/**
 * Unions of sets that mostly differ from the one asked for before in their last candidates.
 *
 * @returns the union of a set of candidates; it changes when another set is asked for
 */
export function unionsByPrefix(parcels: Parcels): (chosen: readonly number[]) => GrownUnion {
  const levels: GrownUnion[] = [emptyGrownUnion(parcels)];
  const last: number[] = [];
  return (chosen) => {
    let common = 0;
    while (common < chosen.length && last[common] === chosen[common]) common++;
    for (let n = common; n < chosen.length; n++) {
      levels[n + 1] ??= emptyGrownUnion(parcels);
      grow(parcels, levels[n + 1]!, { before: levels[n]!, by: parcels.ofCandidate[chosen[n]!]! });
      last[n] = chosen[n]!;
    }
    last.length = chosen.length;
    return levels[chosen.length]!;
  };
}

/** Per position in `order`, and past the last: the union of all candidates from there on. */
export function unionsFromEach(parcels: Parcels, order: readonly number[]): GrownUnion[] {
  const unions = [emptyGrownUnion(parcels)];
  for (const candidate of order.toReversed()) {
    const union = emptyGrownUnion(parcels);
    grow(parcels, union, { before: unions.at(-1)!, by: parcels.ofCandidate[candidate]! });
    unions.push(union);
  }
  return unions.toReversed();
}

function emptyGrownUnion(parcels: Parcels): GrownUnion {
  return { union: emptyUnion(parcels), firstLeft: new Int32Array(2 * parcels.reach.length) };
}

function grow(
  { reach }: Parcels,
  grown: GrownUnion,
  { before, by }: { readonly before: GrownUnion; readonly by: PlanUnion },
): void {
  unite(grown.union, before.union, by);
  const { resected, taken } = grown.union;
  for (let lesion = 0; lesion < reach.length; lesion++) {
    const { parcel } = reach[lesion]!.liver;
    grown.firstLeft[2 * lesion] = firstLeft(parcel, resected, before.firstLeft[2 * lesion]!);
    grown.firstLeft[2 * lesion + 1] = firstLeft(parcel, taken, before.firstLeft[2 * lesion + 1]!);
  }
}
