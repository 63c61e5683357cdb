import type { Grid } from "../grid.ts";
import type { Components } from "../kernels.ts";
import { requireOneValuePerVoxel } from "../one-value-per-voxel.ts";

interface Run {
  readonly begin: number;
  readonly end: number;
}

/**
 * Connected components of the foreground, by runs along i that are united over neighbouring rows (union-find).
 *
 * @param connectivity 6: shared faces; 18: also edges; 26: also corners
 * @throws RangeError if `mask` does not have one value per voxel of `grid`, or for another connectivity
 */
export function connectedComponents(mask: Uint8Array, grid: Grid, connectivity: 6 | 18 | 26): Components {
  requireOneValuePerVoxel(mask, grid, "mask");
  requireConnectivity(connectivity);
  const [ni, nj] = grid.size;
  const { runs, firstOfRow } = findRuns(mask, ni);
  const parent = Uint32Array.from(runs, (_, run) => run);
  for (let row = 0; row + 1 < firstOfRow.length; row++) {
    const j = row % nj;
    for (const earlier of EARLIER_ROWS) {
      if (earlier.distance > connectivity || j + earlier.dj < 0 || j + earlier.dj >= nj) continue;
      const other = row + earlier.dj + earlier.dk * nj;
      if (other < 0) continue;
      const reach = earlier.diagonalFrom <= connectivity ? 1 : 0;
      uniteRows(runs, parent, { row, other, reach, ni, firstOfRow });
    }
  }
  return number(runs, parent, mask.length);
}

/** @throws RangeError unless `connectivity` is 6, 18 or 26 */
export function requireConnectivity(connectivity: number): void {
  if (connectivity !== 6 && connectivity !== 18 && connectivity !== 26)
    throw new RangeError(`connectivity is ${connectivity}, expected 6, 18 or 26`);
}

/** Rows already visited next to a row; from which connectivity on they count, and from which on also one step along i. */
const EARLIER_ROWS = [
  { dj: -1, dk: 0, distance: 6, diagonalFrom: 18 },
  { dj: 0, dk: -1, distance: 6, diagonalFrom: 18 },
  { dj: -1, dk: -1, distance: 18, diagonalFrom: 26 },
  { dj: 1, dk: -1, distance: 18, diagonalFrom: 26 },
] as const;

/** Runs in the order of their voxels; `firstOfRow[row]` .. `firstOfRow[row + 1]` are those of one row. */
function findRuns(mask: Uint8Array, ni: number): { runs: Run[]; firstOfRow: number[] } {
  const runs: Run[] = [];
  const firstOfRow: number[] = [];
  for (let row = 0; row < mask.length; row += ni) {
    firstOfRow.push(runs.length);
    for (let i = row; i < row + ni; i++) {
      if (mask[i] === 0) continue;
      const begin = i;
      while (i < row + ni && mask[i] !== 0) i++;
      runs.push({ begin, end: i });
    }
  }
  firstOfRow.push(runs.length);
  return { runs, firstOfRow };
}

interface RowPair {
  readonly row: number;
  readonly other: number;
  readonly reach: 0 | 1;
  readonly ni: number;
  readonly firstOfRow: readonly number[];
}

function uniteRows(runs: readonly Run[], parent: Uint32Array, { row, other, reach, ni, firstOfRow }: RowPair): void {
  const shift = (row - other) * ni;
  let a = firstOfRow[row]!;
  let b = firstOfRow[other]!;
  while (a < firstOfRow[row + 1]! && b < firstOfRow[other + 1]!) {
    const here = runs[a]!;
    const there = runs[b]!;
    if (there.begin + shift < here.end + reach && here.begin < there.end + shift + reach) unite(parent, a, b);
    if (there.end + shift < here.end) b++;
    else a++;
  }
}

/** The smaller run is the root, so that a component's root is the run of its first voxel. */
function unite(parent: Uint32Array, a: number, b: number): void {
  const rootA = find(parent, a);
  const rootB = find(parent, b);
  if (rootA < rootB) parent[rootB] = rootA;
  else parent[rootA] = rootB;
}

function find(parent: Uint32Array, run: number): number {
  let at = run;
  while (parent[at] !== at) {
    parent[at] = parent[parent[at]!]!;
    at = parent[at]!;
  }
  return at;
}

function number(runs: readonly Run[], parent: Uint32Array, voxels: number): Components {
  const labels = new Uint32Array(voxels);
  const labelOfRun = new Uint32Array(runs.length);
  const sizes: number[] = [];
  runs.forEach(({ begin, end }, run) => {
    const root = find(parent, run);
    if (root === run) sizes.push(0);
    const label = root === run ? sizes.length : labelOfRun[root]!;
    labelOfRun[run] = label;
    sizes[label - 1]! += end - begin;
    labels.fill(label, begin, end);
  });
  return { labels, sizes: Uint32Array.from(sizes) };
}
