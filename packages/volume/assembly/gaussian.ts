/** One pass along i. `line` has room for a row and twice the radius, in float32; `weights` are float32, centre first. */
export function smoothRows(from: usize, to: usize, ni: i32, rows: i32, weights: usize, radius: i32, line: usize): void {
  const centre = line + (<usize>radius << 2);
  for (let row = 0; row < rows; row++, from += <usize>ni << 2, to += <usize>ni << 2) {
    memory.copy(centre, from, <usize>ni << 2);
    for (let step = 1; step <= radius; step++) {
      f32.store(centre - (<usize>step << 2), f32.load(from + (<usize>mirrored(-step, ni) << 2)));
      f32.store(centre + (<usize>(ni - 1 + step) << 2), f32.load(from + (<usize>mirrored(ni - 1 + step, ni) << 2)));
    }
    let i = 0;
    for (; i + 8 <= ni; i += 8) {
      const at = centre + (<usize>i << 2);
      const w0 = v128.load32_splat(weights);
      let low = f32x4.mul(w0, v128.load(at));
      let high = f32x4.mul(w0, v128.load(at, 16));
      for (let step = 1; step <= radius; step++) {
        const w = v128.load32_splat(weights + (<usize>step << 2));
        const before = at - (<usize>step << 2);
        const after = at + (<usize>step << 2);
        low = f32x4.add(low, f32x4.mul(w, f32x4.add(v128.load(before), v128.load(after))));
        high = f32x4.add(high, f32x4.mul(w, f32x4.add(v128.load(before, 16), v128.load(after, 16))));
      }
      v128.store(to + (<usize>i << 2), low);
      v128.store(to + (<usize>i << 2), high, 16);
    }
    for (; i < ni; i++) {
      const at = centre + (<usize>i << 2);
      let sum = f32.load(weights) * f32.load(at);
      for (let step = 1; step <= radius; step++)
        sum += f32.load(weights + (<usize>step << 2)) * (f32.load(at - (<usize>step << 2)) + f32.load(at + (<usize>step << 2)));
      f32.store(to + (<usize>i << 2), sum);
    }
  }
}

/**
 * One pass across rows: `n` rows of `ni` voxels, `stride` bytes apart. `rowOf` has room for `n` plus twice the radius int32: the rows
 * that stand for those beyond the border.
 */
export function smoothAcross(
  from: usize,
  to: usize,
  ni: i32,
  n: i32,
  stride: usize,
  weights: usize,
  radius: i32,
  rowOf: usize,
): void {
  for (let row = -radius; row < n + radius; row++)
    store<usize>(rowOf + (<usize>(row + radius) << 2), from + <usize>mirrored(row, n) * stride);
  for (let q = 0; q < n; q++, to += stride) {
    const centre = rowOf + (<usize>(q + radius) << 2);
    const own = load<usize>(centre);
    let i: usize = 0;
    const rowBytes = <usize>ni << 2;
    for (; i + 32 <= rowBytes; i += 32) {
      const w0 = v128.load32_splat(weights);
      let low = f32x4.mul(w0, v128.load(own + i));
      let high = f32x4.mul(w0, v128.load(own + i, 16));
      for (let step = 1; step <= radius; step++) {
        const w = v128.load32_splat(weights + (<usize>step << 2));
        const before = load<usize>(centre - (<usize>step << 2)) + i;
        const after = load<usize>(centre + (<usize>step << 2)) + i;
        low = f32x4.add(low, f32x4.mul(w, f32x4.add(v128.load(before), v128.load(after))));
        high = f32x4.add(high, f32x4.mul(w, f32x4.add(v128.load(before, 16), v128.load(after, 16))));
      }
      v128.store(to + i, low);
      v128.store(to + i, high, 16);
    }
    for (; i < rowBytes; i += 4) {
      let sum = f32.load(weights) * f32.load(own + i);
      for (let step = 1; step <= radius; step++)
        sum +=
          f32.load(weights + (<usize>step << 2)) *
          (f32.load(load<usize>(centre - (<usize>step << 2)) + i) + f32.load(load<usize>(centre + (<usize>step << 2)) + i));
      f32.store(to + i, sum);
    }
  }
}

function mirrored(index: i32, n: i32): i32 {
  const period = ((index % (2 * n)) + 2 * n) % (2 * n);
  return period < n ? period : 2 * n - 1 - period;
}
