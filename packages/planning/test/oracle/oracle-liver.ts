import type { LiverAnatomy, TreeKind, VesselTree } from "@cantlie/anatomy";
import { indexToWorld } from "@cantlie/volume";

/*
 * A liver as the oracle sees it: voxels with their places and neighbours, trees with what lives on each point, trunks, and what a margin
 * of each lesion can end at. Nothing is taken from the product but the anatomy's data structures.
 */

export interface OracleLiver {
  readonly anatomy: LiverAnatomy;
  /** flat indices of the organ's voxels */
  readonly voxels: readonly number[];
  /** per voxel of the organ: its 26 neighbours on the grid */
  readonly neighbours: readonly (readonly number[])[];
  readonly supplies: readonly Supply[];
  readonly trunks: readonly { readonly supply: Supply; readonly branch: number }[];
  /** per voxel: 0, or n for lumen or wall of `trunks[n - 1]` */
  readonly trunkAt: Uint16Array;
  readonly near: readonly NearLesion[];
}

/** A tree with the point that each voxel lives on, -1 for none. */
export interface Supply {
  readonly kind: TreeKind;
  readonly tree: VesselTree;
  readonly pointOf: Int32Array;
  /** voxels that live on each point itself */
  readonly attached: readonly (readonly number[])[];
}

/** What a margin of one lesion can end at. Distances between centres, mm. */
export interface NearLesion {
  readonly own: readonly number[];
  /** organ voxels to which tissue leads from the lesion, each step farther from it */
  readonly reach: readonly { readonly voxel: number; readonly mm: number }[];
  readonly cavaMm: number;
  /** points of pedicles up to the second order outside the liver, to their walls */
  readonly pedicles: readonly { readonly kind: TreeKind; readonly point: number; readonly mm: number }[];
}

const MARGIN_REACH_MM = 20;
const WALL_MM = 1;
/** of a vein's territory: a branch that drains as much is the vein going on */
const VEIN_GOES_ON_SHARE = 1 / 3;

export function oracleLiver(anatomy: LiverAnatomy): OracleLiver {
  const { organ } = anatomy;
  const voxels = Array.from(organ.keys()).filter((voxel) => organ[voxel] !== 0);
  const places = Array.from(organ, (_, voxel) => indexToWorld(anatomy.grid, voxel));
  const neighbours = Array.from(organ, (inside, voxel) => (inside === 0 ? [] : neighboursOf(anatomy, voxel)));
  const apartMm = (a: number, b: number): number =>
    Math.hypot(places[a]![0] - places[b]![0], places[a]![1] - places[b]![1], places[a]![2] - places[b]![2]);
  const supplies = suppliesOf(anatomy, voxels);
  const sketch = { anatomy, voxels, neighbours, supplies };
  return {
    ...sketch,
    ...trunksOf(sketch, places),
    near: anatomy.lesions.map((_, n) => nearLesion(sketch, n, apartMm)),
  };
}

type Sketch = Pick<OracleLiver, "anatomy" | "voxels" | "neighbours" | "supplies">;

function neighboursOf({ grid: { size } }: LiverAnatomy, voxel: number): number[] {
  const [ni, nj, nk] = size;
  const [i, j, k] = [voxel % ni, Math.floor(voxel / ni) % nj, Math.floor(voxel / (ni * nj))];
  const found: number[] = [];
  for (const dk of [-1, 0, 1])
    for (const dj of [-1, 0, 1])
      for (const di of [-1, 0, 1]) {
        const isOnGrid = i + di >= 0 && i + di < ni && j + dj >= 0 && j + dj < nj && k + dk >= 0 && k + dk < nk;
        if (isOnGrid && (di !== 0 || dj !== 0 || dk !== 0)) found.push(voxel + di + ni * (dj + nj * dk));
      }
  return found;
}

/** Segment 1 lives only on branches of its own: those of which at least half of all that lies at or beyond them is segment 1. */
function suppliesOf(anatomy: LiverAnatomy, voxels: readonly number[]): Supply[] {
  const kinds = (["portal", "hepatic", "bile", "artery"] as const).filter(
    (kind) => anatomy.trees[kind] && anatomy.territories[kind],
  );
  const isOne = (voxel: number): boolean => anatomy.couinaud?.values[voxel] === 1;
  return kinds.map((kind) => {
    const tree = anatomy.trees[kind]!;
    const pointOf = Int32Array.from(anatomy.territories[kind]!.point);
    const [all, ones] = [tree.branches.map(() => 0), tree.branches.map(() => 0)];
    for (const voxel of voxels)
      for (const branch of branchesAbove(tree, pointOf[voxel]!)) {
        all[branch]!++;
        if (isOne(voxel)) ones[branch]!++;
      }
    const attached: number[][] = Array.from(tree.points.parent, () => []);
    for (const voxel of voxels) {
      if (pointOf[voxel]! < 0) continue;
      const branch = tree.points.branch[pointOf[voxel]!]!;
      const isOwn = ones[branch]! > 0 && 2 * ones[branch]! >= all[branch]!;
      if (isOne(voxel) && !isOwn) pointOf[voxel] = -1;
      else attached[pointOf[voxel]!]!.push(voxel);
    }
    return { kind, tree, pointOf, attached };
  });
}

/** The branch of a point and those that lead to it from the root; none for no point. */
function branchesAbove({ points, branches }: VesselTree, point: number): number[] {
  const above: number[] = [];
  for (let branch = point < 0 ? undefined : points.branch[point]!; branch !== undefined; branch = branches[branch]!.parent)
    above.push(branch);
  return above;
}

/** Pedicles up to the second order; hepatic veins where they are named or begin, and on as far as a third still drains through. */
function trunksOf(
  { anatomy, voxels, supplies }: Sketch,
  places: readonly (readonly [number, number, number])[],
): Pick<OracleLiver, "trunks" | "trunkAt"> {
  const trunks: { supply: Supply; branch: number }[] = [];
  const trunkAt = new Uint16Array(anatomy.organ.length);
  for (const kind of ["hepatic", "portal", "artery", "bile"] as const) {
    const supply = supplies.find((one) => one.kind === kind);
    if (supply === undefined) continue;
    const { branches, points } = supply.tree;
    const isVein = kind === "hepatic" ? veinsOf(anatomy, supply.tree) : [];
    const numberOf = branches.map(({ order }, branch) => {
      const isTrunk = kind === "hepatic" ? isVein[branch]! : order <= 2;
      return isTrunk ? trunks.push({ supply, branch }) : 0;
    });
    for (let point = 0; point < points.count; point++) {
      const number = numberOf[points.branch[point]!]!;
      if (number === 0) continue;
      const [x, y, z] = [points.positionMm[3 * point]!, points.positionMm[3 * point + 1]!, points.positionMm[3 * point + 2]!];
      const squaredMm = (points.radiusMm[point]! + WALL_MM) ** 2;
      for (const voxel of voxels) {
        const at = places[voxel]!;
        const isWall = (at[0] - x) ** 2 + (at[1] - y) ** 2 + (at[2] - z) ** 2 <= squaredMm;
        if (trunkAt[voxel] === 0 && (isWall || voxel === points.voxel[point])) trunkAt[voxel] = number;
      }
    }
  }
  return { trunks, trunkAt };
}

/** One flag per branch of the hepatic tree. */
function veinsOf({ organ, territories }: LiverAnatomy, tree: VesselTree): boolean[] {
  const { branches } = tree;
  // all that the territory holds counts, segment 1 included
  const drained = branches.map(() => 0);
  territories.hepatic!.point.forEach((point, voxel) => {
    if (organ[voxel] !== 0) for (const branch of branchesAbove(tree, point)) drained[branch]!++;
  });
  /** the branch at which the vein of this one begins; undefined for a tributary */
  const beginning = (branch: number): number | undefined => {
    const { parent, name, order } = branches[branch]!;
    const above = parent === undefined ? undefined : beginning(parent);
    if (name !== "unnamed" || order === 0) return above !== undefined && branches[above]!.name === name ? above : branch;
    return above !== undefined && drained[branch]! >= VEIN_GOES_ON_SHARE * drained[above]! ? above : undefined;
  };
  return branches.map((_, branch) => beginning(branch) !== undefined);
}

function nearLesion(
  { anatomy, voxels, neighbours, supplies }: Sketch,
  n: number,
  apartMm: (a: number, b: number) => number,
): NearLesion {
  const own = voxels.filter((voxel) => anatomy.lesionLabels[voxel] === n + 1);
  const toLesionMm = (voxel: number): number => own.reduce((least, one) => Math.min(least, apartMm(one, voxel)), Infinity);
  const close = voxels.map((voxel) => ({ voxel, mm: toLesionMm(voxel) })).filter(({ mm }) => mm <= MARGIN_REACH_MM);
  const reached = new Map<number, number>();
  for (const { voxel, mm } of close.sort((a, b) => a.mm - b.mm)) {
    // two distances that differ by rounding alone are one
    const leads = (other: number): boolean => (reached.get(other) ?? Infinity) < mm - 1e-6;
    if (mm === 0 || neighbours[voxel]!.some(leads)) reached.set(voxel, mm);
  }
  const cava = Array.from(anatomy.cava?.keys() ?? []).filter((voxel) => anatomy.cava![voxel] !== 0);
  const pedicles = supplies.flatMap(({ kind, tree: { points, branches } }) =>
    Array.from(points.voxel).flatMap((voxel, point) => {
      const isOutside = voxel >= 0 && anatomy.organ[voxel] === 0;
      if (kind === "hepatic" || !isOutside || branches[points.branch[point]!]!.order > 2) return [];
      return [{ kind, point, mm: toLesionMm(voxel) - points.radiusMm[point]! }];
    }),
  );
  return {
    own,
    reach: [...reached].map(([voxel, mm]) => ({ voxel, mm })),
    cavaMm: Math.min(...cava.map(toLesionMm)),
    pedicles,
  };
}
