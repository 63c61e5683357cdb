import type { Vector3 } from "@cantlie/geometry";
import { type Grid, indexToWorld, voxelCount } from "@cantlie/volume";
import { nodeAt, type PhantomTree } from "./phantom-tree.ts";
import { pointToPieceMm } from "./segment-distance.ts";
import { CAUDATE_BRANCH } from "./skeleton.ts";

const CELL_MM = 8;

/**
 * The piece of a tree that supplies (or drains) each place: the one whose lumen is nearest in a straight line. Only pieces
 * with `supplies` count; `allowed` may part them further.
 *
 * Places are answered from cells that list the pieces which can be nearest to any place in them, so the answer is exact.
 */
function supplyFinder(
  tree: PhantomTree,
  allowed: (node: number) => boolean,
): (at: Vector3) => { node: number; distanceMm: number } {
  const pieces = Array.from({ length: tree.count }, (_, node) => node)
    .filter((node) => tree.supplies[node] === 1 && allowed(node))
    .map((node) => ({ node, a: nodeAt(tree, tree.parent[node]!), b: nodeAt(tree, node), radiusMm: tree.radiusMm[node]! }));
  const cells = new Map<number, typeof pieces>();
  const halfDiagonalMm = (CELL_MM * Math.sqrt(3)) / 2;
  const cellOf = ([x, y, z]: Vector3): number => {
    const i = Math.floor(x / CELL_MM) + 512;
    const j = Math.floor(y / CELL_MM) + 512;
    const k = Math.floor(z / CELL_MM) + 512;
    return i + 1024 * (j + 1024 * k);
  };
  const candidates = (at: Vector3): typeof pieces => {
    const key = cellOf(at);
    const known = cells.get(key);
    if (known) return known;
    const centre = at.map((value) => (Math.floor(value / CELL_MM) + 0.5) * CELL_MM) as [number, number, number];
    const measured = pieces.map((piece) => ({ piece, mm: pointToPieceMm(centre, piece.a, piece.b) - piece.radiusMm }));
    const least = measured.reduce((lowest, { mm }) => Math.min(lowest, mm), Number.POSITIVE_INFINITY);
    const near = measured.filter(({ mm }) => mm <= least + 2 * halfDiagonalMm).map(({ piece }) => piece);
    cells.set(key, near);
    return near;
  };
  return (at) => {
    let node = -1;
    let distanceMm = Number.POSITIVE_INFINITY;
    for (const piece of candidates(at)) {
      const mm = pointToPieceMm(at, piece.a, piece.b) - piece.radiusMm;
      if (mm < distanceMm) {
        distanceMm = mm;
        node = piece.node;
      }
    }
    return { node, distanceMm };
  };
}

/** Which piece of a tree each organ voxel belongs to. */
export interface PhantomTerritory {
  /** node of the tree + 1 for every voxel, 0 outside the organ and where the tree supplies nothing */
  readonly piece: Uint16Array;
  /** how far the most distant voxel is from the lumen that supplies it, mm */
  readonly furthestMm: number;
}

/**
 * Territories of a tree. Voxels of the caudate lobe belong to the caudate branch of a portal or biliary tree; hepatic veins
 * do not drain them (they drain straight into the cava).
 */
export function supplyTerritory(
  tree: PhantomTree,
  grid: Grid,
  organ: { readonly mask: Uint8Array; readonly isCaudate: (at: Vector3) => boolean },
): PhantomTerritory {
  const caudateBranch = tree.branchNames.indexOf(CAUDATE_BRANCH);
  const ofCaudate = supplyFinder(tree, (node) => tree.branch[node] === caudateBranch);
  const ofRest = supplyFinder(tree, (node) => tree.branch[node] !== caudateBranch);
  const piece = new Uint16Array(voxelCount(grid));
  let furthestMm = 0;
  for (let index = 0; index < piece.length; index++) {
    if (organ.mask[index] === 0) continue;
    const at = indexToWorld(grid, index);
    const caudate = organ.isCaudate(at);
    if (caudate && caudateBranch < 0) continue;
    const found = (caudate ? ofCaudate : ofRest)(at);
    piece[index] = found.node + 1;
    if (found.distanceMm > furthestMm) furthestMm = found.distanceMm;
  }
  return { piece, furthestMm };
}
