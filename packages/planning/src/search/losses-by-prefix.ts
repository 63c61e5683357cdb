import { addBit, type BitSet, bitSet } from "../parcels/bit-set.ts";
import { weightOf, weightOfWord } from "../parcels/bit-weights.ts";
import type { Parcels } from "../parcels/parcels.ts";
import { hasAdjacentPair } from "../parcels/partial-evaluation.ts";

/** What a set of candidates costs of the liver: the answers of the functions of the same names in `partial-evaluation.ts`. */
export interface Losses {
  /** liver that is lost */
  readonly gone: BitSet;
  readonly functionalVoxels: number;
  readonly liverLostVoxels: number;
  readonly adjacentSegmentsRemain: boolean | undefined;
}

/**
 * The losses of sets that mostly differ from the one asked for before in their last candidate. What a candidate adds to those before it
 * is looked for among its own parcels alone, which of most are a small part of the liver.
 *
 * @returns losses of a set of candidates; they change when another set is asked for
 */
export function lossesByPrefix(parcels: Parcels): (chosen: readonly number[]) => Losses {
  const parts = liverParts(parcels);
  const own = parcels.candidates.map((_, candidate) => ownLoss(parcels, parts, candidate));
  const nothing = growingLosses(parcels, parts);
  const levels: GrowingLosses[] = [nothing];
  const last: number[] = [];
  return (chosen) => {
    let common = 0;
    while (common < chosen.length && last[common] === chosen[common]) common++;
    for (let n = common; n < chosen.length; n++) {
      levels[n + 1] ??= growingLosses(parcels, parts);
      grow(parcels, levels[n + 1]!, { before: levels[n]!, by: own[chosen[n]!]! });
      last[n] = chosen[n]!;
    }
    last.length = chosen.length;
    return levels[chosen.length]!;
  };
}

/** The liver in parts that do not overlap: what works of each of `Parcels.segments`, what works elsewhere, and what does not work before. */
function liverParts({ segments = [], workingBefore, liver, count }: Parcels): BitSet[] {
  const ofSegments = segments.map(({ from, end }) => {
    const part = bitSet(count);
    for (let parcel = from; parcel < end; parcel++) addBit(part, parcel);
    return part.map((bits, word) => bits & workingBefore[word]!);
  });
  const elsewhere = workingBefore.map((bits, word) => ofSegments.reduce((rest, part) => rest & ~part[word]!, bits));
  return [...ofSegments, elsewhere, liver.map((bits, word) => bits & ~workingBefore[word]!)];
}

/** The liver that one candidate costs: words of the set, the bits of each, and the part of the liver that they are of. */
interface OwnLoss {
  readonly word: Int32Array;
  readonly bits: Int32Array;
  readonly part: Int32Array;
}

function ownLoss({ ofCandidate }: Parcels, parts: readonly BitSet[], candidate: number): OwnLoss {
  const { taken, dead, undrained } = ofCandidate[candidate]!;
  const entries: [word: number, bits: number, part: number][] = [];
  for (let word = 0; word < taken.length; word++) {
    const gone = taken[word]! | dead[word]! | undrained[word]!;
    parts.forEach((part, n) => {
      if ((part[word]! & gone) !== 0) entries.push([word, part[word]! & gone, n]);
    });
  }
  return {
    word: Int32Array.from(entries, ([word]) => word),
    bits: Int32Array.from(entries, ([, bits]) => bits),
    part: Int32Array.from(entries, ([, , part]) => part),
  };
}

interface GrowingLosses {
  readonly gone: BitSet;
  /** voxels of each part of the liver that are not lost */
  readonly leftOf: Float64Array;
  functionalVoxels: number;
  liverLostVoxels: number;
  adjacentSegmentsRemain: boolean | undefined;
}

/** Of the empty set. */
function growingLosses(parcels: Parcels, parts: readonly BitSet[]): GrowingLosses {
  const { weights, workingBefore, count } = parcels;
  const leftOf = Float64Array.from(parts, (part) => weightOf(weights, part));
  const adjacent = adjacentSegmentsRemain(parcels, leftOf);
  const functionalVoxels = weightOf(weights, workingBefore);
  return { gone: bitSet(count), leftOf, functionalVoxels, liverLostVoxels: 0, adjacentSegmentsRemain: adjacent };
}

function grow(
  parcels: Parcels,
  losses: GrowingLosses,
  { before, by }: { readonly before: GrowingLosses; readonly by: OwnLoss },
): void {
  const { gone, leftOf } = losses;
  gone.set(before.gone);
  leftOf.set(before.leftOf);
  const notWorking = leftOf.length - 1;
  let [working, lost] = [0, 0];
  for (let n = 0; n < by.word.length; n++) {
    const word = by.word[n]!;
    const bits = by.bits[n]! & ~gone[word]!;
    if (bits === 0) continue;
    const voxels = weightOfWord(parcels.weights, word, bits);
    gone[word]! |= bits;
    leftOf[by.part[n]!]! -= voxels;
    lost += voxels;
    if (by.part[n] !== notWorking) working += voxels;
  }
  losses.functionalVoxels = before.functionalVoxels - working;
  losses.liverLostVoxels = before.liverLostVoxels + lost;
  losses.adjacentSegmentsRemain = adjacentSegmentsRemain(parcels, leftOf);
}

/** @param leftOf the parts of the segments come first */
function adjacentSegmentsRemain({ segments }: Parcels, leftOf: Float64Array): boolean | undefined {
  if (segments === undefined) return undefined;
  let remaining = 0;
  for (let n = 0; n < segments.length; n++) if (leftOf[n]! >= segments[n]!.voxels / 2) remaining |= 1 << segments[n]!.number;
  return hasAdjacentPair(remaining);
}
