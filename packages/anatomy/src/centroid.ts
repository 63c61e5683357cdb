import type { WorldPoint } from "@cantlie/geometry";
import { type Grid, voxelToWorld } from "@cantlie/volume";

/**
 * Mean place of the voxels with each value of a label map, from every third row: that places an organ to a small part of a
 * voxel. Entry 0 is undefined, as is that of a value that does not occur.
 *
 * @param highest largest value to look at
 */
export function centroidsMm(labels: Uint8Array, grid: Grid, highest = 1): (WorldPoint | undefined)[] {
  const [ni, nj, nk] = grid.size;
  const count = new Float64Array(256);
  const sums = [new Float64Array(256), new Float64Array(256), new Float64Array(256)] as const;
  for (let k = 0; k < nk; k++)
    for (let j = k % 3; j < nj; j += 3)
      for (let i = 0, at = ni * (j + nj * k); i < ni; i++, at++) {
        const value = labels[at]!;
        if (value === 0) continue;
        count[value]!++;
        sums[0][value]! += i;
        sums[1][value]! += j;
        sums[2][value]! += k;
      }
  return Array.from({ length: highest + 1 }, (_, value) => {
    const voxels = count[value]!;
    if (voxels === 0) return undefined;
    return voxelToWorld(grid, sums[0][value]! / voxels, sums[1][value]! / voxels, sums[2][value]! / voxels);
  });
}
