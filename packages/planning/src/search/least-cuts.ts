import { voxelsToMl } from "@cantlie/volume";
import { LEAST_CUT_ML } from "../evaluate-stage.ts";
import { bitsOf } from "../parcels/bit-set.ts";
import type { Parcels } from "../parcels/parcels.ts";

/**
 * How many separate cuts a set of candidates makes at least, whatever is added from a position of `order` on: pieces that what may
 * be added could join count as one.
 */
export function leastCuts(parcels: Parcels, order: readonly number[]): (chosen: readonly number[], open: number) => number {
  const { start, voxels, touching } = parcels.components;
  const { grid } = parcels.prepared.anatomy;
  const neighbours = touching.map(bitsOf);
  const isEnough = Uint8Array.from(voxels, (size) => (voxelsToMl(grid, size) >= LEAST_CUT_ML ? 1 : 0));
  const componentsOf = (candidate: number): number[] =>
    Array.from({ length: start[candidate + 1]! - start[candidate]! }, (_, n) => start[candidate]! + n);
  const pieces = piecesFromEach(order, componentsOf, neighbours);

  return (chosen, open) => {
    const pieceOf = pieces[open]!;
    // pieces of what may be added, and each chosen component by itself, joined where they touch
    const joined = new Map<number, number>();
    const root = (one: number): number => {
      let at = one;
      while ((joined.get(at) ?? at) !== at) at = joined.get(at)!;
      return at;
    };
    const mine = chosen.flatMap(componentsOf);
    const nodeOf = (component: number): number => (pieceOf[component]! >= 0 ? pieceOf[component]! : voxels.length + component);
    const isMine = new Set(mine);
    for (const one of mine)
      for (const other of neighbours[one]!)
        if (isMine.has(other) || pieceOf[other]! >= 0) {
          const [a, b] = [root(nodeOf(one)), root(nodeOf(other))];
          if (a !== b) joined.set(a, b);
        }
    return new Set(mine.filter((one) => isEnough[one] === 1).map((one) => root(nodeOf(one)))).size;
  };
}

/** Per position in `order`, for each component: the piece of all that stands from there on that it belongs to, or -1. */
function piecesFromEach(
  order: readonly number[],
  componentsOf: (candidate: number) => number[],
  neighbours: readonly (readonly number[])[],
): Int32Array[] {
  const piece = new Int32Array(neighbours.length).fill(-1);
  const pieces = [piece.slice()];
  for (let at = order.length - 1; at >= 0; at--) {
    for (const component of componentsOf(order[at]!)) {
      const near = new Set(neighbours[component]!.flatMap((other) => (piece[other]! >= 0 ? [piece[other]!] : [])));
      for (let n = 0; n < piece.length; n++) if (near.has(piece[n]!)) piece[n] = component;
      piece[component] = component;
    }
    pieces.unshift(piece.slice());
  }
  return pieces;
}
