import type { Vector3 } from "@cantlie/geometry";
import { murrayRadiusMm } from "./murray.ts";
import { addNode, type GrowingTree } from "./phantom-tree.ts";
import { apartMm } from "./segment-distance.ts";

/** Pieces shorter than this would leave no straight course between two divisions. */
export const SHORTEST_PIECE_MM = 2;
/** Longer twigs would run across the liver and bar the way of the other trees. */
const LONGEST_TWIG_MM = 30;

/** A place where a piece can divide. */
export interface Division {
  readonly node: number;
  readonly at: Vector3;
  /** vessel volume that the new end adds, up to a common factor */
  readonly cost: number;
}

/** Where piece `node` should divide towards `place`: Weiszfeld's iteration for the point of least r²-weighted length. */
export function bestDivision(tree: GrowingTree, node: number, place: Vector3): Division | undefined {
  const a = tree.at[tree.parent[node]!]!;
  const b = tree.at[node]!;
  const wholeMm = apartMm(a, b);
  if (wholeMm < 2 * SHORTEST_PIECE_MM) return undefined;
  const squareRadius = (terminals: number): number => murrayRadiusMm(terminals) * murrayRadiusMm(terminals);
  const before = squareRadius(tree.terminals[node]!);
  const weights = [squareRadius(tree.terminals[node]! + 1), before, squareRadius(1)] as const;
  const ends = [a, b, place] as const;
  let at: Vector3 = [(a[0] + b[0]) / 2, (a[1] + b[1]) / 2, (a[2] + b[2]) / 2];
  for (let step = 0; step < 16; step++) {
    const pulls = ends.map((end, i) => weights[i]! / Math.max(apartMm(at, end), 0.5));
    const sum = pulls[0]! + pulls[1]! + pulls[2]!;
    const mean = (axis: 0 | 1 | 2): number => (pulls[0]! * a[axis] + pulls[1]! * b[axis] + pulls[2]! * place[axis]) / sum;
    at = [mean(0), mean(1), mean(2)];
  }
  const along = Math.min(0.75, Math.max(0.25, apartMm(a, at) / (apartMm(a, at) + apartMm(at, b))));
  // Main vessels keep their course: ducts beside them are laid already.
  if (tree.main[node] || apartMm(a, at) < SHORTEST_PIECE_MM || apartMm(at, b) < SHORTEST_PIECE_MM)
    at = [a[0] + along * (b[0] - a[0]), a[1] + along * (b[1] - a[1]), a[2] + along * (b[2] - a[2])];
  if (apartMm(at, place) < SHORTEST_PIECE_MM || apartMm(at, place) > LONGEST_TWIG_MM) return undefined;
  const cost = weights[0] * apartMm(a, at) + weights[1] * apartMm(at, b) + weights[2] * apartMm(at, place) - before * wholeMm;
  return { node, at, cost };
}

/** Divides piece `node` at `at`, from where a new end reaches to `place`. */
export function divide(tree: GrowingTree, node: number, where: { at: Vector3; place: Vector3 }): void {
  const parent = tree.parent[node]!;
  const like = { name: tree.name[node]!, region: tree.region[node] };
  const division = addNode(tree, where.at, { ...like, parent, main: tree.main[node]! });
  tree.children[parent] = tree.children[parent]!.filter((child) => child !== node);
  tree.parent[node] = division;
  tree.children[division] = [node];
  tree.terminals[division] = tree.terminals[node]!;
  tree.expected[division] = tree.expected[node]!;
  addNode(tree, where.place, { ...like, parent: division, main: false });
  tree.terminals[tree.at.length - 1] = 1;
  for (let up = division; up >= 0; up = tree.parent[up]!) tree.terminals[up]!++;
}
