import type { Vector3 } from "@cantlie/geometry";
import type { Division } from "./division.ts";
import type { GrowthSpace } from "./growth-space.ts";
import { murrayRadiusMm, TERMINAL_RADIUS_MM } from "./murray.ts";
import { type GrowingTree, totalTerminals } from "./phantom-tree.ts";
import { apartMm, boxesApartMm, pieceDistanceMm, pointToPieceMm } from "./segment-distance.ts";

/** While growing, a little more than the gap that is kept at the end, since radii are still a forecast. */
const GROWING_GAP_MM = 3;
/** No two lumina need more than this between their axes: twice the thickest trunk and a gap. */
const MOST_GAP_MM = 20;
/** Side branches are given room for this many times their present ends. */
const TWIG_GROWTH = 6;
/** Between a vessel and a bile duct; they run together in one sheath. */
const DUCT_GAP_MM = 0.8;
/** Pieces of one tree closer along the tree than this many times their allowed gap are neighbours: they cannot close a loop that shows. */
export const NEIGHBOURHOOD = 3;

/** A new end that is asked for. */
export interface Connection {
  readonly place: Vector3;
  readonly region: string;
  readonly space: GrowthSpace;
  readonly terminals: number;
}

/** True if all pieces of a division keep clear of lesions, ducts, the surface and other lumina, with the radii that are forecast. */
export function hasRoom(
  trees: readonly GrowingTree[],
  tree: GrowingTree,
  wanted: Division & Connection & { readonly forecast: number },
): boolean {
  const { node, at, place, space, forecast } = wanted;
  const a = tree.at[tree.parent[node]!]!;
  const b = tree.at[node]!;
  const grown = murrayRadiusMm((tree.terminals[node]! + 1) * Math.min(forecast, TWIG_GROWTH));
  const twig = murrayRadiusMm(Math.min(forecast, TWIG_GROWTH));
  const pieces = [
    { c: a, d: at, radiusMm: grown },
    { c: at, d: b, radiusMm: grown },
    { c: at, d: place, radiusMm: twig },
  ];
  if (!staysInside(space, at, place)) return false;
  if (!tree.main[node] && !(staysInside(space, a, at) && staysInside(space, at, b))) return false;
  for (const { c, d, radiusMm } of tree.main[node] ? pieces.slice(2) : pieces) {
    for (const lesion of space.lesions) if (pointToPieceMm(lesion.centreMm, c, d) < lesion.radiusMm + radiusMm + 1) return false;
    for (const duct of space.ducts) if (apartLess(c, d, { ...duct, gapMm: radiusMm + duct.radiusMm + DUCT_GAP_MM })) return false;
    for (const other of trees) {
      const growth = other === tree ? 1 : Math.max(1, Math.min(wanted.terminals / totalTerminals(other), TWIG_GROWTH));
      for (let n = 0; n < other.at.length; n++) {
        const parent = other.parent[n]!;
        if (parent < 0 || other.removed[n]) continue;
        const [from, to] = [other.at[parent]!, other.at[n]!];
        if (boxesApartMm(c, d, { c: from, d: to }) > MOST_GAP_MM) continue;
        const ends = Math.ceil(Math.max(other.terminals[n]! * (other.main[n] ? 1 : growth), other.expected[n]!));
        const gapMm = radiusMm + murrayRadiusMm(ends) + GROWING_GAP_MM;
        if (!apartLess(c, d, { c: from, d: to, gapMm })) continue;
        if (other !== tree || !neighbours(tree, n, { m: node, withinMm: NEIGHBOURHOOD * gapMm })) return false;
      }
    }
  }
  return true;
}

/** True where the way between pieces n and m along the tree is short: such pieces lie close without closing a loop. */
export function neighbours(tree: GrowingTree, n: number, other: { readonly m: number; readonly withinMm: number }): boolean {
  const above = wayUp(tree, n, other.withinMm);
  for (const [up, wayMm] of wayUp(tree, other.m, other.withinMm)) {
    const rest = above.get(up);
    if (rest !== undefined) return rest + wayMm < other.withinMm;
  }
  return false;
}

/** Nodes from `from` towards the root and how far each lies from the start of piece `from`, mm. */
function wayUp(tree: GrowingTree, from: number, withinMm: number): Map<number, number> {
  const way = new Map([[from, 0]]);
  let wayMm = 0;
  for (let up = tree.parent[from]!; up >= 0 && wayMm < withinMm; up = tree.parent[up]!) {
    way.set(up, wayMm);
    const parent = tree.parent[up]!;
    if (parent >= 0) wayMm += apartMm(tree.at[up]!, tree.at[parent]!);
  }
  return way;
}

/** True if two straight pieces come closer than `gapMm`. */
export function apartLess(
  a: Vector3,
  b: Vector3,
  other: { readonly c: Vector3; readonly d: Vector3; readonly gapMm: number },
): boolean {
  return boxesApartMm(a, b, other) < other.gapMm && pieceDistanceMm(a, b, other) < other.gapMm;
}

function staysInside(space: GrowthSpace, from: Vector3, to: Vector3): boolean {
  for (let i = 0; i <= 4; i++) {
    const at = [0, 1, 2].map((axis) => from[axis]! + (i / 4) * (to[axis]! - from[axis]!)) as [number, number, number];
    if (space.liver(...at) > -(TERMINAL_RADIUS_MM + 1) || space.cava(...at) < TERMINAL_RADIUS_MM + 3) return false;
  }
  return true;
}
