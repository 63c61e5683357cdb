import type { Grid } from "@cantlie/volume";
import type { VoxelRuns } from "../voxel-runs.ts";

/** Least distance between the voxels of two sets, centre to centre, mm; `withinMm` if it is not below that. */
export function runsGapMm(grid: Grid, a: VoxelRuns, b: VoxelRuns, withinMm: number): number {
  const [si, sj, sk] = grid.spacingMm;
  const nearA = placesOf(grid, a, boxOf(grid, b, withinMm));
  const rowsOfB = new Map<number, RunPlace[]>();
  for (const place of placesOf(grid, b, boxOf(grid, a, withinMm))) {
    const key = rowKey(place.j, place.k);
    const row = rowsOfB.get(key);
    if (row === undefined) rowsOfB.set(key, [place]);
    else row.push(place);
  }
  let best = withinMm * withinMm;
  for (const { from, last, j, k } of nearA) {
    if (best === 0 || rowsOfB.size === 0) break;
    const reachMm = Math.sqrt(best);
    const [reachJ, reachK] = [Math.floor(reachMm / sj), Math.floor(reachMm / sk)];
    for (let dk = -reachK; dk <= reachK; dk++)
      for (let dj = -reachJ; dj <= reachJ; dj++) {
        const across = (dj * sj) ** 2 + (dk * sk) ** 2;
        if (across >= best) continue;
        for (const other of rowsOfB.get(rowKey(j + dj, k + dk)) ?? []) {
          const gapMm = Math.max(0, other.from - last, from - other.last) * si;
          best = Math.min(best, across + gapMm * gapMm);
        }
      }
  }
  return Math.sqrt(best);
}

/** A run in voxels: i from first to last. */
interface RunPlace {
  readonly from: number;
  readonly last: number;
  readonly j: number;
  readonly k: number;
}

interface Box {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

function placeOf(grid: Grid, { first, length }: VoxelRuns, run: number): RunPlace {
  const row = Math.floor(first[run]! / grid.size[0]);
  const from = first[run]! - row * grid.size[0];
  return { from, last: from + length[run]! - 1, j: row % grid.size[1], k: Math.floor(row / grid.size[1]) };
}

/** The runs that meet a box. */
function placesOf(grid: Grid, runs: VoxelRuns, { low, high }: Box): RunPlace[] {
  const places: RunPlace[] = [];
  for (let run = 0; run < runs.first.length; run++) {
    const place = placeOf(grid, runs, run);
    const { from, last, j, k } = place;
    if (last >= low[0]! && from <= high[0]! && j >= low[1]! && j <= high[1]! && k >= low[2]! && k <= high[2]!) places.push(place);
  }
  return places;
}

/** The box of some runs, wider by `rimMm` on every side. */
function boxOf(grid: Grid, runs: VoxelRuns, rimMm: number): Box {
  const low = [Infinity, Infinity, Infinity];
  const high = [-Infinity, -Infinity, -Infinity];
  for (let run = 0; run < runs.first.length; run++) {
    const { from, last, j, k } = placeOf(grid, runs, run);
    [from, j, k].forEach((index, axis) => {
      low[axis] = Math.min(low[axis]!, index);
    });
    [last, j, k].forEach((index, axis) => {
      high[axis] = Math.max(high[axis]!, index);
    });
  }
  const rim = grid.spacingMm.map((spacing) => Math.ceil(rimMm / spacing));
  return { low: low.map((index, axis) => index - rim[axis]!), high: high.map((index, axis) => index + rim[axis]!) };
}

/** One number per row; rows beyond the grid have numbers of their own. */
function rowKey(j: number, k: number): number {
  return j + 2 ** 20 * k;
}
