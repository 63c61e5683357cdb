import type { LiverAnatomy } from "@cantlie/anatomy";
import type { Kernels } from "@cantlie/volume";
import { type CoarseGrid, coarseGrid, sampleVoxels } from "./coarse-grid.ts";

/** Vessels farther from the liver than this (splenic, mesenteric) only hide what matters. */
export const VESSEL_REACH_MM = 20;
/** A piece of vessel that comes no nearer than this would float beside the liver, cut off from what it belongs to. */
const BESIDE_MM = 8;
/** Blocks of this size tell well enough how far a vessel is from the liver. */
const REACH_BLOCK_MM = 4;

/** Clears what lies too far from the organ in vessel masks on `blocks`. The function that is given changes its argument. */
export function vesselsNearOrgan(
  anatomy: LiverAnatomy,
  blocks: CoarseGrid,
  kernels: Pick<Kernels, "distanceToMaskMm" | "connectedComponents">,
): (merged: Uint8Array) => Uint8Array {
  const reach = coarseGrid(anatomy.grid, blocks.box, REACH_BLOCK_MM);
  const distanceMm = kernels.distanceToMaskMm(sampleVoxels(anatomy.organ, reach), reach.grid);
  const distanceAt = distanceReader(distanceMm, blocks, reach);
  const [ni, nj] = blocks.grid.size;
  const distanceOf = (at: number) => distanceAt(at % ni, Math.floor(at / ni) % nj, Math.floor(at / (ni * nj)));
  return (merged) => {
    const near: number[] = [];
    for (let at = 0; at < merged.length; at++) {
      if (merged[at] === 0) continue;
      if (distanceOf(at) > VESSEL_REACH_MM) merged[at] = 0;
      else near.push(at);
    }
    const { labels, sizes } = kernels.connectedComponents(merged, blocks.grid, 26);
    const isBeside = new Uint8Array(sizes.length + 1);
    for (const at of near) if (distanceOf(at) <= BESIDE_MM) isBeside[labels[at]!] = 1;
    for (const at of near) merged[at] = isBeside[labels[at]!]!;
    return merged;
  };
}

/** How far a block lies from the organ, mm; interpolated, so that ends are cut smoothly. */
function distanceReader(
  distanceMm: Float32Array,
  blocks: CoarseGrid,
  reach: CoarseGrid,
): (i: number, j: number, k: number) => number {
  const [ri, rj, rk] = reach.grid.size;
  // Both grids begin at the same voxel's edge.
  const place = (n: number, axis: 0 | 1 | 2) => ((n + 0.5) * blocks.merge[axis]) / reach.merge[axis] - 0.5;
  return (i, j, k) => {
    const x = Math.min(ri - 1, Math.max(0, place(i, 0)));
    const y = Math.min(rj - 1, Math.max(0, place(j, 1)));
    const z = Math.min(rk - 1, Math.max(0, place(k, 2)));
    const [x0, y0, z0] = [Math.floor(x), Math.floor(y), Math.floor(z)];
    const at = x0 + ri * (y0 + rj * z0);
    const right = x0 + 1 < ri ? 1 : 0;
    const down = y0 + 1 < rj ? ri : 0;
    const row = (from: number) => distanceMm[from]! + (x - x0) * (distanceMm[from + right]! - distanceMm[from]!);
    const slice = (from: number) => row(from) + (y - y0) * (row(from + down) - row(from));
    const above = z0 + 1 < rk ? ri * rj : 0;
    return slice(at) + (z - z0) * (slice(at + above) - slice(at));
  };
}
