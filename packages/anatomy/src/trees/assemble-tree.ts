import { worldPoint } from "@cantlie/geometry";
import type { BranchId, TreeKind, VesselBranch, VesselTree } from "../vessel-tree.ts";
import { numberBranches } from "./number-branches.ts";
import type { OrientedPoints } from "./orient.ts";
import { distanceBetweenMm } from "./point-distance.ts";

/**
 * Parts oriented points into branches: a new one begins at each root and behind each division (the division itself is the end
 * of the branch before it). Branches are numbered by the length of centreline beyond them until territories are known.
 */
export function assembleTree(kind: TreeKind, points: OrientedPoints, loosePieces: VesselTree["loosePieces"]): VesselTree {
  const count = points.parent.length;
  const childCount = new Int32Array(count);
  for (const before of points.parent) if (before >= 0) childCount[before]!++;

  const branch = new Int32Array(count);
  const runs: number[][] = [];
  for (let point = 0; point < count; point++) {
    const before = points.parent[point]!;
    const begins = before < 0 || childCount[before]! > 1;
    branch[point] = begins ? runs.push([]) - 1 : branch[before]!;
    runs[branch[point]!]!.push(point);
  }
  const parentOf = runs.map((run) => (points.parent[run[0]!]! < 0 ? undefined : branch[points.parent[run[0]!]!]!));
  const branches = runs.map((run, index): VesselBranch => {
    const joinedOverMm = Math.max(...run.map((point) => points.joinedOverMm[point]!));
    const middle = run[Math.floor(run.length / 2)]!;
    return {
      id: "" as BranchId,
      parent: parentOf[index],
      children: parentOf.flatMap((parent, child) => (parent === index ? [child] : [])),
      name: "unnamed",
      nameConfidence: 0,
      order: 0,
      lengthMm: runLengthMm(points, run),
      meanRadiusMm: run.reduce((sum, point) => sum + points.radiusMm[point]!, 0) / run.length,
      atMm: worldPoint(points.positionMm[3 * middle]!, points.positionMm[3 * middle + 1]!, points.positionMm[3 * middle + 2]!),
      piece: points.piece[run[0]!]!,
      ...(joinedOverMm > 0 ? { joinedOverMm } : {}),
    };
  });
  const tree: VesselTree = {
    kind,
    points: {
      count,
      positionMm: Float32Array.from(points.positionMm),
      radiusMm: Float32Array.from(points.radiusMm),
      parent: points.parent,
      branch,
      voxel: points.organVoxel,
    },
    branches,
    roots: Array.from(points.parent.keys()).filter((point) => points.parent[point]! < 0),
    loosePieces,
    variants: [],
  };
  return numberBranches(
    tree,
    branches.map(({ lengthMm }) => lengthMm),
  );
}

/** Length of a branch, with the link from the division that it leaves. */
function runLengthMm(points: OrientedPoints, run: readonly number[]): number {
  return run.reduce((sum, point) => {
    const before = points.parent[point]!;
    return before < 0 ? sum : sum + distanceBetweenMm(points.positionMm, before, point);
  }, 0);
}
