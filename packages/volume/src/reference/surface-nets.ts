import type { Mesh } from "@cantlie/geometry";
import { type Grid, isRightHanded, voxelToWorld } from "../grid.ts";
import { requireOneValuePerVoxel } from "../one-value-per-voxel.ts";

/**
 * Surface of a mask by naive surface nets: one vertex in every cell of 2×2×2 voxel centres that is partly inside, at the mean of
 * the midpoints of its crossed edges; one quadrilateral across every pair of face neighbours of which one is inside.
 * S. F. Gibson, "Constrained elastic surface nets", MICCAI 1998, doi:10.1007/BFb0056277, without the relaxation.
 *
 * The mesh is closed; where foreground voxels meet only at an edge or a corner it touches itself there.
 *
 * @throws RangeError if `mask` does not have one value per voxel of `grid`
 */
export function surfaceNets(mask: Uint8Array, grid: Grid): Mesh {
  requireOneValuePerVoxel(mask, grid, "mask");
  const [ni, nj, nk] = grid.size;
  const inside = (i: number, j: number, k: number) =>
    i >= 0 && j >= 0 && k >= 0 && i < ni && j < nj && k < nk && mask[i + ni * (j + nj * k)] !== 0 ? 1 : 0;
  // cells begin one voxel before the grid, so that the surface closes at the border
  const cell = (i: number, j: number, k: number) => i + 1 + (ni + 1) * (j + 1 + (nj + 1) * (k + 1));
  const vertexOfCell = new Int32Array((ni + 1) * (nj + 1) * (nk + 1));
  const positionsMm: number[] = [];
  const triangles: number[] = [];
  const outwardIsAhead = isRightHanded(grid);
  for (let k = -1; k < nk; k++)
    for (let j = -1; j < nj; j++)
      for (let i = -1; i < ni; i++) {
        let corners = 0;
        for (let corner = 0; corner < 8; corner++)
          corners |= inside(i + (corner & 1), j + ((corner >> 1) & 1), k + (corner >> 2)) << corner;
        if (corners === 0 || corners === 255) continue;
        vertexOfCell[cell(i, j, k)] = positionsMm.length / 3;
        const [x, y, z] = meanCrossing(corners);
        positionsMm.push(...voxelToWorld(grid, i + x, j + y, k + z));
        const first = corners & 1;
        const quad = (b: number, c: number, d: number) => {
          const a = cell(i, j, k);
          const ring = (first === 1) === outwardIsAhead ? [a, b, d, a, d, c] : [a, d, b, a, c, d];
          triangles.push(...ring.map((at) => vertexOfCell[at]!));
        };
        if (((corners >> 1) & 1) !== first) quad(cell(i, j - 1, k), cell(i, j, k - 1), cell(i, j - 1, k - 1));
        if (((corners >> 2) & 1) !== first) quad(cell(i, j, k - 1), cell(i - 1, j, k), cell(i - 1, j, k - 1));
        if (((corners >> 4) & 1) !== first) quad(cell(i - 1, j, k), cell(i, j - 1, k), cell(i - 1, j - 1, k));
      }
  return { positionsMm: Float32Array.from(positionsMm), triangles: Uint32Array.from(triangles) };
}

/** Mean of the midpoints of a cell's crossed edges, in voxels from its first corner; bit `i + 2j + 4k` is a corner's. */
export function meanCrossing(corners: number): [number, number, number] {
  const sum: [number, number, number] = [0, 0, 0];
  let crossed = 0;
  for (let corner = 0; corner < 8; corner++)
    for (const axis of [1, 2, 4]) {
      if (corner & axis || ((corners >> corner) & 1) === ((corners >> (corner | axis)) & 1)) continue;
      crossed++;
      sum[0] += axis === 1 ? 0.5 : corner & 1;
      sum[1] += axis === 2 ? 0.5 : (corner >> 1) & 1;
      sum[2] += axis === 4 ? 0.5 : corner >> 2;
    }
  return [sum[0] / crossed, sum[1] / crossed, sum[2] / crossed];
}
