import { type Grid, type VoxelBox, voxelToWorld } from "@cantlie/volume";

/** Blocks of voxels of a finer grid, for surfaces that are only looked at. */
export interface CoarseGrid {
  /** one voxel for each block */
  readonly grid: Grid;
  readonly fine: Grid;
  /** the part of `fine` that is covered */
  readonly box: VoxelBox;
  /** voxels of `fine` in a block, along each axis */
  readonly merge: readonly [number, number, number];
}

/** Blocks of about `voxelMm` that cover `box`; a grid that is coarser already keeps its voxels. */
export function coarseGrid(fine: Grid, box: VoxelBox, voxelMm: number): CoarseGrid {
  const along = (axis: 0 | 1 | 2) => Math.max(1, Math.round(voxelMm / fine.spacingMm[axis]));
  const merge = [along(0), along(1), along(2)] as const;
  const blocks = (axis: 0 | 1 | 2) => Math.ceil(box.size[axis] / merge[axis]);
  const middle = (axis: 0 | 1 | 2) => box.start[axis] + (merge[axis] - 1) / 2;
  const spacingMm = [fine.spacingMm[0] * merge[0], fine.spacingMm[1] * merge[1], fine.spacingMm[2] * merge[2]] as const;
  const originMm = voxelToWorld(fine, middle(0), middle(1), middle(2));
  return { grid: { ...fine, size: [blocks(0), blocks(1), blocks(2)], spacingMm, originMm }, fine, box, merge };
}

/** `box` with `rimMm` more on every side, as far as the grid reaches. */
export function grownBox({ start, size }: VoxelBox, grid: Grid, rimMm: number): VoxelBox {
  const rim = (axis: 0 | 1 | 2) => Math.ceil(rimMm / grid.spacingMm[axis]);
  const first = (axis: 0 | 1 | 2) => Math.max(0, start[axis] - rim(axis));
  const count = (axis: 0 | 1 | 2) => Math.min(grid.size[axis], start[axis] + size[axis] + rim(axis)) - first(axis);
  return { start: [first(0), first(1), first(2)], size: [count(0), count(1), count(2)] };
}

/** 1 for each block of which at least `insideFraction` is non-zero in `values`, which lie on the finer grid. */
export function mergeVoxels(values: Uint8Array | Uint16Array, coarse: CoarseGrid, insideFraction: number): Uint8Array {
  const { merge } = coarse;
  const counts = countInBlocks(values, coarse);
  const needed = Math.max(1, Math.ceil(insideFraction * merge[0] * merge[1] * merge[2]));
  // The counts of usual blocks fit in a byte and are no longer needed once judged.
  const merged = counts instanceof Uint8Array ? counts : new Uint8Array(counts.length);
  for (let block = 0; block < counts.length; block++) merged[block] = counts[block]! >= needed ? 1 : 0;
  return merged;
}

function countInBlocks(values: Uint8Array | Uint16Array, { grid, fine, box, merge }: CoarseGrid): Uint8Array | Uint16Array {
  const [mi, mj, mk] = grid.size;
  const blocks = mi * mj * mk;
  const counts = merge[0] * merge[1] * merge[2] < 256 ? new Uint8Array(blocks) : new Uint16Array(blocks);
  const columnOf = Uint32Array.from({ length: box.size[0] }, (_, i) => Math.floor(i / merge[0]));
  // Most of a vessel mask is 0, so four bytes are looked at together.
  const aligned = values.byteOffset % 4 === 0 ? values : values.slice();
  const words = new Uint32Array(aligned.buffer, aligned.byteOffset, aligned.byteLength >> 2);
  const shift = aligned.BYTES_PER_ELEMENT === 1 ? 2 : 1;
  const perWord = 1 << shift;
  for (let k = 0; k < box.size[2]; k++)
    for (let j = 0; j < box.size[1]; j++) {
      const row = mi * (Math.floor(j / merge[1]) + mj * Math.floor(k / merge[2]));
      const from = box.start[0] + fine.size[0] * (box.start[1] + j + fine.size[1] * (box.start[2] + k));
      const end = from + box.size[0];
      for (let at = from; at < end; ) {
        if ((at & (perWord - 1)) === 0 && words[at >> shift] === 0) {
          at += perWord;
          continue;
        }
        if (aligned[at] !== 0) counts[row + columnOf[at - from]!]!++;
        at++;
      }
    }
  return counts;
}

/** For each block the value of its middle voxel. */
export function sampleVoxels(values: Uint8Array, { grid, fine, box, merge }: CoarseGrid): Uint8Array {
  const [mi, mj, mk] = grid.size;
  const middle = (block: number, axis: 0 | 1 | 2) =>
    box.start[axis] + Math.min(box.size[axis] - 1, block * merge[axis] + (merge[axis] >> 1));
  const columns = Uint32Array.from({ length: mi }, (_, i) => middle(i, 0));
  const sampled = new Uint8Array(mi * mj * mk);
  for (let k = 0, to = 0; k < mk; k++)
    for (let j = 0; j < mj; j++) {
      const row = fine.size[0] * (middle(j, 1) + fine.size[1] * middle(k, 2));
      for (let i = 0; i < mi; i++, to++) sampled[to] = values[row + columns[i]!]!;
    }
  return sampled;
}
