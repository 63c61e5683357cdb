import type { Vector3 } from "@cantlie/geometry";
import { bestDivision, divide, SHORTEST_PIECE_MM } from "./division.ts";
import { type GrowthSpace, randomPlace } from "./growth-space.ts";
import { apartLess, type Connection, hasRoom, NEIGHBOURHOOD, neighbours } from "./has-room.ts";
import { cubeRoot } from "./liver-shape.ts";
import { murrayRadiusMm, TERMINAL_RADIUS_MM } from "./murray.ts";
import { type GrowingTree, totalTerminals } from "./phantom-tree.ts";
import type { RandomSource } from "./random.ts";
import { boxesApartMm, pointToPieceMm } from "./segment-distance.ts";

/** Lumina of different trees, and of different parts of one tree, stay this far apart: more than the diagonal of a 1×1×2 mm voxel. */
export const VESSEL_GAP_MM = 2.5;
/**
 * No place in the liver is to be further from a piece that supplies it than this many radii of the sphere that is one end's
 * share of the liver, where there is room for one more end: 18 mm with 220 ends in 1500 mL.
 */
const SUPPLY_RADII = 1.55;
const CANDIDATES = 12;
/** Share of the ends that are drawn by chance; about as many as are missing then close the gaps that chance left. */
const DRAWN_SHARE = 0.7;

/**
 * Grows all trees at once by constrained constructive optimisation: a random place in the liver that is not yet supplied is
 * joined to the nearby piece that then needs least vessel volume, with the division where the volume is least
 * (W. Schreiner, P. Buxbaum, IEEE Trans Biomed Eng 40 (1993) 482, doi:10.1109/10.243413; R. Karch et al., Comput Biol Med 29
 * (1999) 19, doi:10.1016/S0010-4825(98)00045-6), as long as the lumina keep apart.
 */
export function growTrees(
  trees: readonly GrowingTree[],
  space: GrowthSpace,
  settings: { random: RandomSource; terminals: number },
): void {
  const { random, terminals } = settings;
  const spacingMm = trees.map(() => cubeRoot((space.liverMl * 1000) / 30));
  const finished = trees.map(() => false);
  while (finished.includes(false))
    trees.forEach((tree, index) => {
      if (finished[index]) return;
      let joined = false;
      for (let attempt = 0; attempt < 20 && !joined; attempt++) {
        const place = randomPlace(space, random);
        const region = space.regionFor(tree, place);
        if (region === undefined || isSupplied(tree, region, { place, withinMm: spacingMm[index]! })) continue;
        joined = connect(trees, tree, { place, region, space, terminals });
      }
      if (!joined) spacingMm[index]! *= 0.95;
      finished[index] = totalTerminals(tree) >= terminals * DRAWN_SHARE || spacingMm[index]! < SHORTEST_PIECE_MM;
    });
  // Radii are only known at the end: what comes too close goes, and the gaps that it leaves are closed once more.
  for (let round = 0; round < 2; round++) {
    for (const tree of trees) fillGaps(trees, tree, { space, terminals });
    separate(trees);
  }
}

/** True if some piece of the region is near the place. */
function isSupplied(tree: GrowingTree, region: string, near: { readonly place: Vector3; readonly withinMm: number }): boolean {
  const { place, withinMm } = near;
  for (let node = 0; node < tree.at.length; node++) {
    const parent = tree.parent[node]!;
    if (parent < 0 || tree.region[node] !== region || tree.removed[node]) continue;
    const [a, b] = [tree.at[parent]!, tree.at[node]!];
    if (boxesApartMm(a, b, { c: place, d: place }) < withinMm && pointToPieceMm(place, a, b) < withinMm) return true;
  }
  return false;
}

/** Joins a new end at `place` to the best piece that has room; false if none has. */
function connect(trees: readonly GrowingTree[], tree: GrowingTree, to: Connection): boolean {
  const forecast = Math.max(1, to.terminals / totalTerminals(tree));
  const nearest = tree.at
    .map((at, node) => ({ node, parent: tree.parent[node]!, at }))
    .filter(({ node, parent }) => parent >= 0 && tree.region[node] === to.region && !tree.removed[node])
    .map(({ node, parent, at }) => ({ node, mm: pointToPieceMm(to.place, tree.at[parent]!, at) }))
    .sort((a, b) => a.mm - b.mm || a.node - b.node)
    .slice(0, CANDIDATES);
  const divisions = nearest
    .map(({ node }) => bestDivision(tree, node, to.place))
    .filter((division) => division !== undefined)
    .sort((a, b) => a.cost - b.cost);
  for (const division of divisions) {
    if (!hasRoom(trees, tree, { ...division, ...to, forecast })) continue;
    divide(tree, division.node, { at: division.at, place: to.place });
    return true;
  }
  return false;
}

/** Ends for places that chance left too far from any vessel, found on a lattice of a third of the allowed distance. */
function fillGaps(trees: readonly GrowingTree[], tree: GrowingTree, settings: { space: GrowthSpace; terminals: number }): void {
  const [low, high] = settings.space.boundsMm;
  const shareMm3 = (settings.space.liverMl * 1000) / settings.terminals;
  const limitMm = SUPPLY_RADII * cubeRoot((3 * shareMm3) / (4 * Math.PI));
  const step = limitMm / 3;
  for (let z = low[2]; z < high[2]; z += step)
    for (let y = low[1]; y < high[1]; y += step)
      for (let x = low[0]; x < high[0]; x += step) {
        const place: Vector3 = [x, y, z];
        if (settings.space.liver(x, y, z) > -(TERMINAL_RADIUS_MM + 2)) continue;
        const region = settings.space.regionFor(tree, place);
        if (region !== undefined && !isSupplied(tree, region, { place, withinMm: limitMm - step / 2 }))
          connect(trees, tree, { ...settings, place, region });
      }
}

/** Takes away the lesser of two side branches that ended up closer than {@link VESSEL_GAP_MM}; main vessels always stay. */
function separate(trees: readonly GrowingTree[]): void {
  for (const [index, tree] of trees.entries())
    for (const other of trees.slice(index))
      for (let n = 0; n < tree.at.length; n++)
        for (let m = other === tree ? n + 1 : 0; m < other.at.length; m++) {
          if (tree.parent[n]! < 0 || other.parent[m]! < 0 || tree.removed[n] || other.removed[m]) continue;
          const gapMm = murrayRadiusMm(tree.terminals[n]!) + murrayRadiusMm(other.terminals[m]!) + VESSEL_GAP_MM;
          if (!apartLess(tree.at[tree.parent[n]!]!, tree.at[n]!, { c: other.at[other.parent[m]!]!, d: other.at[m]!, gapMm }))
            continue;
          if ((tree.main[n] && other.main[m]) || (tree === other && neighbours(tree, n, { m, withinMm: NEIGHBOURHOOD * gapMm })))
            continue;
          if (tree.main[n] || (!other.main[m] && other.terminals[m]! <= tree.terminals[n]!)) prune(other, m);
          else prune(tree, n);
        }
}

function prune(tree: GrowingTree, node: number): void {
  const parent = tree.parent[node]!;
  for (let up = parent; up >= 0; up = tree.parent[up]!) tree.terminals[up]! -= tree.terminals[node]!;
  tree.children[parent] = tree.children[parent]!.filter((child) => child !== node);
  const remove = (n: number): void => {
    tree.removed[n] = true;
    tree.children[n]!.forEach(remove);
  };
  remove(node);
}
