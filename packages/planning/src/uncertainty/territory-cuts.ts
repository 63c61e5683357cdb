import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { branchShares } from "./branch-shares.ts";

/**
 * Tells of two neighbours, one resected and one not, whether the cut between them follows the border between two territories of a
 * tree: whole branches are resected on one side and left on the other.
 *
 * @param resectedOf resected voxels per class
 * @returns the tree that the cut follows there, if any
 */
export function territoryCuts(
  prepared: PreparedAnatomy,
  resectedOf: Int32Array,
): (voxel: number, neighbour: number) => "portal" | "hepatic" | undefined {
  const { anatomy, classes } = prepared;
  const trees = (["portal", "hepatic"] as const).flatMap((kind) => {
    if (classes.territory[kind] === undefined) return [];
    const { isTaken, isLeft } = branchShares(prepared, kind, resectedOf);
    const { count, branch } = anatomy.trees[kind]!.points;
    // one more than the point, so that a voxel of no point has a place too
    const fateOf = new Uint8Array(count + 1);
    for (let point = 0; point < count; point++)
      fateOf[point + 1] = isTaken(branch[point]!) ? TAKEN : isLeft(branch[point]!) ? LEFT : 0;
    return [{ kind, fateOf, point: anatomy.territories[kind]!.point }];
  });
  return (voxel, neighbour) => {
    for (const { kind, fateOf, point } of trees) {
      if (fateOf[point[voxel]! + 1]! + fateOf[point[neighbour]! + 1]! === TAKEN + LEFT) return kind;
    }
    return undefined;
  };
}

/** What becomes of a branch; 0 where it is neither wholly resected nor wholly left. No two others add up to the same. */
const [LEFT, TAKEN] = [1, 3];
