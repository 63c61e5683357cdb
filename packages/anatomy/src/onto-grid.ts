import { type Grid, type Mask, voxelCount, worldToVoxel } from "@cantlie/volume";

/** The part of `mask` that lies on `grid`; both must sample the same lattice in the same axis order. */
export function ontoGrid(mask: Mask, grid: Grid): Uint8Array {
  const offset = worldToVoxel(grid, mask.grid.originMm).map(Math.round);
  const [oi, oj, ok] = [offset[0]!, offset[1]!, offset[2]!];
  const [ni, nj, nk] = grid.size;
  const [mi, mj, mk] = mask.grid.size;
  const first = Math.max(0, -oi);
  const end = Math.min(mi, ni - oi);
  const moved = new Uint8Array(voxelCount(grid));
  if (end <= first) return moved;
  for (let k = Math.max(0, -ok); k < Math.min(mk, nk - ok); k++)
    for (let j = Math.max(0, -oj); j < Math.min(mj, nj - oj); j++) {
      const row = mi * (j + mj * k);
      moved.set(mask.values.subarray(row + first, row + end), first + oi + ni * (j + oj + nj * (k + ok)));
    }
  return moved;
}
