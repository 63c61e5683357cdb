import { gatherLines, scatterLines, TILE } from "./tiles";

/**
 * Squared distances in units of the spacing along i. `scratch` holds 16 lines and one envelope of the longest axis:
 * `(64 + 20) * max(nj, nk)` bytes, 8-byte aligned.
 */
export function squaredDistance(
  mask: usize,
  squared: usize,
  ni: i32,
  nj: i32,
  nk: i32,
  weightJ: f64,
  weightK: f64,
  scratch: usize,
): void {
  const rows = nj * nk;
  for (let row = 0; row < rows; row++) alongRow(mask + <usize>row * ni, squared + ((<usize>row * ni) << 2), ni);
  const rowBytes = <usize>ni << 2;
  const sliceBytes = rowBytes * nj;
  if (nj > 1)
    for (let k = 0; k < nk; k++) across(squared + <usize>k * sliceBytes, rowBytes, nj, ni, weightJ, scratch);
  if (nk > 1)
    for (let j = 0; j < nj; j++) across(squared + <usize>j * rowBytes, sliceBytes, nk, ni, weightK, scratch);
}

/** Distance from its square, in place. */
export function rootsInto(squared: usize, n: i32, unitMm: f64): void {
  const end = squared + (<usize>n << 2);
  const unit = f64x2.splat(unitMm);
  let at = squared;
  for (; at + 16 <= end; at += 16) {
    const four = v128.load(at);
    const low = f64x2.mul(f64x2.sqrt(f64x2.promote_low_f32x4(four)), unit);
    const high = f64x2.mul(f64x2.sqrt(f64x2.promote_low_f32x4(v128.shuffle<i32>(four, four, 2, 3, 0, 1))), unit);
    v128.store(
      at,
      v128.shuffle<i64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2),
    );
  }
  for (; at < end; at += 4) f32.store(at, <f32>(sqrt<f64>(<f64>f32.load(at)) * unitMm));
}

function alongRow(mask: usize, squared: usize, ni: i32): void {
  let steps: f32 = f32.POSITIVE_INFINITY;
  for (let i = 0; i < ni; i++) {
    steps = load<u8>(mask + i) != 0 ? 0 : steps + 1;
    f32.store(squared + (<usize>i << 2), steps * steps);
  }
  if (steps == f32.POSITIVE_INFINITY) return;
  steps = f32.POSITIVE_INFINITY;
  for (let i = ni - 1; i >= 0; i--) {
    const at = squared + (<usize>i << 2);
    const left = f32.load(at);
    steps = left == 0 ? 0 : steps + 1;
    const right = steps * steps;
    f32.store(at, min(left, right));
  }
}

function across(first: usize, stride: usize, n: i32, count: i32, weight: f64, scratch: usize): void {
  const envelope = scratch + ((<usize>n * TILE) << 2);
  for (let line = 0; line < count; line += TILE) {
    const width = min(TILE, count - line);
    const from = first + (<usize>line << 2);
    gatherLines(from, stride, n, width, scratch);
    let changed = false;
    for (let t = 0; t < width; t++) if (lowerEnvelope(scratch + ((<usize>t * n) << 2), n, weight, envelope)) changed = true;
    if (changed) scatterLines(scratch, from, stride, n, width);
  }
}

/** One parabola of the envelope is 24 bytes: begin f64, height f64, apex i32. False if the line has none. */
function lowerEnvelope(line: usize, n: i32, weight: f64, envelope: usize): bool {
  let top = envelope - 24;
  for (let q = 0; q < n; q++) {
    const f = f32.load(line + (<usize>q << 2));
    if (f == f32.POSITIVE_INFINITY) continue;
    let crossing = f64.NEGATIVE_INFINITY;
    while (top >= envelope) {
      const v = i32.load(top, 16);
      crossing = (<f64>f - f64.load(top, 8) + weight * <f64>(q * q - v * v)) / (2 * weight * <f64>(q - v));
      if (crossing > f64.load(top)) break;
      top -= 24;
    }
    top += 24;
    f64.store(top, top == envelope ? f64.NEGATIVE_INFINITY : crossing);
    f64.store(top, <f64>f, 8);
    i32.store(top, q, 16);
  }
  if (top < envelope) return false;
  let at = envelope;
  for (let q = 0; q < n; ) {
    while (at < top && f64.load(at, 24) < <f64>q) at += 24;
    // all voxels up to the next begin have this parabola
    const end = at < top ? min(n, <i32>floor<f64>(f64.load(at, 24)) + 1) : n;
    const apex = i32.load(at, 16);
    const height = f64.load(at, 8);
    for (; q < end; q++) {
      const steps = q - apex;
      f32.store(line + (<usize>q << 2), <f32>(height + weight * <f64>(steps * steps)));
    }
  }
  return true;
}
