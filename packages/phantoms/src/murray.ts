import { cubeRoot } from "./liver-shape.ts";
import type { GrowingTree } from "./phantom-tree.ts";

/** Radius of an end: with 220 ends Murray's law makes a portal trunk of 12 mm diameter, the size seen in adults. */
export const TERMINAL_RADIUS_MM = 1;

/** Radius of a piece with `terminals` ends beyond it: Murray's law (the cubes of the children's radii sum to the parent's) with equal flow to every end. */
export function murrayRadiusMm(terminals: number): number {
  return TERMINAL_RADIUS_MM * (ROOTS[terminals] ?? cubeRoot(terminals));
}

/** Cube roots of whole numbers: growing asks for millions of them. */
const ROOTS = Float64Array.from({ length: 2000 }, (_, terminals) => cubeRoot(terminals));

/** Radius that a main vessel is expected to have when the tree is grown. */
export function forecastRadiusMm(tree: GrowingTree, node: number): number {
  return murrayRadiusMm(Math.max(tree.terminals[node]!, tree.expected[node]!));
}
