import type { PreparedAnatomy } from "../prepared-anatomy.ts";

/** A branch counts as wholly resected, or as wholly left, from this share: vessels kept at a border take a little of it away. */
const WHOLE_SHARE = 0.9;

/** What a resection makes of the branches of one tree, by index. */
export interface BranchShares {
  readonly isTaken: (branch: number) => boolean;
  readonly isLeft: (branch: number) => boolean;
}

/** @param resectedOf resected voxels per class */
export function branchShares(
  { anatomy, classes }: PreparedAnatomy,
  kind: "portal" | "hepatic",
  resectedOf: Int32Array,
): BranchShares {
  const { branches, points } = anatomy.trees[kind]!;
  const of = classes.territory[kind]!;
  const voxels = new Float64Array(branches.length);
  const resected = new Float64Array(branches.length);
  for (let one = 0; one < classes.count; one++) {
    if (of[one] === 0) continue;
    const branch = points.branch[of[one]! - 1]!;
    voxels[branch]! += classes.voxels[one]!;
    resected[branch]! += resectedOf[one]!;
  }
  return {
    isTaken: (branch) => voxels[branch]! > 0 && resected[branch]! >= WHOLE_SHARE * voxels[branch]!,
    isLeft: (branch) => resected[branch]! <= (1 - WHOLE_SHARE) * voxels[branch]!,
  };
}
