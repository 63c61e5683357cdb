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
    const { branch } = anatomy.trees[kind]!.points;
    const { point } = anatomy.territories[kind]!;
    return [{ kind, branchAt: (voxel: number) => branch[point[voxel]!], ...branchShares(prepared, kind, resectedOf) }];
  });
  return (voxel, neighbour) => {
    for (const { kind, isTaken, isLeft, branchAt } of trees) {
      const [a, b] = [branchAt(voxel), branchAt(neighbour)];
      if (a === undefined || b === undefined) continue;
      if ((isTaken(a) && isLeft(b)) || (isLeft(a) && isTaken(b))) return kind;
    }
    return undefined;
  };
}
