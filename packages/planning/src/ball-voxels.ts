import type { WorldPoint } from "@cantlie/geometry";
import { type Grid, worldToVoxel } from "@cantlie/volume";

/** Calls `visit` with the flat index of every voxel of `grid` whose centre lies within `radiusMm` of `centreMm`, until it returns `false`. */
export function visitBall(grid: Grid, centreMm: WorldPoint, radiusMm: number, visit: (voxel: number) => unknown): void {
  const centre = worldToVoxel(grid, centreMm);
  const reach = grid.spacingMm.map((spacing) => radiusMm / spacing);
  const from = centre.map((c, axis) => Math.max(0, Math.ceil(c - reach[axis]!)));
  const to = centre.map((c, axis) => Math.min(grid.size[axis as 0 | 1 | 2] - 1, Math.floor(c + reach[axis]!)));
  const [sx, sy, sz] = grid.spacingMm;
  for (let k = from[2]!; k <= to[2]!; k++) {
    const zz = ((k - centre[2]) * sz) ** 2;
    for (let j = from[1]!; j <= to[1]!; j++) {
      const yz = zz + ((j - centre[1]) * sy) ** 2;
      if (yz > radiusMm * radiusMm) continue;
      for (let i = from[0]!; i <= to[0]!; i++) {
        if (yz + ((i - centre[0]) * sx) ** 2 > radiusMm * radiusMm) continue;
        if (visit(i + grid.size[0] * (j + grid.size[1] * k)) === false) return;
      }
    }
  }
}
