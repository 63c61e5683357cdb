import type { LiverAnatomy } from "@cantlie/anatomy";

type AtBorder = (index: number) => boolean;

/**
 * One flag per lesion: whether its voxels reach the border of the image, so that nobody knows where it ends. The border of the organ grid
 * is none where the image goes on beyond it.
 */
export function lesionsCutOff({ frame, grid }: LiverAnatomy, lesionVoxels: readonly Int32Array[]): boolean[] {
  const { box, fullGrid } = frame;
  const [ni, nj] = grid.size;
  const isBorder = ([0, 1, 2] as const).map((axis) => {
    const [isFirst, isLast] = [box.start[axis] === 0, box.start[axis] + box.size[axis] === fullGrid.size[axis]];
    return (index: number): boolean => (isFirst && index === 0) || (isLast && index === grid.size[axis] - 1);
  }) as [AtBorder, AtBorder, AtBorder];
  return lesionVoxels.map((voxels) =>
    voxels.some((voxel) => {
      const row = Math.floor(voxel / ni);
      return isBorder[0](voxel % ni) || isBorder[1](row % nj) || isBorder[2](Math.floor(row / nj));
    }),
  );
}
