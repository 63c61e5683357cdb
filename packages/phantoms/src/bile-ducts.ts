import { add, cross, dot, scale, subtract, type Vector3 } from "@cantlie/geometry";
import { nodeAt, type PhantomTree } from "./phantom-tree.ts";
import { apartMm, pieceDistanceMm } from "./segment-distance.ts";
import { CAUDATE_BRANCH } from "./skeleton.ts";

/** A duct's radius beside a portal vein, as a share of the vein's: a common duct of about 4.5 mm diameter beside a trunk of 12 mm. */
const DUCT_SHARE = 0.38;
/** Between the wall of a duct and any other lumen. */
const DUCT_GAP_MM = 0.8;
/** Steps in which a duct winds from one side of its vein to another. */
const STEPS = 3;

/**
 * Bile ducts beside the main vessels of a portal tree: each follows its vein on a side where it meets no other lumen. A duct
 * that finds no such side ends there.
 */
export function followPortalTree(portal: PhantomTree, others: readonly PhantomTree[]): PhantomTree {
  const children = childrenOf(portal);
  const ducts: DuctNode[] = [];
  const obstacles = [portal, ...others].flatMap((tree) => piecesOf(tree));
  const freePaths = (node: number, from: { readonly duct: number; readonly at: Vector3; readonly side: Vector3 }): DuctPath[] => {
    const along = directionOf(portal, node);
    // Ducts of one division join there, so those beside the sibling veins are no obstacle.
    const others = ducts.map((duct) => (portal.parent[duct.portalNode] === portal.parent[node] ? { ...duct, parent: -1 } : duct));
    const preferred = preferredSide(portal, { children: children[node]!, along, side: from.side });
    return sidesNear(preferred, along)
      .map((side) => ({ side, path: windAlong(portal, node, { from: from.at, fromSide: from.side, side }) }))
      .filter(({ path }) => isFree(path, { obstacles, ducts: others, from: from.duct, radiusMm: ductRadiusMm(portal, node) }));
  };
  const follow = (node: number, from: { readonly duct: number; readonly side: Vector3 }): void => {
    const free = freePaths(node, { ...from, at: ducts[from.duct]!.at });
    // Of the free sides, the first from which most branches can go on.
    const leadsOn = ({ side, path }: DuctPath): number =>
      children[node]!.filter((child) => freePaths(child, { duct: from.duct, at: path[path.length - 1]!, side }).length > 0)
        .length;
    const most = Math.max(0, ...free.map(leadsOn));
    const chosen = free.find((path) => leadsOn(path) === most);
    if (chosen === undefined) return;
    let duct = from.duct;
    for (const at of chosen.path.slice(1)) {
      ducts.push({ at, parent: duct, radiusMm: ductRadiusMm(portal, node), portalNode: node });
      duct = ducts.length - 1;
    }
    const byRadius = [...children[node]!].sort((a, b) => portal.radiusMm[b]! - portal.radiusMm[a]! || a - b);
    for (const child of byRadius) follow(child, { duct, side: chosen.side });
  };
  for (let root = 0; root < portal.count; root++) {
    if (portal.parent[root]! >= 0) continue;
    const first = children[root]![0]!;
    const side = acrossTo([0, -1, 0], directionOf(portal, first));
    const at = add(nodeAt(portal, root), scale(side, offsetMm(portal, first)));
    ducts.push({ at, parent: -1, radiusMm: ductRadiusMm(portal, first), portalNode: root });
    for (const child of children[root]!) follow(child, { duct: ducts.length - 1, side });
  }
  return asTree(portal, ducts);
}

interface DuctPath {
  readonly side: Vector3;
  readonly path: readonly Vector3[];
}

interface DuctNode {
  readonly at: Vector3;
  readonly parent: number;
  readonly radiusMm: number;
  readonly portalNode: number;
}

interface Piece {
  readonly c: Vector3;
  readonly d: Vector3;
  readonly radiusMm: number;
}

function ductRadiusMm(portal: PhantomTree, node: number): number {
  return DUCT_SHARE * portal.radiusMm[node]!;
}

function offsetMm(portal: PhantomTree, node: number): number {
  return portal.radiusMm[node]! + ductRadiusMm(portal, node) + 2 * DUCT_GAP_MM;
}

function directionOf(tree: PhantomTree, node: number): Vector3 {
  return unit(subtract(nodeAt(tree, node), nodeAt(tree, tree.parent[node]!)));
}

function lengthMm(v: Vector3): number {
  return apartMm(v, [0, 0, 0]);
}

function unit(v: Vector3): Vector3 {
  return scale(v, 1 / lengthMm(v));
}

/** The part of `v` across `along`, unit length; some direction across if `v` has none. */
function acrossTo(v: Vector3, along: Vector3): Vector3 {
  const across = subtract(v, scale(along, dot(v, along)));
  return lengthMm(across) > 1e-6 ? unit(across) : unit(cross(along, Math.abs(along[2]) < 0.9 ? [0, 0, 1] : [1, 0, 0]));
}

/** At a division, the face of the plane of the two branches on which the duct can divide without crossing them. */
function preferredSide(
  portal: PhantomTree,
  here: { readonly children: readonly number[]; readonly along: Vector3; readonly side: Vector3 },
): Vector3 {
  const [first, second] = here.children;
  if (first === undefined || second === undefined) return acrossTo(here.side, here.along);
  const normal = cross(directionOf(portal, first), directionOf(portal, second));
  if (lengthMm(normal) < 1e-3) return acrossTo(here.side, here.along);
  return acrossTo(dot(normal, here.side) < 0 ? scale(normal, -1) : normal, here.along);
}

/** Sixteen directions across `along`, the nearest to `preferred` first. */
function sidesNear(preferred: Vector3, along: Vector3): Vector3[] {
  const other = cross(along, preferred);
  const turns: Vector3[] = [];
  for (const eighth of [0, 1, -1, 2, -2, 3, -3, 4, -4, 5, -5, 6, -6, 7, -7, 8]) {
    // Constants, because the library's cosine may differ in the last bit between engines.
    const cosine = SIXTEENTHS[Math.abs(eighth)]!;
    const sine = Math.sign(eighth) * SIXTEENTHS[Math.abs(Math.abs(eighth) - 4)]!;
    turns.push(unit(add(scale(preferred, cosine), scale(other, sine))));
  }
  return turns;
}

/** cos(n · 22.5°), n = 0 .. 8 */
const SIXTEENTHS = [
  1,
  0.9238795325112867,
  Math.SQRT1_2,
  0.3826834323650898,
  0,
  -0.3826834323650898,
  -Math.SQRT1_2,
  -0.9238795325112867,
  -1,
] as const;

function windAlong(portal: PhantomTree, node: number, way: { from: Vector3; fromSide: Vector3; side: Vector3 }): Vector3[] {
  const start = nodeAt(portal, portal.parent[node]!);
  const end = nodeAt(portal, node);
  // From a thick vein to a thin one the duct draws near only slowly, or it would cut the corner of the thick one.
  const startMm = lengthMm(subtract(way.from, start));
  const path: Vector3[] = [way.from];
  for (let step = 1; step <= STEPS; step++) {
    const t = step / STEPS;
    const blended = add(scale(way.fromSide, 1 - t), scale(way.side, t));
    const side = lengthMm(blended) > 1e-6 ? unit(blended) : way.side;
    const axis = add(scale(start, 1 - t), scale(end, t));
    path.push(add(axis, scale(side, (1 - t) * startMm + t * offsetMm(portal, node))));
  }
  return path;
}

function isFree(
  path: readonly Vector3[],
  among: {
    readonly obstacles: readonly Piece[];
    readonly ducts: readonly DuctNode[];
    readonly from: number;
    readonly radiusMm: number;
  },
): boolean {
  for (let n = 1; n < path.length; n++) {
    const a = path[n - 1]!;
    const b = path[n]!;
    for (const piece of among.obstacles)
      if (pieceDistanceMm(a, b, piece) < piece.radiusMm + among.radiusMm + DUCT_GAP_MM) return false;
    for (const [index, duct] of among.ducts.entries()) {
      const parent = among.ducts[duct.parent];
      if (parent === undefined || index === among.from || duct.parent === among.from) continue;
      // The stretch just before the start is left out: ducts that continue each other always touch there.
      if (Math.abs(index - among.from) < STEPS) continue;
      if (pieceDistanceMm(a, b, { c: parent.at, d: duct.at }) < duct.radiusMm + among.radiusMm + DUCT_GAP_MM / 2 && n > 1)
        return false;
    }
  }
  return true;
}

/** Straight pieces of a tree with their radii. */
export function piecesOf(tree: PhantomTree): Piece[] {
  const pieces: Piece[] = [];
  for (let node = 0; node < tree.count; node++) {
    const parent = tree.parent[node]!;
    if (parent >= 0) pieces.push({ c: nodeAt(tree, parent), d: nodeAt(tree, node), radiusMm: tree.radiusMm[node]! });
  }
  return pieces;
}

function childrenOf(tree: PhantomTree): number[][] {
  const children: number[][] = Array.from({ length: tree.count }, () => []);
  tree.parent.forEach((parent, node) => {
    if (parent >= 0) children[parent]!.push(node);
  });
  return children;
}

function asTree(portal: PhantomTree, ducts: readonly DuctNode[]): PhantomTree {
  const ends = new Int32Array(ducts.length);
  const hasChild = new Uint8Array(ducts.length);
  for (const { parent } of ducts) if (parent >= 0) hasChild[parent] = 1;
  for (let node = ducts.length - 1; node >= 0; node--) {
    if (hasChild[node] === 0) ends[node] = 1;
    const parent = ducts[node]!.parent;
    if (parent >= 0) ends[parent]! += ends[node]!;
  }
  return {
    kind: "bile",
    count: ducts.length,
    positionMm: Float64Array.from(ducts.flatMap(({ at }) => [...at])),
    parent: Int32Array.from(ducts, ({ parent }) => parent),
    radiusMm: Float64Array.from(ducts, ({ radiusMm }) => radiusMm),
    terminals: ends,
    branch: Int32Array.from(ducts, ({ portalNode }) => portal.branch[portalNode]!),
    main: Uint8Array.from(ducts, ({ portalNode }) => portal.main[portalNode]!),
    supplies: Uint8Array.from(ducts, ({ portalNode, parent }) => (parent >= 0 ? portal.supplies[portalNode]! : 0)),
    branchNames: portal.branchNames.map(ductName),
    branchParent: portal.branchParent,
  };
}

function ductName(portalName: string): string {
  if (portalName === "main portal trunk") return "common bile duct";
  if (portalName === CAUDATE_BRANCH) return "caudate duct";
  return portalName
    .replace("right portal vein", "right hepatic duct")
    .replace("left portal vein", "left hepatic duct")
    .replace("portal vein", "duct")
    .replace("branch", "duct");
}
