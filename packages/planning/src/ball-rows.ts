import type { WorldPoint } from "@cantlie/geometry";
import { type Grid, worldToVoxel } from "@cantlie/volume";

/**
 * Calls `visit` with the rows of voxels of `grid` whose centres lie within `radiusMm` of `centreMm`, ascending, until it returns `false`:
 * the flat index of a row's first voxel and that past its last.
 */
export function visitBallRows(
  grid: Grid,
  centreMm: WorldPoint,
  radiusMm: number,
  visit: (first: number, end: number) => unknown,
): void {
  const [ci, cj, ck] = worldToVoxel(grid, centreMm);
  const [si, sj, sk] = grid.spacingMm;
  const [ni, nj, nk] = grid.size;
  const squared = radiusMm * radiusMm;
  const lastK = Math.min(nk - 1, Math.floor(ck + radiusMm / sk));
  const firstJ = Math.max(0, Math.ceil(cj - radiusMm / sj));
  const lastJ = Math.min(nj - 1, Math.floor(cj + radiusMm / sj));
  for (let k = Math.max(0, Math.ceil(ck - radiusMm / sk)); k <= lastK; k++) {
    const zz = ((k - ck) * sk) ** 2;
    for (let j = firstJ; j <= lastJ; j++) {
      const yz = zz + ((j - cj) * sj) ** 2;
      if (yz > squared) continue;
      // one voxel more on either side than the root says; then each end is asked itself, since the root is rounded
      const half = Math.sqrt(squared - yz) / si + 1;
      let i0 = Math.max(0, Math.ceil(ci - half));
      let i1 = Math.min(ni - 1, Math.floor(ci + half));
      while (i0 <= i1 && yz + ((i0 - ci) * si) ** 2 > squared) i0++;
      while (i0 <= i1 && yz + ((i1 - ci) * si) ** 2 > squared) i1--;
      const row = ni * (j + nj * k);
      if (i0 <= i1 && visit(row + i0, row + i1 + 1) === false) return;
    }
  }
}

/** Those of `voxels` (flat indices) whose centres lie within `radiusMm` of `centreMm`: what `visitBallRows` would visit of them. */
export function voxelsInBall(grid: Grid, voxels: Iterable<number>, centreMm: WorldPoint, radiusMm: number): number[] {
  const [ci, cj, ck] = worldToVoxel(grid, centreMm);
  const [si, sj, sk] = grid.spacingMm;
  const [ni, nj] = grid.size;
  const inside: number[] = [];
  for (const voxel of voxels) {
    const row = Math.floor(voxel / ni);
    const j = row % nj;
    const yz = (((row - j) / nj - ck) * sk) ** 2 + ((j - cj) * sj) ** 2;
    if (yz + (((voxel % ni) - ci) * si) ** 2 <= radiusMm * radiusMm) inside.push(voxel);
  }
  return inside;
}
