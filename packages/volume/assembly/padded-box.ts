/** Writes first and last i, j, k of the non-zero voxels to `box` (six int32); false if there are none. */
export function boundingBox(mask: usize, ni: i32, nj: i32, nk: i32, box: usize): bool {
  let i0 = ni;
  let i1 = -1;
  let j0 = nj;
  let j1 = -1;
  let k0 = nk;
  let k1 = -1;
  let row = mask;
  for (let k = 0; k < nk; k++)
    for (let j = 0; j < nj; j++, row += ni) {
      let first = 0;
      while (first + 8 <= ni && load<u64>(row + first) == 0) first += 8;
      while (first < ni && load<u8>(row + first) == 0) first++;
      if (first == ni) continue;
      let last = ni - 1;
      while (load<u8>(row + last) == 0) last--;
      i0 = min(i0, first);
      i1 = max(i1, last);
      j0 = min(j0, j);
      j1 = max(j1, j);
      k0 = min(k0, k);
      k1 = k;
    }
  i32.store(box, i0);
  i32.store(box, j0, 4);
  i32.store(box, k0, 8);
  i32.store(box, i1, 12);
  i32.store(box, j1, 16);
  i32.store(box, k1, 20);
  return i1 >= 0;
}

/**
 * Copies the box of the mask into `padded`, as 0 and 1, with a rim of one background voxel, and lists the foreground: flat index in the
 * padded box to `inBox`. Returns the number of foreground voxels; only counts them if `inBox` is 0.
 */
export function padForeground(mask: usize, ni: i32, nj: i32, box: usize, padded: usize, inBox: usize): i32 {
  const i0 = i32.load(box);
  const j0 = i32.load(box, 4);
  const k0 = i32.load(box, 8);
  const mi = i32.load(box, 12) - i0 + 1;
  const mj = i32.load(box, 16) - j0 + 1;
  const mk = i32.load(box, 20) - k0 + 1;
  const rowStep = mi + 2;
  const sliceStep = rowStep * (mj + 2);
  if (padded != 0) memory.fill(padded, 0, <usize>sliceStep * (mk + 2));
  let count = 0;
  for (let k = 0; k < mk; k++)
    for (let j = 0; j < mj; j++) {
      const row = mask + i0 + <usize>ni * (<usize>(j0 + j) + <usize>nj * (k0 + k));
      const to = 1 + rowStep * (j + 1) + sliceStep * (k + 1);
      let i = 0;
      while (i < mi) {
        if (i + 8 <= mi && load<u64>(row + i) == 0) {
          i += 8;
          continue;
        }
        if (load<u8>(row + i) != 0) {
          if (padded != 0) store<u8>(padded + to + i, 1);
          if (inBox != 0) i32.store(inBox + (<usize>count << 2), to + i);
          count++;
        }
        i++;
      }
    }
  return count;
}
