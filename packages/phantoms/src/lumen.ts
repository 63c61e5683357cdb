import type { Vector3 } from "@cantlie/geometry";
import { worldPoint } from "@cantlie/geometry";
import { type Grid, voxelCount, voxelIndexAt, voxelToWorld } from "@cantlie/volume";
import { nodeAt, type PhantomTree } from "./phantom-tree.ts";
import { coverageFraction, voxelBox, voxelWidthMm } from "./rasterise.ts";
import { apartMm, pointToPieceMm } from "./segment-distance.ts";

/** Share of each voxel of `grid` that is lumen of `tree`, as 0 .. 255. */
export function lumenCoverage(tree: PhantomTree, grid: Grid): Uint8Array {
  const coverage = new Uint8Array(voxelCount(grid));
  const widthMm = voxelWidthMm(grid);
  const [ni, nj] = grid.size;
  const [dx, dy, dz] = grid.direction[0].map((component) => component * grid.spacingMm[0]) as [number, number, number];
  forEachPiece(tree, (a, b, radiusMm) => {
    const reach = radiusMm + widthMm;
    const low: Vector3 = [Math.min(a[0], b[0]) - reach, Math.min(a[1], b[1]) - reach, Math.min(a[2], b[2]) - reach];
    const high: Vector3 = [Math.max(a[0], b[0]) + reach, Math.max(a[1], b[1]) + reach, Math.max(a[2], b[2]) + reach];
    const [first, last] = voxelBox(grid, [low, high]);
    for (let k = first[2]; k <= last[2]; k++)
      for (let j = first[1]; j <= last[1]; j++) {
        const [x, y, z] = voxelToWorld(grid, 0, j, k);
        const row = ni * (j + nj * k);
        for (let i = first[0]; i <= last[0]; i++) {
          const distanceMm = pointToPieceMm([x + i * dx, y + i * dy, z + i * dz], a, b) - radiusMm;
          const share = Math.round(255 * coverageFraction(distanceMm, widthMm));
          if (share > coverage[row + i]!) coverage[row + i] = share;
        }
      }
  });
  return coverage;
}

/**
 * Mask of a tree: voxels at least half lumen, and every voxel that the centreline passes through. Without the latter,
 * vessels thinner than a voxel would fall to pieces, which no radiologist would draw.
 */
export function lumenMask(tree: PhantomTree, grid: Grid, coverage: Uint8Array): Uint8Array {
  const mask = new Uint8Array(coverage.length);
  for (let index = 0; index < mask.length; index++) if (coverage[index]! >= 128) mask[index] = 1;
  const stepMm = Math.min(...grid.spacingMm) / 4;
  forEachPiece(tree, (a, b) => {
    const steps = Math.ceil(apartMm(a, b) / stepMm);
    for (let step = 0; step <= steps; step++) {
      const t = steps === 0 ? 0 : step / steps;
      const at = worldPoint(a[0] + t * (b[0] - a[0]), a[1] + t * (b[1] - a[1]), a[2] + t * (b[2] - a[2]));
      const index = voxelIndexAt(grid, at);
      if (index >= 0) mask[index] = 1;
    }
  });
  return mask;
}

function forEachPiece(tree: PhantomTree, visit: (a: Vector3, b: Vector3, radiusMm: number) => void): void {
  for (let node = 0; node < tree.count; node++) {
    const parent = tree.parent[node]!;
    if (parent >= 0) visit(nodeAt(tree, parent), nodeAt(tree, node), tree.radiusMm[node]!);
  }
}
