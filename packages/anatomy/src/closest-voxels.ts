import type { WorldPoint } from "@cantlie/geometry";
import { type Grid, indexToWorld } from "@cantlie/volume";

export interface ClosestVoxels {
  /** width of the gap between the two voxels as bodies, mm; 0 where they share a face, an edge or a corner, or are the same */
  readonly gapMm: number;
  /** centres of the two voxels */
  readonly fromMm: WorldPoint;
  readonly toMm: WorldPoint;
}

/** A set of voxels sorted into cubes of 8×8×8. */
export interface VoxelBlocks {
  readonly grid: Grid;
  readonly blocks: readonly Block[];
}

interface Block {
  /** i, j, k of each voxel */
  readonly voxels: number[];
  /** smallest and largest i, j, k */
  readonly low: [number, number, number];
  readonly high: [number, number, number];
}

const BLOCK = 8;

/** @param indices flat voxel indices on `grid` */
export function voxelBlocks(indices: readonly number[] | Int32Array, grid: Grid): VoxelBlocks {
  const [ni, nj, nk] = grid.size;
  const across = Math.ceil(ni / BLOCK);
  const down = Math.ceil(nj / BLOCK);
  const blocks: (Block | undefined)[] = new Array(across * down * Math.ceil(nk / BLOCK));
  for (const index of indices) {
    const i = index % ni;
    const rest = (index - i) / ni;
    const j = rest % nj;
    const k = (rest - j) / nj;
    const at = (i >> 3) + across * ((j >> 3) + down * (k >> 3));
    let block = blocks[at];
    if (block === undefined) {
      block = { voxels: [], low: [i, j, k], high: [i, j, k] };
      blocks[at] = block;
    }
    block.voxels.push(i, j, k);
    const { low, high } = block;
    if (i < low[0]) low[0] = i;
    if (i > high[0]) high[0] = i;
    if (j < low[1]) low[1] = j;
    if (j > high[1]) high[1] = j;
    if (k < low[2]) low[2] = k;
    if (k > high[2]) high[2] = k;
  }
  return { grid, blocks: blocks.filter((block) => block !== undefined) };
}

/**
 * The two voxels, one of each set, with the narrowest gap between them; undefined if a set is empty.
 *
 * Exact: pairs of blocks are left out only if the gap between them is no narrower than one already found. For two
 * surfaces of ten thousand voxels this visits a few thousand pairs, where a distance transform of the organ would visit
 * millions of voxels for each structure.
 *
 * @param to on the same grid
 */
export function closestVoxels({ grid, blocks }: VoxelBlocks, to: VoxelBlocks): ClosestVoxels | undefined {
  let nearest: [Block, Block] | undefined;
  let bound = Number.POSITIVE_INFINITY;
  for (const a of blocks)
    for (const b of to.blocks) {
      const gap = squaredGap(a, b, grid);
      if (gap < bound) [bound, nearest] = [gap, [a, b]];
    }
  if (nearest === undefined) return undefined;
  let best = closestInBlocks(...nearest, grid);
  for (const a of best.squaredMm > 0 ? blocks : [])
    for (const b of to.blocks) {
      if (squaredGap(a, b, grid) >= best.squaredMm) continue;
      const closer = closestInBlocks(a, b, grid);
      if (closer.squaredMm < best.squaredMm) best = closer;
    }
  return { gapMm: Math.sqrt(best.squaredMm), fromMm: indexToWorld(grid, best.from), toMm: indexToWorld(grid, best.to) };
}

/** Calls `visit` for each voxel of `from` whose gap to some voxel of `to` is at most `reachMm`. Exact, by the same blocks. */
export function forVoxelsWithin(
  reachMm: number,
  pair: { from: VoxelBlocks; to: VoxelBlocks },
  visit: (index: number) => void,
): void {
  const { grid } = pair.from;
  const limitMm2 = reachMm * reachMm;
  for (const a of pair.from.blocks) {
    const near = pair.to.blocks.filter((b) => squaredGap(a, b, grid) <= limitMm2);
    if (near.length === 0) continue;
    for (let p = 0; p < a.voxels.length; p += 3) {
      const one: Block = {
        voxels: a.voxels.slice(p, p + 3),
        low: [a.voxels[p]!, a.voxels[p + 1]!, a.voxels[p + 2]!],
        high: [a.voxels[p]!, a.voxels[p + 1]!, a.voxels[p + 2]!],
      };
      const isNear = (b: Block) => squaredGap(one, b, grid) <= limitMm2 && closestInBlocks(one, b, grid).squaredMm <= limitMm2;
      if (near.some(isNear)) visit(flatIndex(a.voxels, p, grid));
    }
  }
}

function squaredGap(a: Block, b: Block, { spacingMm }: Grid): number {
  const gapI = Math.max(0, b.low[0] - a.high[0] - 1, a.low[0] - b.high[0] - 1) * spacingMm[0];
  const gapJ = Math.max(0, b.low[1] - a.high[1] - 1, a.low[1] - b.high[1] - 1) * spacingMm[1];
  const gapK = Math.max(0, b.low[2] - a.high[2] - 1, a.low[2] - b.high[2] - 1) * spacingMm[2];
  return gapI * gapI + gapJ * gapJ + gapK * gapK;
}

function closestInBlocks(a: Block, b: Block, grid: Grid): { squaredMm: number; from: number; to: number } {
  const [si, sj, sk] = grid.spacingMm;
  let best = Number.POSITIVE_INFINITY;
  let [bestA, bestB] = [0, 0];
  for (let p = 0; p < a.voxels.length; p += 3)
    for (let q = 0; q < b.voxels.length; q += 3) {
      const di = Math.max(0, Math.abs(a.voxels[p]! - b.voxels[q]!) - 1) * si;
      const dj = Math.max(0, Math.abs(a.voxels[p + 1]! - b.voxels[q + 1]!) - 1) * sj;
      const dk = Math.max(0, Math.abs(a.voxels[p + 2]! - b.voxels[q + 2]!) - 1) * sk;
      const squaredMm = di * di + dj * dj + dk * dk;
      if (squaredMm < best) {
        best = squaredMm;
        bestA = p;
        bestB = q;
      }
    }
  return { squaredMm: best, from: flatIndex(a.voxels, bestA, grid), to: flatIndex(b.voxels, bestB, grid) };
}

function flatIndex(voxels: readonly number[], at: number, { size }: Grid): number {
  return voxels[at]! + size[0] * (voxels[at + 1]! + size[1] * voxels[at + 2]!);
}
