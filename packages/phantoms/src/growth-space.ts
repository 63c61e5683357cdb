import type { Vector3 } from "@cantlie/geometry";
import { TERMINAL_RADIUS_MM } from "./murray.ts";
import type { GrowingTree } from "./phantom-tree.ts";
import type { RandomSource } from "./random.ts";
import type { SignedDistance } from "./shape.ts";

/** What trees grow in and keep clear of. */
export interface GrowthSpace {
  readonly liver: SignedDistance;
  readonly liverMl: number;
  readonly boundsMm: readonly [Vector3, Vector3];
  /** which region a place belongs to, for one tree; undefined where that tree supplies nothing */
  readonly regionFor: (tree: GrowingTree, at: Vector3) => string | undefined;
  /** spheres that no side branch enters */
  readonly lesions: readonly { readonly centreMm: Vector3; readonly radiusMm: number }[];
  readonly cava: SignedDistance;
  /** lumina that are there before anything grows */
  readonly ducts: readonly { readonly c: Vector3; readonly d: Vector3; readonly radiusMm: number }[];
}

/**
 * A random place in the liver, far enough inside for an end.
 *
 * @throws RangeError if the liver is too small to have one
 */
export function randomPlace(space: GrowthSpace, random: RandomSource): Vector3 {
  const [low, high] = space.boundsMm;
  for (let attempt = 0; attempt < 100_000; attempt++) {
    const at: Vector3 = [random.between(low[0], high[0]), random.between(low[1], high[1]), random.between(low[2], high[2])];
    if (space.liver(...at) < -(TERMINAL_RADIUS_MM + 2)) return at;
  }
  throw new RangeError(`a liver of ${space.liverMl} mL has no place for a vessel to end`);
}
