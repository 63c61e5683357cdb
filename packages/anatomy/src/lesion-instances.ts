import { type Grid, type Kernels, voxelsToMl } from "@cantlie/volume";

/** One connected piece of the lesion mask. */
export interface LesionInstance {
  /** flat indices on the organ grid, ascending */
  readonly voxels: readonly number[];
  readonly volumeMl: number;
}

/**
 * The lesions of a mask: its 26-connected components, largest first, none left out however small. Of several of the same
 * volume the one whose first voxel is nearest to the feet stands first: the grid's axes are canonical, so numbers do not
 * depend on how a file stores them.
 */
export function lesionInstances(lesions: Uint8Array, grid: Grid, kernels: Kernels): LesionInstance[] {
  const { labels, sizes } = kernels.connectedComponents(lesions, grid, 26);
  const voxels: number[][] = Array.from(sizes, () => []);
  for (let at = 0; at < labels.length; at++) if (labels[at] !== 0) voxels[labels[at]! - 1]!.push(at);
  return voxels
    .map((indices) => ({ voxels: indices, volumeMl: voxelsToMl(grid, indices.length) }))
    .sort((a, b) => b.voxels.length - a.voxels.length);
}
