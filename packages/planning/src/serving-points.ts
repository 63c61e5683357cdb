import type { TreeKind } from "@cantlie/anatomy";
import type { LostSupply } from "./lost-supply.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";

/**
 * A vessel of whose territory no more than this lives on serves nothing that is kept: borders between territories are not known to
 * a twentieth of a territory, and a surgeon divides such a vessel at its origin, not where its centreline meets the border.
 */
export const LEAST_LIVING_SHARE = 0.05;

/** Per tree and centreline point: 1 where more than a twentieth of the territory at or beyond the point lives on. */
export type ServingPoints = Readonly<Partial<Record<TreeKind, Uint8Array>>>;

/** @param resectedOf resected voxels of each class */
export function servingPoints(
  { anatomy, classes, attachment }: PreparedAnatomy,
  lost: Readonly<Partial<Record<TreeKind, LostSupply>>>,
  resectedOf: Int32Array,
): ServingPoints {
  const serving: Partial<Record<TreeKind, Uint8Array>> = {};
  for (const kind of ["portal", "hepatic", "bile", "artery"] as const) {
    const [tree, supply, pointOf] = [anatomy.trees[kind], lost[kind], attachment[kind]];
    if (tree === undefined || supply === undefined || pointOf === undefined) continue;
    const { count, parent } = tree.points;
    const all = new Float64Array(count);
    const living = new Float64Array(count);
    for (let one = 0; one < classes.count; one++) {
      const point = pointOf[one]! - 1;
      if (point < 0) continue;
      all[point]! += classes.voxels[one]!;
      if (supply.lost[point + 1] === 0) living[point]! += classes.voxels[one]! - resectedOf[one]!;
    }
    for (let point = count - 1; point >= 0; point--) {
      const before = parent[point]!;
      if (before < 0) continue;
      all[before]! += all[point]!;
      living[before]! += living[point]!;
    }
    serving[kind] = Uint8Array.from(all, (voxels, point) => (living[point]! > LEAST_LIVING_SHARE * voxels ? 1 : 0));
  }
  return serving;
}
