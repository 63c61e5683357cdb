import type { LiverAnatomy } from "@cantlie/anatomy";

/**
 * One flag per lesion: whether its voxels reach the border of the image, so that nobody knows where it ends. The border of the organ grid
 * is none where the image goes on beyond it.
 */
export function lesionsCutOff({ frame, grid }: LiverAnatomy, lesionVoxels: readonly Int32Array[]): boolean[] {
  const { box, fullGrid } = frame;
  const [ni, nj] = grid.size;
  const axes = [0, 1, 2] as const;
  const isFirst = axes.map((axis) => box.start[axis] === 0);
  const isLast = axes.map((axis) => box.start[axis] + box.size[axis] === fullGrid.size[axis]);
  return lesionVoxels.map((voxels) =>
    voxels.some((voxel) => {
      const row = Math.floor(voxel / ni);
      const indices = [voxel % ni, row % nj, Math.floor(row / nj)];
      return indices.some((index, axis) => (isFirst[axis]! && index === 0) || (isLast[axis]! && index === grid.size[axis]! - 1));
    }),
  );
}
