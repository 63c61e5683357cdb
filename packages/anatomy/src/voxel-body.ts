import { cropGrid, type Grid, type Mask, type VoxelBox, voxelCount } from "@cantlie/volume";

/** Whether a voxel lies in the outermost layer of the grid. */
export function isAtBorder(index: number, { size: [ni, nj, nk] }: Grid): boolean {
  const i = index % ni;
  const j = Math.floor(index / ni) % nj;
  const k = Math.floor(index / (ni * nj));
  return i === 0 || j === 0 || k === 0 || i === ni - 1 || j === nj - 1 || k === nk - 1;
}

/** Steps from a voxel's flat index to its six face neighbours. */
export function faceSteps({ size: [ni, nj] }: Grid): readonly number[] {
  return [-1, 1, -ni, ni, -ni * nj, ni * nj];
}

/** Calls `visit` for the voxel itself and those of its 26 neighbours that lie on the grid. */
export function forNeighbours(index: number, grid: Grid, visit: (near: number) => unknown): void {
  const [ni, nj, nk] = grid.size;
  const i = index % ni;
  const j = Math.floor(index / ni) % nj;
  const k = Math.floor(index / (ni * nj));
  for (let dk = k > 0 ? -1 : 0; dk <= (k < nk - 1 ? 1 : 0); dk++)
    for (let dj = j > 0 ? -1 : 0; dj <= (j < nj - 1 ? 1 : 0); dj++)
      for (let di = i > 0 ? -1 : 0; di <= (i < ni - 1 ? 1 : 0); di++) visit(index + di + ni * (dj + nj * dk));
}

/** The given voxels (flat indices, at least one) as a mask on the smallest part of `grid` that holds them. */
export function croppedMask(voxels: readonly number[], grid: Grid): Mask {
  const [ni, nj, nk] = grid.size;
  const [low, high] = [
    [ni, nj, nk],
    [0, 0, 0],
  ];
  for (const index of voxels) {
    const place = [index % ni, Math.floor(index / ni) % nj, Math.floor(index / (ni * nj))];
    for (let axis = 0; axis < 3; axis++) {
      low[axis] = Math.min(low[axis]!, place[axis]!);
      high[axis] = Math.max(high[axis]!, place[axis]!);
    }
  }
  const box: VoxelBox = {
    start: [low[0]!, low[1]!, low[2]!],
    size: [high[0]! - low[0]! + 1, high[1]! - low[1]! + 1, high[2]! - low[2]! + 1],
  };
  const cropped = cropGrid(grid, box);
  const values = new Uint8Array(voxelCount(cropped));
  for (const index of voxels) {
    const [i, j, k] = [index % ni, Math.floor(index / ni) % nj, Math.floor(index / (ni * nj))];
    values[i - low[0]! + box.size[0] * (j - low[1]! + box.size[1] * (k - low[2]!))] = 1;
  }
  return { grid: cropped, values };
}
