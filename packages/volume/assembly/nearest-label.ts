import { gatherLabels, gatherLines, scatterLabels, scatterLines, TILE } from "./tiles";

/** As squaredDistance, with the uint16 label of the nearest voxel carried along in `labels`. `scratch` as there plus 16 lines of uint16 and 8 bytes a parabola. */
export function nearestLabel(
  labels: usize,
  squared: usize,
  ni: i32,
  nj: i32,
  nk: i32,
  weightJ: f64,
  weightK: f64,
  scratch: usize,
): void {
  const rows = nj * nk;
  for (let row = 0; row < rows; row++)
    alongRow(labels + ((<usize>row * ni) << 1), squared + ((<usize>row * ni) << 2), ni, scratch);
  const slice = <usize>ni * nj;
  if (nj > 1) for (let k = 0; k < nk; k++) across(labels, squared, <usize>k * slice, ni, nj, ni, weightJ, scratch);
  if (nk > 1)
    for (let j = 0; j < nj; j++) across(labels, squared, <usize>j * ni, <i32>slice, nk, ni, weightK, scratch);
}

function alongRow(labels: usize, squared: usize, ni: i32, fromLeft: usize): void {
  let steps: f32 = f32.POSITIVE_INFINITY;
  let label: u16 = 0;
  for (let i = 0; i < ni; i++) {
    const own = load<u16>(labels + (<usize>i << 1));
    steps = own != 0 ? 0 : steps + 1;
    label = own != 0 ? own : label;
    f32.store(squared + (<usize>i << 2), steps * steps);
    store<u16>(fromLeft + (<usize>i << 1), label);
  }
  if (steps == f32.POSITIVE_INFINITY) return;
  steps = f32.POSITIVE_INFINITY;
  label = 0;
  for (let i = ni - 1; i >= 0; i--) {
    const at = labels + (<usize>i << 1);
    const own = load<u16>(at);
    steps = own != 0 ? 0 : steps + 1;
    label = own != 0 ? own : label;
    const left = f32.load(squared + (<usize>i << 2));
    const leftLabel = load<u16>(fromLeft + (<usize>i << 1));
    const right = steps * steps;
    const rightIsNearer = right < left || (right == left && label < leftLabel);
    f32.store(squared + (<usize>i << 2), rightIsNearer ? right : left);
    store<u16>(at, rightIsNearer ? label : leftLabel);
  }
}

function across(
  labels: usize,
  squared: usize,
  first: usize,
  stride: i32,
  n: i32,
  count: i32,
  weight: f64,
  scratch: usize,
): void {
  const lineLabels = scratch + ((<usize>n * TILE) << 2);
  const envelope = lineLabels + ((<usize>n * TILE) << 1);
  for (let line = 0; line < count; line += TILE) {
    const width = min(TILE, count - line);
    const voxel = first + line;
    gatherLines(squared + (voxel << 2), <usize>stride << 2, n, width, scratch);
    gatherLabels(labels + (voxel << 1), <usize>stride << 1, n, width, lineLabels);
    let changed = false;
    for (let t = 0; t < width; t++)
      if (lowerEnvelope(scratch + ((<usize>t * n) << 2), lineLabels + ((<usize>t * n) << 1), n, weight, envelope)) changed = true;
    if (!changed) continue;
    scatterLines(scratch, squared + (voxel << 2), <usize>stride << 2, n, width);
    scatterLabels(lineLabels, labels + (voxel << 1), <usize>stride << 1, n, width);
  }
}

/** One parabola is 24 bytes: begin f64, height f64, apex i32, label u16. Parabolas that only touch the envelope are kept, for they tie. */
function lowerEnvelope(line: usize, labels: usize, n: i32, weight: f64, envelope: usize): bool {
  let top = envelope - 24;
  for (let q = 0; q < n; q++) {
    const f = f32.load(line + (<usize>q << 2));
    if (f == f32.POSITIVE_INFINITY) continue;
    let crossing = f64.NEGATIVE_INFINITY;
    while (top >= envelope) {
      const v = i32.load(top, 16);
      crossing = (<f64>f - f64.load(top, 8) + weight * <f64>(q * q - v * v)) / (2 * weight * <f64>(q - v));
      if (crossing >= f64.load(top)) break;
      top -= 24;
    }
    top += 24;
    f64.store(top, top == envelope ? f64.NEGATIVE_INFINITY : crossing);
    f64.store(top, <f64>f, 8);
    i32.store(top, q, 16);
    store<u16>(top, load<u16>(labels + (<usize>q << 1)), 20);
  }
  if (top < envelope) return false;
  let at = envelope;
  for (let q = 0; q < n; ) {
    while (at < top && f64.load(at, 24) < <f64>q) at += 24;
    const next = at < top ? f64.load(at, 24) : f64.POSITIVE_INFINITY;
    // all voxels up to the next begin have this parabola; the last of them may tie, if the next begins right there
    const end = at < top ? min(n, <i32>floor<f64>(next) + 1) : n;
    const apex = i32.load(at, 16);
    const height = f64.load(at, 8);
    const label = load<u16>(at, 20);
    for (; q < end; q++) {
      const steps = q - apex;
      f32.store(line + (<usize>q << 2), <f32>(height + weight * <f64>(steps * steps)));
      store<u16>(labels + (<usize>q << 1), label);
    }
    if (next != <f64>(q - 1)) continue;
    let smallest = label;
    for (let tied = at + 24; tied <= top && f64.load(tied) == next; tied += 24) smallest = min(smallest, load<u16>(tied, 20));
    store<u16>(labels + (<usize>(q - 1) << 1), smallest);
  }
  return true;
}
