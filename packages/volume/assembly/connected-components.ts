/** Number of runs of foreground along i; `firstOfRow` (int32, one per row and one more) gets the first run of each row. */
export function countRuns(mask: usize, ni: i32, rows: i32, firstOfRow: usize): i32 {
  let runs = 0;
  for (let row = 0; row < rows; row++, mask += ni) {
    i32.store(firstOfRow + (<usize>row << 2), runs);
    let i = 0;
    while (i < ni) {
      i = nextForeground(mask, i, ni);
      if (i == ni) break;
      runs++;
      i = nextBackground(mask, i, ni);
    }
  }
  i32.store(firstOfRow + (<usize>rows << 2), runs);
  return runs;
}

/**
 * Labels every voxel with its component's number from 1, in the order of first voxels. `runs` has 16 bytes per run (begin, end, parent,
 * label), `sizes` room for a uint32 per run, `labels` a uint32 per voxel. Returns the number of components.
 */
export function connectedComponents(
  mask: usize,
  ni: i32,
  nj: i32,
  nk: i32,
  connectivity: i32,
  firstOfRow: usize,
  runs: usize,
  sizes: usize,
  labels: usize,
): i32 {
  findRuns(mask, ni, nj * nk, runs);
  for (let k = 0, row = 0; k < nk; k++)
    for (let j = 0; j < nj; j++, row++) {
      if (j > 0) uniteRows(runs, firstOfRow, row, row - 1, ni, connectivity >= 18);
      if (k > 0) uniteRows(runs, firstOfRow, row, row - nj, ni, connectivity >= 18);
      if (connectivity < 18 || k == 0) continue;
      if (j > 0) uniteRows(runs, firstOfRow, row, row - nj - 1, ni, connectivity == 26);
      if (j < nj - 1) uniteRows(runs, firstOfRow, row, row - nj + 1, ni, connectivity == 26);
    }
  memory.fill(labels, 0, (<usize>ni * nj * nk) << 2);
  return number(runs, i32.load(firstOfRow + ((<usize>nj * nk) << 2)), sizes, labels);
}

function nextForeground(mask: usize, i: i32, ni: i32): i32 {
  while (i + 8 <= ni && load<u64>(mask + i) == 0) i += 8;
  while (i < ni && load<u8>(mask + i) == 0) i++;
  return i;
}

function nextBackground(mask: usize, i: i32, ni: i32): i32 {
  while (i + 16 <= ni && i8x16.all_true(v128.load(mask + i))) i += 16;
  while (i < ni && load<u8>(mask + i) != 0) i++;
  return i;
}

function findRuns(mask: usize, ni: i32, rows: i32, runs: usize): void {
  let run: u32 = 0;
  for (let row = 0, first = 0; row < rows; row++, mask += ni, first += ni) {
    let i = 0;
    while (i < ni) {
      i = nextForeground(mask, i, ni);
      if (i == ni) break;
      const end = nextBackground(mask, i, ni);
      store<u32>(runs, first + i);
      store<u32>(runs, first + end, 4);
      store<u32>(runs, run, 8);
      runs += 16;
      run++;
      i = end;
    }
  }
}

function uniteRows(runs: usize, firstOfRow: usize, row: i32, other: i32, ni: i32, diagonal: bool): void {
  const reach = diagonal ? 1 : 0;
  const shift = (row - other) * ni;
  let a = runs + (<usize>load<u32>(firstOfRow + (<usize>row << 2)) << 4);
  const endA = runs + (<usize>load<u32>(firstOfRow + (<usize>row << 2), 4) << 4);
  let b = runs + (<usize>load<u32>(firstOfRow + (<usize>other << 2)) << 4);
  const endB = runs + (<usize>load<u32>(firstOfRow + (<usize>other << 2), 4) << 4);
  while (a < endA && b < endB) {
    const end = i32.load(a, 4);
    const otherEnd = i32.load(b, 4) + shift;
    if (i32.load(b) + shift < end + reach && i32.load(a) < otherEnd + reach)
      unite(runs, <u32>((a - runs) >> 4), <u32>((b - runs) >> 4));
    if (otherEnd < end) b += 16;
    else a += 16;
  }
}

function unite(runs: usize, a: u32, b: u32): void {
  const rootA = find(runs, a);
  const rootB = find(runs, b);
  if (rootA < rootB) store<u32>(runs + (<usize>rootB << 4), rootA, 8);
  else store<u32>(runs + (<usize>rootA << 4), rootB, 8);
}

function find(runs: usize, run: u32): u32 {
  let at = run;
  let parent = load<u32>(runs + (<usize>at << 4), 8);
  while (parent != at) {
    const grandparent = load<u32>(runs + (<usize>parent << 4), 8);
    store<u32>(runs + (<usize>at << 4), grandparent, 8);
    at = grandparent;
    parent = load<u32>(runs + (<usize>at << 4), 8);
  }
  return at;
}

function number(runs: usize, count: i32, sizes: usize, labels: usize): i32 {
  let components: u32 = 0;
  for (let run: u32 = 0; run < <u32>count; run++) {
    const at = runs + (<usize>run << 4);
    const root = find(runs, run);
    let label: u32;
    if (root == run) {
      store<u32>(sizes + (<usize>components << 2), 0);
      label = ++components;
    } else label = load<u32>(runs + (<usize>root << 4), 12);
    store<u32>(at, label, 12);
    const begin = load<u32>(at);
    const end = load<u32>(at, 4);
    const size = sizes + (<usize>(label - 1) << 2);
    store<u32>(size, load<u32>(size) + (end - begin));
    const four = i32x4.splat(label);
    let to = labels + (<usize>begin << 2);
    const stop = labels + (<usize>end << 2);
    for (; to + 16 <= stop; to += 16) v128.store(to, four);
    for (; to < stop; to += 4) store<u32>(to, label);
  }
  return components;
}
