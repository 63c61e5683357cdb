import type { Grid } from "@cantlie/volume";
import type { VoxelBody } from "./voxel-body.ts";
import { voxelDiameters } from "./voxel-diameters.ts";

export interface VesselContact {
  /** largest extent of the longest connected stretch of vessel that lies within one voxel of the lesion, mm */
  readonly contactMm: number;
  /** flat index of one voxel in the middle of that stretch */
  readonly voxel: number;
}

/**
 * The stretch of a vessel that a lesion touches: vessel voxels in the lesion or sharing a face, edge or corner with it.
 * Where it touches in several places, the longest counts, not the span from one to another.
 *
 * @param lesion its voxels and those of them at its surface: flat indices on `grid`
 */
export function vesselContact(lesion: VoxelBody, vessel: Uint8Array, grid: Grid): VesselContact | undefined {
  const touched = new Set<number>();
  for (const at of lesion.voxels) if (vessel[at] !== 0) touched.add(at);
  for (const at of lesion.surface) forNeighbours(at, grid, (near) => vessel[near] !== 0 && touched.add(near));
  let longest: VesselContact | undefined;
  for (const seed of [...touched].sort((a, b) => a - b)) {
    if (!touched.delete(seed)) continue;
    const stretch = [seed];
    for (const at of stretch) forNeighbours(at, grid, (near) => touched.delete(near) && stretch.push(near));
    const sorted = stretch.sort((a, b) => a - b);
    const contactMm = voxelDiameters(sorted, grid).largestMm;
    if (longest === undefined || contactMm > longest.contactMm)
      longest = { contactMm, voxel: sorted[Math.floor(sorted.length / 2)]! };
  }
  return longest;
}

/** Calls `visit` for the voxel itself and those of its 26 neighbours that lie on the grid. */
function forNeighbours(index: number, grid: Grid, visit: (near: number) => unknown): void {
  const [ni, nj, nk] = grid.size;
  const i = index % ni;
  const rest = (index - i) / ni;
  const j = rest % nj;
  const k = (rest - j) / nj;
  for (let dk = k > 0 ? -1 : 0; dk <= (k < nk - 1 ? 1 : 0); dk++)
    for (let dj = j > 0 ? -1 : 0; dj <= (j < nj - 1 ? 1 : 0); dj++)
      for (let di = i > 0 ? -1 : 0; di <= (i < ni - 1 ? 1 : 0); di++) visit(index + di + ni * (dj + nj * dk));
}
