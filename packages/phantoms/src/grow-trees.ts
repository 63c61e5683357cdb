import type { Vector3 } from "@cantlie/geometry";
import { cubeRoot } from "./liver-shape.ts";
import { murrayRadiusMm, TERMINAL_RADIUS_MM } from "./murray.ts";
import { addNode, type GrowingTree } from "./phantom-tree.ts";
import type { RandomSource } from "./random.ts";
import { apartMm, pieceDistanceMm, pointToPieceMm } from "./segment-distance.ts";
import type { SignedDistance } from "./shape.ts";

/** What trees grow in and keep clear of. */
export interface GrowthSpace {
  readonly liver: SignedDistance;
  readonly liverMl: number;
  readonly boundsMm: readonly [Vector3, Vector3];
  /** which region a place belongs to, for one tree; undefined where that tree supplies nothing */
  readonly regionFor: (tree: GrowingTree, at: Vector3) => string | undefined;
  /** spheres that no side branch enters */
  readonly lesions: readonly { readonly centreMm: Vector3; readonly radiusMm: number }[];
  readonly cava: SignedDistance;
  /** lumina that are there before anything grows */
  readonly ducts: readonly { readonly c: Vector3; readonly d: Vector3; readonly radiusMm: number }[];
}

/** Lumina of different trees, and of different parts of one tree, stay this far apart: more than the diagonal of a 1×1×2 mm voxel. */
export const VESSEL_GAP_MM = 2.5;
/** While growing, a little more, since radii are still a forecast. */
const GROWING_GAP_MM = 3;
/**
 * No place in the liver is to be further from a piece that supplies it than this many radii of the sphere that is one end's
 * share of the liver, where there is room for one more end: 18 mm with 220 ends in 1500 mL.
 */
const SUPPLY_RADII = 1.55;
/** Pieces shorter than this would leave no straight course between two divisions. */
const SHORTEST_PIECE_MM = 2;
/** Longer twigs would run across the liver and bar the way of the other trees. */
const LONGEST_TWIG_MM = 30;
/** No two lumina need more than this between their axes: twice the thickest trunk and a gap. */
const MOST_GAP_MM = 20;
const CANDIDATES = 12;
/** Side branches are given room for this many times their present ends. */
const TWIG_GROWTH = 6;
/** Share of the ends that are drawn by chance; about as many as are missing then close the gaps that chance left. */
const DRAWN_SHARE = 0.7;
/** Between a vessel and a bile duct; they run together in one sheath. */
const DUCT_GAP_MM = 0.8;
/** Pieces of one tree closer along the tree than this many times their allowed gap are neighbours: they cannot close a loop that shows. */
const NEIGHBOURHOOD = 3;

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

function totalTerminals(tree: GrowingTree): number {
  return tree.parent.reduce((sum, parent, node) => sum + (parent < 0 ? tree.terminals[node]! : 0), 0);
}

/**
 * A random place in the liver, far enough inside for an end.
 *
 * @throws RangeError if the liver is too small to have one
 */
export function randomPlace(space: GrowthSpace, random: RandomSource): Vector3 {
  const [low, high] = space.boundsMm;
  for (let attempt = 0; attempt < 100_000; attempt++) {
    const at: Vector3 = [random.between(low[0], high[0]), random.between(low[1], high[1]), random.between(low[2], high[2])];
    if (space.liver(...at) < -(TERMINAL_RADIUS_MM + 2)) return at;
  }
  throw new RangeError(`a liver of ${space.liverMl} mL has no place for a vessel to end`);
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

interface Connection {
  readonly place: Vector3;
  readonly region: string;
  readonly space: GrowthSpace;
  readonly terminals: number;
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

interface Division {
  readonly node: number;
  readonly at: Vector3;
  /** vessel volume that the new end adds, up to a common factor */
  readonly cost: number;
}

/** Where piece `node` should divide towards `place`: Weiszfeld's iteration for the point of least r²-weighted length. */
function bestDivision(tree: GrowingTree, node: number, place: Vector3): Division | undefined {
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

function divide(tree: GrowingTree, node: number, where: { at: Vector3; place: Vector3 }): void {
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

function hasRoom(
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
function neighbours(tree: GrowingTree, n: number, other: { readonly m: number; readonly withinMm: number }): boolean {
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

function apartLess(a: Vector3, b: Vector3, other: { readonly c: Vector3; readonly d: Vector3; readonly gapMm: number }): boolean {
  return boxesApartMm(a, b, other) < other.gapMm && pieceDistanceMm(a, b, other) < other.gapMm;
}

/** How far the boxes around two straight pieces lie apart along one axis, mm: quickly asked, and never more than their distance. */
function boxesApartMm(a: Vector3, b: Vector3, other: { readonly c: Vector3; readonly d: Vector3 }): number {
  const { c, d } = other;
  const x = Math.max(Math.min(a[0], b[0]) - Math.max(c[0], d[0]), Math.min(c[0], d[0]) - Math.max(a[0], b[0]));
  const y = Math.max(Math.min(a[1], b[1]) - Math.max(c[1], d[1]), Math.min(c[1], d[1]) - Math.max(a[1], b[1]));
  const z = Math.max(Math.min(a[2], b[2]) - Math.max(c[2], d[2]), Math.min(c[2], d[2]) - Math.max(a[2], b[2]));
  return Math.max(x, y, z);
}

function staysInside(space: GrowthSpace, from: Vector3, to: Vector3): boolean {
  for (let i = 0; i <= 4; i++) {
    const at = [0, 1, 2].map((axis) => from[axis]! + (i / 4) * (to[axis]! - from[axis]!)) as [number, number, number];
    if (space.liver(...at) > -(TERMINAL_RADIUS_MM + 1) || space.cava(...at) < TERMINAL_RADIUS_MM + 3) return false;
  }
  return true;
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
