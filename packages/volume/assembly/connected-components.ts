/**
 * Finds the runs of foreground along i. Of each run the first `room` get their record in `runs`, 16 bytes: begin, end, a link (to itself),
 * and room for a number. `firstOfRow` (int32, one per row and one more) gets the first run of each row. Returns how many there are.
 */
export function findRuns(mask: usize, ni: i32, rows: i32, firstOfRow: usize, runs: usize, room: i32): i32 {
  let run = 0;
  for (let row = 0, first = 0; row < rows; row++, mask += ni, first += ni) {
    store<i32>(firstOfRow + (<usize>row << 2), run);
    let i = 0;
    while (i < ni) {
      i = nextForeground(mask, i, ni);
      if (i == ni) break;
      const end = nextBackground(mask, i, ni);
      if (run < room) {
        const at = runs + (<usize>run << 4);
        store<u32>(at, first + i);
        store<u32>(at, first + end, 4);
        store<u32>(at, run, 8);
      }
      run++;
      i = end;
    }
  }
  store<i32>(firstOfRow + (<usize>rows << 2), run);
  return run;
}

/**
 * Numbers the components of runs that have been found, from 1 in the order of first voxels: the fourth number of each run's record.
 * Returns the number of components. Labels are written by the host, run by run, into memory that the system hands out zeroed.
 */
export function connectedComponents(
  ni: i32,
  nj: i32,
  nk: i32,
  connectivity: i32,
  firstOfRow: usize,
  runs: usize,
): i32 {
  for (let k = 0, row = 0; k < nk; k++)
    for (let j = 0; j < nj; j++, row++) {
      if (j > 0) uniteRows(runs, firstOfRow, row, row - 1, ni, connectivity >= 18);
      if (k > 0) uniteRows(runs, firstOfRow, row, row - nj, ni, connectivity >= 18);
      if (connectivity < 18 || k == 0) continue;
      if (j > 0) uniteRows(runs, firstOfRow, row, row - nj - 1, ni, connectivity == 26);
      if (j < nj - 1) uniteRows(runs, firstOfRow, row, row - nj + 1, ni, connectivity == 26);
    }
  return number(runs, i32.load(firstOfRow + ((<usize>nj * nk) << 2)));
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

function number(runs: usize, count: i32): i32 {
  let components: u32 = 0;
  for (let run: u32 = 0; run < <u32>count; run++) {
    const root = find(runs, run);
    const label = root == run ? ++components : load<u32>(runs + (<usize>root << 4), 12);
    store<u32>(runs + (<usize>run << 4), label, 12);
  }
  return components;
}
