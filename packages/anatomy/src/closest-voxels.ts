import type { WorldPoint } from "@cantlie/geometry";
import { type Grid, indexToWorld } from "@cantlie/volume";

export interface ClosestVoxels {
  /** width of the gap between the two voxels as bodies, mm; 0 where they share a face, an edge or a corner, or are the same */
  readonly gapMm: number;
  /** centres of the two voxels */
  readonly fromMm: WorldPoint;
  readonly toMm: WorldPoint;
}

/** Voxels of one 8×8×8 block with the box that they fill. */
interface Block {
  /** i, j, k of each voxel */
  readonly voxels: number[];
  readonly low: [number, number, number];
  readonly high: [number, number, number];
}

const BLOCK = 8;

/**
 * The two voxels, one of each set, with the narrowest gap between them; undefined if a set is empty.
 *
 * Exact: pairs of blocks are left out only if the gap between their boxes is no narrower than one already found. For two
 * surfaces of ten thousand voxels this visits a few thousand pairs of voxels, where a distance transform of the organ
 * would visit millions of voxels for each structure.
 *
 * @param from flat voxel indices on `grid`
 * @param to flat voxel indices on `grid`
 */
export function closestVoxels(from: readonly number[], to: readonly number[], grid: Grid): ClosestVoxels | undefined {
  const fromBlocks = intoBlocks(from, grid);
  const toBlocks = intoBlocks(to, grid);
  let nearest: [Block, Block] | undefined;
  let bound = Number.POSITIVE_INFINITY;
  for (const a of fromBlocks)
    for (const b of toBlocks) {
      const gap = squaredGap(a, b, grid);
      if (gap < bound) [bound, nearest] = [gap, [a, b]];
    }
  if (nearest === undefined) return undefined;
  let best = closestInBlocks(...nearest, grid);
  for (const a of fromBlocks)
    for (const b of toBlocks) {
      if (squaredGap(a, b, grid) >= best.squaredMm) continue;
      const closer = closestInBlocks(a, b, grid);
      if (closer.squaredMm < best.squaredMm) best = closer;
    }
  return {
    gapMm: Math.sqrt(best.squaredMm),
    fromMm: indexToWorld(grid, best.from),
    toMm: indexToWorld(grid, best.to),
  };
}

function intoBlocks(indices: readonly number[], grid: Grid): Block[] {
  const [ni, nj, nk] = grid.size;
  const across = Math.ceil(ni / BLOCK);
  const down = Math.ceil(nj / BLOCK);
  const blocks: (Block | undefined)[] = new Array(across * down * Math.ceil(nk / BLOCK));
  for (const index of indices) {
    const i = index % ni;
    const rest = (index - i) / ni;
    const j = rest % nj;
    const k = (rest - j) / nj;
    const at = Math.floor(i / BLOCK) + across * (Math.floor(j / BLOCK) + down * Math.floor(k / BLOCK));
    blocks[at] ??= { voxels: [], low: [i, j, k], high: [i, j, k] };
    const { voxels, low, high } = blocks[at];
    voxels.push(i, j, k);
    [i, j, k].forEach((value, axis) => {
      if (value < low[axis]!) low[axis] = value;
      if (value > high[axis]!) high[axis] = value;
    });
  }
  return blocks.filter((block) => block !== undefined);
}

function squaredGap(a: Block, b: Block, grid: Grid): number {
  let squaredMm = 0;
  for (let axis = 0; axis < 3; axis++) {
    const steps = Math.max(0, b.low[axis]! - a.high[axis]! - 1, a.low[axis]! - b.high[axis]! - 1);
    squaredMm += (steps * grid.spacingMm[axis]!) ** 2;
  }
  return squaredMm;
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
      if (squaredMm < best) [best, bestA, bestB] = [squaredMm, p, q];
    }
  return { squaredMm: best, from: flatIndex(a.voxels, bestA, grid), to: flatIndex(b.voxels, bestB, grid) };
}

function flatIndex(voxels: readonly number[], at: number, grid: Grid): number {
  return voxels[at]! + grid.size[0] * (voxels[at + 1]! + grid.size[1] * voxels[at + 2]!);
}
