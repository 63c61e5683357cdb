import type { Grid } from "../grid.ts";
import type { Components } from "../kernels.ts";
import { requireOneValuePerVoxel } from "../one-value-per-voxel.ts";
import { requireConnectivity } from "../reference/connected-components.ts";
import type { Arena } from "./arena.ts";

/** begin, end, a link, and the component's number, uint32 each */
const RUN_NUMBERS = 4;

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
  // room for a few runs per row is nearly always enough; if not, they are found again with room for all
  const room = 4 * rows;
  const runs = arena.take(4 * RUN_NUMBERS * room);
  const runCount = arena.run.findRuns(at, grid.size[0], rows, firstOfRow, runs, room);
  if (runCount > room) {
    arena.take(4 * RUN_NUMBERS * (runCount - room));
    arena.run.findRuns(at, grid.size[0], rows, firstOfRow, runs, runCount);
  }
  const count = arena.run.connectedComponents(...grid.size, connectivity, firstOfRow, runs);
  return writeRuns(arena.uint32(runs, RUN_NUMBERS * runCount), new Uint32Array(mask.length), new Uint32Array(count));
}

function writeRuns(runs: Uint32Array, labels: Uint32Array, sizes: Uint32Array): Components {
  for (let run = 0; run < runs.length; run += RUN_NUMBERS) {
    const begin = runs[run]!;
    const end = runs[run + 1]!;
    const label = runs[run + 3]!;
    sizes[label - 1]! += end - begin;
    // a call costs as much as a few voxels
    if (end - begin > 16) labels.fill(label, begin, end);
    else for (let voxel = begin; voxel < end; voxel++) labels[voxel] = label;
  }
  return { labels, sizes };
}
