import type { BranchId, BranchName, VesselBranch, VesselTree } from "@cantlie/anatomy";
import { type Vector3, worldPoint } from "@cantlie/geometry";
import type { PhantomTree } from "@cantlie/phantoms";
import { type Grid, voxelIndexAt } from "@cantlie/volume";
import type { Field } from "./gaussian-field.ts";

const STEP_MM = 2;

/** The tree as the product has it: branches are runs from division to division, named where they are the main course. */
export function treeOfPhantom(
  grid: Grid,
  grown: PhantomTree,
  { course, isLabelled }: { readonly course: readonly Field[]; readonly isLabelled: (node: number) => boolean },
): VesselTree {
  const { kind, count, parent, positionMm, radiusMm, main, branchNames } = grown;
  const moved = (at: Vector3): Vector3 => [0, 1, 2].map((axis) => at[axis]! + (course[axis]?.(at) ?? 0)) as unknown as Vector3;
  const nameOf = (node: number): string => (main[node] === 1 ? branchNames[grown.branch[node]!]! : "unnamed");
  const nodeAt = (node: number): Vector3 => [positionMm[3 * node]!, positionMm[3 * node + 1]!, positionMm[3 * node + 2]!];
  const children = new Int32Array(count);
  for (let node = 0; node < count; node++) if (parent[node]! >= 0) children[parent[node]!]!++;
  const drafts: { id: number; parent: number | undefined; name: string; node: number; children: number[] }[] = [];
  const branchOf = new Int32Array(count).fill(-1);
  const lastPoint = new Int32Array(count).fill(-1);
  const [positions, radii, parents, owners, roots]: number[][] = [[], [], [], [], []];
  // a branch keeps its number where its neighbours are missed, so that one plan names the same vessels on both labels
  for (let node = 0, id = 0; node < count; node++) {
    const before = parent[node]!;
    const name = nameOf(node);
    const above = before >= 0 && branchOf[before]! >= 0 ? branchOf[before]! : undefined;
    const goesOn = before >= 0 && parent[before]! >= 0 && children[before] === 1 && nameOf(before) === name;
    if (!goesOn) id++;
    if (!isLabelled(node)) continue;
    if (goesOn) branchOf[node] = above!;
    else {
      branchOf[node] = drafts.push({ id, parent: above, name, node, children: [] }) - 1;
      if (above !== undefined) drafts[above]!.children.push(branchOf[node]!);
    }
    let last = before >= 0 ? lastPoint[before]! : -1;
    if (last < 0) roots!.push(radii!.length);
    const [from, to] = [nodeAt(before >= 0 ? before : node), nodeAt(node)];
    const steps = Math.max(1, Math.ceil(Math.hypot(to[0] - from[0], to[1] - from[1], to[2] - from[2]) / STEP_MM));
    for (let step = 1; step <= steps; step++) {
      const t = step / steps;
      positions!.push(...moved([0, 1, 2].map((axis) => from[axis]! + t * (to[axis]! - from[axis]!)) as unknown as Vector3));
      radii!.push(radiusMm[node]!);
      owners!.push(branchOf[node]!);
      last = parents!.push(last) - 1;
    }
    lastPoint[node] = last;
  }
  const letter = kind === "portal" ? "P" : "H";
  const branches = drafts.map((draft): VesselBranch => {
    const [x, y, z] = nodeAt(draft.node);
    return {
      id: `${letter}${draft.id}` as BranchId,
      parent: draft.parent,
      children: draft.children,
      name: draft.name as BranchName,
      nameConfidence: draft.name === "unnamed" ? 0 : 1,
      order: orderOf(draft.name),
      lengthMm: 0,
      meanRadiusMm: radiusMm[draft.node]!,
      atMm: worldPoint(x, y, z),
      piece: 0,
    };
  });
  return {
    kind: kind === "portal" ? "portal" : "hepatic",
    branches,
    roots: roots!,
    loosePieces: [],
    variants: [],
    points: {
      count: radii!.length,
      positionMm: Float32Array.from(positions!),
      radiusMm: Float32Array.from(radii!),
      parent: Int32Array.from(parents!),
      branch: Int32Array.from(owners!),
      voxel: Int32Array.from(radii!, (_, n) =>
        voxelIndexAt(grid, worldPoint(positions![3 * n]!, positions![3 * n + 1]!, positions![3 * n + 2]!)),
      ),
    },
  };
}

function orderOf(name: string): number {
  if (name === "main portal trunk") return 0;
  if (name === "right portal vein" || name === "left portal vein") return 1;
  return name.includes("anterior") || name.includes("posterior") ? 2 : name.includes("hepatic") ? 0 : 3;
}
