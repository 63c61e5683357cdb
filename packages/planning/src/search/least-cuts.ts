import { voxelsToMl } from "@cantlie/volume";
import { LEAST_CUT_ML } from "../evaluate-stage.ts";
import { addBit, addBits, type BitSet, bitSet, bitsOf, hasBit } from "../parcels/bit-set.ts";
import type { Parcels } from "../parcels/parcels.ts";

/**
 * How many separate cuts a set of candidates makes at least, whatever is added from a position of `order` on: pieces that what may
 * be added could join count as one.
 */
export function leastCuts(parcels: Parcels, order: readonly number[]): (chosen: readonly number[], open: number) => number {
  const { start, voxels, touching } = parcels.components;
  const { grid } = parcels.prepared.anatomy;
  const isEnough = Uint8Array.from(voxels, (size) => (voxelsToMl(grid, size) >= LEAST_CUT_ML ? 1 : 0));
  const joinedBy = joinedFromEach(parcels, order);
  const known: BitSet[][] = [];
  const mine: number[] = [];
  const pieceOf: number[] = [];

  return (chosen, open) => {
    known[open] ??= joinedComponents(touching, joinedBy[open]!);
    const together = known[open];
    mine.length = 0;
    for (let n = 0; n < chosen.length; n++)
      for (let one = start[chosen[n]!]!; one < start[chosen[n]! + 1]!; one++) mine.push(one);
    for (let n = 0; n < mine.length; n++) {
      pieceOf[n] = n;
      const joined = together[mine[n]!]!;
      for (let m = 0; m < n; m++) {
        if (pieceOf[m] === pieceOf[n] || !hasBit(joined, mine[m]!)) continue;
        const [from, to] = [pieceOf[n]!, pieceOf[m]!];
        for (let k = 0; k <= n; k++) if (pieceOf[k] === from) pieceOf[k] = to;
      }
    }
    let cuts = 0;
    for (let n = 0; n < mine.length; n++) {
      // each piece is counted at its first component that is large enough
      let counts = isEnough[mine[n]!] === 1;
      for (let m = 0; m < n && counts; m++) counts = pieceOf[m] !== pieceOf[n] || isEnough[mine[m]!] === 0;
      if (counts) cuts++;
    }
    return cuts;
  };
}

/** Per component: those that it touches, or that what may be added could join it to. */
function joinedComponents(touching: readonly BitSet[], joins: readonly BitSet[]): BitSet[] {
  const piecesOf = joins.map(bitsOf);
  const joinedTo = joins.map(() => bitSet(joins.length));
  piecesOf.forEach((pieces, one) => {
    for (const piece of pieces) addBit(joinedTo[piece]!, one);
  });
  return touching.map((near, one) => {
    const joined = near.slice();
    for (const piece of piecesOf[one]!) addBits(joined, joinedTo[piece]!);
    return joined;
  });
}

/**
 * Per position in `order`, for each component of a candidate: the pieces that all from that position on make together and that the
 * component overlaps or touches, each under the number of one of its components.
 */
function joinedFromEach({ components, candidates }: Parcels, order: readonly number[]): BitSet[][] {
  const { start, touching } = components;
  const total = start[candidates.length]!;
  const neighbours = touching.map(bitsOf);
  const piece = new Int32Array(total).fill(-1);
  const touched = (): BitSet[] =>
    neighbours.map((others) => {
      const set = bitSet(total);
      for (const other of others) if (piece[other]! >= 0) addBit(set, piece[other]!);
      return set;
    });
  const fromEach = [touched()];
  for (let at = order.length - 1; at >= 0; at--) {
    for (let component = start[order[at]!]!; component < start[order[at]! + 1]!; component++) {
      const near = bitSet(total);
      for (const other of neighbours[component]!) if (piece[other]! >= 0) addBit(near, piece[other]!);
      for (let n = 0; n < total; n++) if (piece[n]! >= 0 && hasBit(near, piece[n]!)) piece[n] = component;
      piece[component] = component;
    }
    fromEach.unshift(touched());
  }
  return fromEach;
}
