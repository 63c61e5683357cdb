import type { Grid } from "../grid.ts";
import type { Components } from "../kernels.ts";
import { requireOneValuePerVoxel } from "../one-value-per-voxel.ts";
import { requireConnectivity } from "../reference/connected-components.ts";
import type { Arena } from "./arena.ts";

const RUN_BYTES = 16;

export function connectedComponents(
  arena: Arena,
  mask: Uint8Array,
  { grid, connectivity }: { grid: Grid; connectivity: 6 | 18 | 26 },
): Components {
  requireOneValuePerVoxel(mask, grid, "mask");
  requireConnectivity(connectivity);
  arena.clear();
  const rows = grid.size[1] * grid.size[2];
  const at = arena.put(mask);
  const firstOfRow = arena.take(4 * (rows + 1));
  const runCount = arena.run.countRuns(at, grid.size[0], rows, firstOfRow);
  const runs = arena.take(RUN_BYTES * runCount);
  const sizes = arena.take(4 * runCount);
  const labels = arena.take(4 * mask.length);
  const count = arena.run.connectedComponents(at, ...grid.size, connectivity, firstOfRow, runs, sizes, labels);
  return { labels: arena.uint32(labels, mask.length).slice(), sizes: arena.uint32(sizes, count).slice() };
}
