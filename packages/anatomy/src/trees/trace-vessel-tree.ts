import { type WorldPoint, worldPoint } from "@cantlie/geometry";
import {
  type Grid,
  indexToWorld,
  type Kernels,
  type Mask,
  voxelCount,
  voxelIndexAt,
  voxelToWorld,
  worldToVoxel,
} from "@cantlie/volume";
import type { TreeKind, VesselTree } from "../vessel-tree.ts";
import { assembleTree } from "./assemble-tree.ts";
import { extendTips } from "./extend-tips.ts";
import { rootAtOstia, rootAtThickEnds } from "./hepatic-roots.ts";
import { type Joint, joinPieces } from "./join-pieces.ts";
import { openLoops } from "./open-loops.ts";
import { orient } from "./orient.ts";
import { type RootedSkeleton, rootAtHilum, withoutPoints } from "./portal-root.ts";
import { pruneSpurs } from "./prune-spurs.ts";
import { walkFrom } from "./rooted-walk.ts";
import { lumenOwners, separateCava } from "./separate-cava.ts";
import { type Skeleton, skeletonise } from "./skeleton.ts";

/** What a tree is traced from. */
export interface VesselInput {
  readonly kind: TreeKind;
  /** the whole vessel, not clipped to the organ; any grid with the organ's voxel centres. For `hepatic` it may hold the cava */
  readonly vessel: Mask;
  /** liver ∪ lesions; `VesselTree.points.voxel` refers to its grid */
  readonly organ: Mask;
  /** the cava, if it has a label of its own (hepatic only); on any grid */
  readonly cava?: Mask;
  readonly kernels: Kernels;
}

export interface TracedVessel {
  readonly tree: VesselTree;
  /** the vessel on its own grid, 1 inside; for hepatic veins with a cava only what belongs to the tree or to a loose piece */
  readonly lumen: Uint8Array;
  /** the cava where it was part of the vessel mask, on the vessel's grid; absent if the mask holds none */
  readonly cava?: Uint8Array;
}

/**
 * Centreline tree of one vessel mask: thinned, bumps pruned, loops opened, rooted (`rootAtHilum`, `rootAtOstia`,
 * `rootAtThickEnds`), pieces joined over small gaps, oriented from the roots and parted into unnamed branches.
 *
 * Work is done in canonical axes, so that the result does not depend on how the masks are stored.
 *
 * @returns undefined if the mask is empty
 */
export function traceVesselTree(input: VesselInput): TracedVessel | undefined {
  const { vessel, organ, kernels } = input;
  const whole = input.kind === "hepatic" && input.cava ? withCava(vessel, input.cava) : vessel;
  const thinned = skeletonise(whole, organ, kernels);
  if (!thinned) return undefined;
  const pruned = pruneSpurs(thinned);
  const owner = input.kind === "hepatic" ? lumenOwners(pruned, kernels) : undefined;
  const cavaOfPruned = owner && cavaPoints(pruned, owner, input.cava);
  const opened = cavaOfPruned ? openLoops(pruned, cavaOfPruned) : pruned;
  const skeleton = extendTips(opened, { organ, ...(cavaOfPruned ? { except: cavaOfPruned } : {}) });
  const inCava = cavaOfPruned && Uint8Array.from(skeleton.kept, (_, point) => cavaOfPruned[point] ?? 0);
  const rooted = rootAndJoin(skeleton, input.kind, inCava);
  const points = orient(rooted.skeleton, rooted.roots, { joints: rooted.joints, organGrid: organ.grid });
  const tree = assembleTree(
    input.kind,
    points,
    rooted.loose.map((rank) => ({
      volumeMl: skeleton.pieces[rank]!.volumeMl,
      atMm: placeOf(skeleton, skeleton.pieces[rank]!.point),
    })),
  );
  if (!owner || !inCava) return { tree, lumen: vessel.values.map((value) => (value ? 1 : 0)) };
  const ownedBy = (points: Uint8Array): Uint8Array => ownedLumen(owner, points, { from: skeleton.lumenGrid, to: vessel.grid });
  return { tree, lumen: ownedBy(rooted.skeleton.kept), ...(input.cava ? {} : { cava: ownedBy(inCava) }) };
}

/** Voxels of `to` that belong to points where `points` is 1. */
function ownedLumen(owner: Int32Array, points: Uint8Array, { from, to }: { readonly from: Grid; readonly to: Grid }): Uint8Array {
  const owned = new Uint8Array(owner.length);
  for (let voxel = 0; voxel < owner.length; voxel++) if (owner[voxel]! >= 0) owned[voxel] = points[owner[voxel]!]!;
  return onGrid(owned, from, to);
}

interface RootedPieces extends RootedSkeleton {
  readonly joints: readonly Joint[];
  /** ranks of pieces left out */
  readonly loose: readonly number[];
}

function rootAndJoin(skeleton: Skeleton, kind: TreeKind, inCava: Uint8Array | undefined): RootedPieces {
  if (kind !== "hepatic") return joined(rootAtHilum(skeleton), []);
  if (!inCava) return joined(rootAtThickEnds(skeleton), []);
  const atCava = joined(rootAtOstia(skeleton, inCava), pointsWhere(inCava));
  return atCava.roots.length > 0 ? atCava : joined(rootAtThickEnds(withoutPoints(skeleton, inCava)), []);
}

/** Ties loose pieces to the tree; one that is tied to the cava gets a root of its own. */
function joined({ skeleton, roots }: RootedSkeleton, cava: readonly number[]): RootedPieces {
  const { joints, loose } = joinPieces(skeleton, walkFrom(skeleton.neighbours, roots).order, cava);
  const isCava = new Set(cava);
  const ostia = joints.filter(({ target }) => isCava.has(target)).map(({ tip }) => tip);
  return { skeleton, roots: [...roots, ...ostia], joints: joints.filter(({ target }) => !isCava.has(target)), loose };
}

/** 1 for centreline points in the cava: in the label where there is one, else where the mask shows it; undefined if it does not. */
function cavaPoints(skeleton: Skeleton, owner: Int32Array, label: Mask | undefined): Uint8Array | undefined {
  if (!label) return separateCava(skeleton, owner);
  const lumen = onGrid(label.values, label.grid, skeleton.lumenGrid);
  return Uint8Array.from(skeleton.lumenVoxel, (voxel, point) => (skeleton.kept[point] && lumen[voxel] ? 1 : 0));
}

/** The vessel and the cava in one mask on the smallest grid that holds the vessel's grid and the cava's. */
function withCava(vessel: Mask, cava: Mask): Mask {
  const grid = spanning(vessel.grid, cava.grid);
  const values = onGrid(vessel.values, vessel.grid, grid);
  onGrid(cava.values, cava.grid, grid).forEach((inside, voxel) => {
    if (inside) values[voxel] = 1;
  });
  return { grid, values };
}

/** The lattice of `a` extended to hold all voxel centres of `b`. */
function spanning(a: Grid, b: Grid): Grid {
  const last = b.size.map((n) => n - 1);
  const corners = [0, 1, 2, 3, 4, 5, 6, 7].map((c) =>
    worldToVoxel(a, voxelToWorld(b, c & 1 ? last[0]! : 0, c & 2 ? last[1]! : 0, c & 4 ? last[2]! : 0)),
  );
  const start = [0, 1, 2].map((axis) => Math.round(Math.min(0, ...corners.map((corner) => corner[axis]!))));
  const end = [0, 1, 2].map((axis) => Math.round(Math.max(a.size[axis]! - 1, ...corners.map((corner) => corner[axis]!))));
  const size = [0, 1, 2].map((axis) => end[axis]! - start[axis]! + 1);
  return { ...a, size: [size[0]!, size[1]!, size[2]!], originMm: voxelToWorld(a, start[0]!, start[1]!, start[2]!) };
}

/** Foreground voxels moved to the voxels of `to` that hold their centres; those outside `to` are left out. */
function onGrid(values: Uint8Array, from: Grid, to: Grid): Uint8Array {
  const moved = new Uint8Array(voxelCount(to));
  for (let voxel = 0; voxel < values.length; voxel++) {
    if (!values[voxel]) continue;
    const there = voxelIndexAt(to, indexToWorld(from, voxel));
    if (there >= 0) moved[there] = 1;
  }
  return moved;
}

function pointsWhere(flags: Uint8Array): number[] {
  return Array.from(flags.keys()).filter((point) => flags[point]);
}

function placeOf(skeleton: Skeleton, point: number): WorldPoint {
  return worldPoint(skeleton.positionMm[3 * point]!, skeleton.positionMm[3 * point + 1]!, skeleton.positionMm[3 * point + 2]!);
}
