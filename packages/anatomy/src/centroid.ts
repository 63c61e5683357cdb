import type { WorldPoint } from "@cantlie/geometry";
import { type Grid, voxelToWorld } from "@cantlie/volume";

/** Mean place of the voxels of `mask` that are non-zero (or equal to `value`, if given); undefined if there are none. */
export function centroidMm(mask: Uint8Array | Uint16Array, grid: Grid, value?: number): WorldPoint | undefined {
  const [ni, nj, nk] = grid.size;
  let [count, sumI, sumJ, sumK] = [0, 0, 0, 0];
  for (let k = 0, row = 0; k < nk; k++)
    for (let j = 0; j < nj; j++, row += ni) {
      let inRow = 0;
      for (let i = 0; i < ni; i++) {
        const found = mask[row + i]!;
        if (found === 0 || (value !== undefined && found !== value)) continue;
        inRow++;
        sumI += i;
      }
      count += inRow;
      sumJ += inRow * j;
      sumK += inRow * k;
    }
  return count > 0 ? voxelToWorld(grid, sumI / count, sumJ / count, sumK / count) : undefined;
}
