import { addBits, type BitSet, bitSet } from "../parcels/bit-set.ts";
import type { Parcels } from "../parcels/parcels.ts";

/** What a plan does where: the parcels that it removes, and those that it ablates. */
export interface PlanShape {
  readonly resected: BitSet;
  /** without what is resected */
  readonly ablated: BitSet;
}

/** @param candidates positions in `parcels.candidates` */
export function planShape(parcels: Parcels, candidates: readonly number[]): PlanShape {
  const shape = { resected: bitSet(parcels.count), ablated: bitSet(parcels.count) };
  for (const n of candidates) {
    const { kind } = parcels.candidates[n]!.treatment;
    if (kind === "surveillance") continue;
    addBits(kind === "resection" ? shape.resected : shape.ablated, parcels.ofCandidate[n]!.taken);
  }
  for (let word = 0; word < shape.ablated.length; word++) shape.ablated[word]! &= ~shape.resected[word]!;
  return shape;
}

/**
 * Share of the liver that either plan treats which the two do not treat in the same way, by volume (Jaccard distance, where resected
 * and ablated tissue differ): 0 for one operation, 1 where nothing is common. Two plans that treat no tissue are alike.
 */
export function shapeDifference({ voxels }: Pick<Parcels, "voxels">, a: PlanShape, b: PlanShape): number {
  let [common, either] = [0, 0];
  for (let parcel = 0; parcel < voxels.length; parcel++) {
    const [word, bit] = [parcel >> 5, 1 << (parcel & 31)];
    const inA = ((a.resected[word]! | a.ablated[word]!) & bit) !== 0;
    const inB = ((b.resected[word]! | b.ablated[word]!) & bit) !== 0;
    if (!inA && !inB) continue;
    either += voxels[parcel]!;
    const alike = (a.resected[word]! & b.resected[word]! & bit) !== 0 || (a.ablated[word]! & b.ablated[word]! & bit) !== 0;
    if (alike) common += voxels[parcel]!;
  }
  return either === 0 ? 0 : 1 - common / either;
}
