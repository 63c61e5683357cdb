import type { VesselTree } from "@cantlie/anatomy";

/** A resection of more territories than this is a resection by another name. */
const MOST_SUBTREES = 3;

/**
 * The sets of one to three subtrees that together hold all of `held` and of which none can be left out or be exchanged for a
 * part of itself. Each set is ascending; the sets come with the fewest subtrees first.
 *
 * @param held indices of branches
 */
export function subtreeCovers(tree: VesselTree, held: ReadonlySet<number>): number[][] {
  const covers: number[][] = [];
  const roots = tree.branches.flatMap(({ parent }, branch) => (parent === undefined ? [branch] : []));
  const counts = heldBeyond(tree, held);
  const tops = roots.filter((root) => counts[root]! > 0).map((root) => shrunk(tree, held, counts, root));
  const known = new Set<string>();
  const split = (cover: readonly number[]): void => {
    if (cover.length === 0 || cover.length > MOST_SUBTREES) return;
    const ascending = cover.toSorted((a, b) => a - b);
    if (known.has(ascending.join())) return;
    known.add(ascending.join());
    covers.push(ascending);
    for (const branch of cover) {
      // a branch that is held itself cannot be parted
      if (held.has(branch)) continue;
      const parts = tree.branches[branch]!.children.filter((child) => counts[child]! > 0);
      split([...cover.filter((other) => other !== branch), ...parts.map((child) => shrunk(tree, held, counts, child))]);
    }
  };
  split(tops);
  return covers.toSorted((a, b) => a.length - b.length || compare(a, b));
}

/** The smallest subtree of a subtree that holds as much. */
function shrunk(tree: VesselTree, held: ReadonlySet<number>, counts: readonly number[], branch: number): number {
  let at = branch;
  while (!held.has(at)) {
    const onlyChild = tree.branches[at]!.children.find((child) => counts[child] === counts[at]);
    if (onlyChild === undefined) break;
    at = onlyChild;
  }
  return at;
}

/** Per branch: how many of `held` are it or lie beyond. */
function heldBeyond(tree: VesselTree, held: ReadonlySet<number>): number[] {
  const counts = tree.branches.map(() => 0);
  for (const branch of held)
    for (let at: number | undefined = branch; at !== undefined; at = tree.branches[at]!.parent) counts[at]!++;
  return counts;
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (let n = 0; n < a.length; n++) if (a[n] !== b[n]) return a[n]! - b[n]!;
  return 0;
}
