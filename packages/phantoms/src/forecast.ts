import type { Vector3 } from "@cantlie/geometry";
import { type GrowthSpace, randomPlace } from "./growth-space.ts";
import type { GrowingTree } from "./phantom-tree.ts";
import type { RandomSource } from "./random.ts";
import { pointToPieceMm } from "./segment-distance.ts";

const SAMPLES = 2000;

/**
 * Writes into `expected` how many ends each main piece should carry: the share of random places that lie nearest to it or
 * to what is beyond it, of all `terminals`.
 */
export function forecastTerminals(
  tree: GrowingTree,
  space: GrowthSpace,
  settings: { random: RandomSource; terminals: number },
): void {
  let supplied = 0;
  const nearest = tree.at.map(() => 0);
  for (let sample = 0; sample < SAMPLES; sample++) {
    const place = randomPlace(space, settings.random);
    const region = space.regionFor(tree, place);
    if (region === undefined) continue;
    supplied++;
    nearest[nearestPiece(tree, region, place)]!++;
  }
  // Children stand after their parents in a tree that has only been laid, so one pass from the end sums upwards.
  for (let node = tree.at.length - 1; node >= 0; node--) {
    const parent = tree.parent[node]!;
    tree.expected[node] = (nearest[node]! / supplied) * settings.terminals;
    if (parent >= 0) nearest[parent]! += nearest[node]!;
  }
}

function nearestPiece(tree: GrowingTree, region: string, place: Vector3): number {
  let least = Number.POSITIVE_INFINITY;
  let piece = -1;
  for (let node = 0; node < tree.at.length; node++) {
    const parent = tree.parent[node]!;
    if (parent < 0 || tree.region[node] !== region) continue;
    const mm = pointToPieceMm(place, tree.at[parent]!, tree.at[node]!);
    if (mm < least) {
      least = mm;
      piece = node;
    }
  }
  return piece;
}
