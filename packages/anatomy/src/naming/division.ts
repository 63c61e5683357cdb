import type { Vector3 } from "@cantlie/geometry";
import { branchesBeyond } from "../trees/subtree.ts";
import type { BranchName, VesselBranch, VesselTree } from "../vessel-tree.ts";
import { along, centroidMm, chanceBeyond, type TerritoryShape, without } from "./territory-shape.ts";

/**
 * A branch that carries this share of the one before it is the same vessel, from which only a twig has left; the twig does not make
 * it a new one. Two real branches of a division rarely differ by more than 4 : 1.
 */
const SAME_VESSEL_FRACTION = 0.8;

/** Below this the sides of two territories cannot be told apart, and a name would be a guess. */
export const LEAST_CONFIDENCE = 0.7;

/** A tree with the shape of what each branch supplies, itself (`own`) and with all beyond it (`beyond`). */
export interface ShapedTree {
  readonly tree: VesselTree;
  readonly own: readonly TerritoryShape[];
  readonly beyond: readonly TerritoryShape[];
}

/** A branch taken for a vessel with a name. */
export interface NamedVessel {
  readonly branch: number;
  /** chance that a voxel of it lies farther to its side than one of the rest; 0..1 */
  readonly confidence: number;
}

/** In what territory a branch is looked for. */
export interface Search {
  /** territory to be divided */
  readonly whole: TerritoryShape;
  /** branches that may be chosen */
  readonly among: readonly number[];
  /** least and largest share of `whole` that the branch may carry */
  readonly shareFraction: readonly [number, number];
}

/**
 * The branch that divides a territory best along a direction: of the branches that carry a fitting share, the one with the
 * largest share × (1 − share) × (distance between its centroid and the rest's along the direction)², which is the part of
 * the whole's variance that the division explains. Undefined if none lies on that side clearly enough for a name.
 */
export function branchTowards(
  { beyond }: ShapedTree,
  direction: Vector3,
  { whole, among, shareFraction }: Search,
): NamedVessel | undefined {
  let best: NamedVessel | undefined;
  let bestExplained = 0;
  for (const branch of among) {
    const part = beyond[branch]!;
    const share = part.voxels / whole.voxels;
    if (!(share >= shareFraction[0] && share <= shareFraction[1])) continue;
    const rest = without(whole, part);
    const apartMm = along(centroidMm(part), direction) - along(centroidMm(rest), direction);
    const explained = apartMm > 0 ? share * (1 - share) * apartMm ** 2 : 0;
    if (explained <= bestExplained) continue;
    bestExplained = explained;
    best = { branch, confidence: chanceBeyond(part, rest, direction) };
  }
  return best && best.confidence >= LEAST_CONFIDENCE ? best : undefined;
}

/** Two branches that divide a territory between them. */
export interface NamedPair {
  readonly first: NamedVessel;
  readonly second: NamedVessel;
}

/**
 * The two branches of one division that part a territory best along a direction: of all pairs of siblings that each carry a fitting
 * share, the one with the largest n·m / (n + m) × (distance between their centroids along the direction)², where n and m are their
 * shares: what parting them explains of their common variance. The first lies farther along the direction.
 *
 * @param siblings sets of branches that count as leaving one division
 */
export function pairAlong(
  { beyond }: ShapedTree,
  direction: Vector3,
  { whole, siblings, shareFraction }: Omit<Search, "among"> & { readonly siblings: readonly (readonly number[])[] },
): NamedPair | undefined {
  let best: readonly [number, number] | undefined;
  let bestExplained = 0;
  for (const group of siblings) {
    const fitting = group.filter((branch) => {
      const share = beyond[branch]!.voxels / whole.voxels;
      return share >= shareFraction[0] && share <= shareFraction[1];
    });
    for (const a of fitting)
      for (const b of fitting) {
        const [n, m] = [beyond[a]!.voxels, beyond[b]!.voxels];
        const apartMm = along(centroidMm(beyond[a]!), direction) - along(centroidMm(beyond[b]!), direction);
        const explained = apartMm > 0 ? ((n * m) / (n + m)) * apartMm ** 2 : 0;
        if (explained <= bestExplained) continue;
        bestExplained = explained;
        best = [a, b];
      }
  }
  if (!best) return undefined;
  const confidence = chanceBeyond(beyond[best[0]]!, beyond[best[1]]!, direction);
  if (confidence < LEAST_CONFIDENCE) return undefined;
  return { first: { branch: best[0], confidence }, second: { branch: best[1], confidence } };
}

/** Branches from the root to `branch`, both included. */
export function branchesTo(tree: VesselTree, branch: number): number[] {
  const path: number[] = [];
  for (let at: number | undefined = branch; at !== undefined; at = tree.branches[at]!.parent) path.unshift(at);
  return path;
}

/** The last branch that lies on the way from the root to both, or undefined if they have different roots. */
export function lastInCommon(tree: VesselTree, a: number, b: number): number | undefined {
  const toB = new Set(branchesTo(tree, b));
  return branchesTo(tree, a).findLast((branch) => toB.has(branch));
}

/** The branch and those beyond it that are the same vessel: each next one carries at least four fifths of what came before. */
export function vesselDownstream({ tree, beyond }: ShapedTree, branch: number): number[] {
  const runs = [branch];
  for (;;) {
    const last = runs[runs.length - 1]!;
    const next = tree.branches[last]!.children.find(
      (child) => beyond[child]!.voxels >= SAME_VESSEL_FRACTION * beyond[last]!.voxels,
    );
    if (next === undefined) return runs;
    runs.push(next);
  }
}

/** The branches before `branch` that are the same vessel, nearest to the root first, without those in `taken`. */
export function vesselUpstream({ tree, beyond }: ShapedTree, branch: number, taken: ReadonlySet<number>): number[] {
  const runs: number[] = [];
  for (let at = branch; ; ) {
    const before = tree.branches[at]!.parent;
    if (before === undefined || taken.has(before)) return runs;
    if (beyond[branch]!.voxels < SAME_VESSEL_FRACTION * beyond[before]!.voxels) return runs;
    runs.unshift(before);
    at = before;
  }
}

/** Branches that neither lie beyond any of `others` nor on the way to them. */
export function apartFrom(tree: VesselTree, others: readonly number[]): number[] {
  const near = new Set(others.flatMap((other) => [...branchesBeyond(tree, other), ...branchesTo(tree, other)]));
  return tree.branches.flatMap((_, branch) => (near.has(branch) ? [] : [branch]));
}

/** Names by branch index. */
export type Names = Map<number, { readonly name: BranchName; readonly confidence: number }>;

/** The tree with its names, and with orders that do not count a twig as a division: a run of the same vessel keeps its order. */
export function withNames(
  tree: VesselTree,
  names: Names,
  { variants, orderOf }: { readonly variants: readonly string[]; readonly orderOf: (name: BranchName) => number | undefined },
): VesselTree {
  const branches: VesselBranch[] = [];
  for (const [index, branch] of tree.branches.entries()) {
    const named = names.get(index);
    const name = named?.name ?? "unnamed";
    const before = branch.parent === undefined ? undefined : branches[branch.parent]!;
    const sameVessel = named !== undefined && before?.name === name;
    const order = orderOf(name) ?? (before === undefined ? 0 : sameVessel ? before.order : before.order + 1);
    branches.push({ ...branch, name, nameConfidence: named?.confidence ?? 0, order });
  }
  return { ...tree, branches, variants };
}
