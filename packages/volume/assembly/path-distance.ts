import { arrive, bestFront, locate, lookAt, openArrivals, straight } from "./front-arrival";
import { advance, advanceTo, giveBack, isDue, isEmpty, openQueue, push, ranOutOfMemory, takeBucket, voxelOf, voxelsIn } from "./front-queue";
import {
  EMPTY,
  ESTIMATE,
  FRONT_BYTES,
  frontIn,
  fronts,
  isBetter,
  isEstimate,
  isInGroup,
  openRecords,
  rowStep,
  sliceStep,
  slotOfGroup,
  slots,
  startOf,
} from "./front-records";

let spacingI: f64 = 0;
let spacingJ: f64 = 0;
let spacingK: f64 = 0;

/**
 * Marches the fronts over the padded box, as ../src/reference/path-distance.ts. `order`: fronts by start. `ring`, `ringSize` and `chunks` are the queue's.
 * False if memory ran out.
 */
export function march(
  mask: usize,
  ni: i32,
  nj: i32,
  box: usize,
  slotRecords: usize,
  frontRecords: usize,
  count: i32,
  order: usize,
  ring: usize,
  ringSize: i32,
  chunks: usize,
  hi: f64,
  hj: f64,
  hk: f64,
  lowestMm: f64,
  bucketsPerMm: f64,
): bool {
  spacingI = hi;
  spacingJ = hj;
  spacingK = hk;
  openArrivals(hi, hj, hk);
  openQueue(ring, ringSize, chunks, lowestMm, bucketsPerMm);
  openRecords(mask, ni, nj, box, slotRecords, frontRecords);
  let next = 0;
  while (next < count || !isEmpty()) {
    if (isEmpty()) advanceTo(startOf(i32.load(order + (<usize>next << 2))));
    while (next < count) {
      const front = i32.load(order + (<usize>next << 2));
      if (!isDue(startOf(front))) break;
      begin(front, startOf(front));
      next++;
    }
    for (let chunk = takeBucket(); chunk != 0; chunk = takeBucket()) {
      while (chunk != 0) chunk = settleChunk(chunk);
      if (ranOutOfMemory()) return false;
    }
    advance();
  }
  return true;
}

let touched: i32 = 0;

/**
 * Settles what is due at a chunk's voxels and gives the next chunk. The voxels of a bucket lie all over the front, so that each one's records
 * come from far memory: first those of all are touched in one go, so that the waits overlap.
 */
function settleChunk(chunk: usize): usize {
  const count = voxelsIn(chunk);
  const row = <usize>rowStep << 4;
  const slice = <usize>sliceStep << 4;
  let loaded = 0;
  for (let entry = 0; entry < count; entry++) {
    const at = slots + (<usize>voxelOf(chunk, entry) << 4);
    loaded ^=
      i32.load(at, 8) ^ i32.load(at - row, 8) ^ i32.load(at + row, 8) ^ i32.load(at - slice, 8) ^ i32.load(at + slice, 8);
  }
  touched = loaded;
  for (let entry = count - 1; entry >= 0; entry--) {
    const voxel = voxelOf(chunk, entry);
    const at = slots + (<usize>voxel << 4);
    if (i32.load(at, 8) < EMPTY && isDue(f32.load(at))) settleDue(voxel, at, at);
    if (i32.load(at, 12) < EMPTY && isDue(f32.load(at, 4))) settleDue(voxel, at, at + 4);
  }
  return giveBack(chunk);
}

/** Lets a front start at its source. */
function begin(front: i32, start: f32): void {
  const group = fronts + <usize>front * FRONT_BYTES;
  const voxel = i32.load(group, 36);
  const at = slots + (<usize>voxel << 4);
  locate(voxel);
  const own = slotOfGroup(at, i32.load(group, 28), load<u32>(group, 32));
  if (own != 0) {
    if (isEstimate(i32.load(own, 8))) compute(voxel, at, own);
    if (i32.load(own, 8) < EMPTY && isBetter(start, front, own)) putComputed(voxel, own, front, start);
    return;
  }
  if (i32.load(at, 8) == EMPTY) putComputed(voxel, at, front, start);
  else if (i32.load(at, 12) == EMPTY) putComputed(voxel, at + 4, front, start);
  else {
    const rival = rivalIn(voxel, at);
    if (rival != 0 && isBetter(start, front, rival)) putComputed(voxel, rival, front, start);
  }
}

function settleDue(voxel: i32, at: usize, slot: usize): void {
  let front = frontIn(i32.load(slot, 8));
  const group = fronts + <usize>front * FRONT_BYTES;
  const groupFirst = i32.load(group, 28);
  const groupSize = load<u32>(group, 32);
  const k = <u32>voxel / <u32>sliceStep;
  const inSlice = <u32>voxel - k * <u32>sliceStep;
  const j = inSlice / <u32>rowStep;
  const i = inSlice - j * <u32>rowStep;
  const x = <f64>i * spacingI;
  const y = <f64>j * spacingJ;
  const z = <f64>k * spacingK;
  let value = f32.load(slot);
  if (isEstimate(i32.load(slot, 8))) {
    lookAt(x, y, z);
    value = arrive(at, groupFirst, groupSize);
    front = bestFront;
    if (!isDue(value)) {
      putComputed(voxel, slot, front, value);
      return;
    }
    f32.store(slot, value);
  }
  i32.store(slot, front + 1, 8);
  let next = at - (<usize>sliceStep << 4);
  visit(voxel - sliceStep, next, value, front, groupFirst, groupSize, x, y, <f64>(k - 1) * spacingK);
  next = at - (<usize>rowStep << 4);
  visit(voxel - rowStep, next, value, front, groupFirst, groupSize, x, <f64>(j - 1) * spacingJ, z);
  visit(voxel - 1, at - 16, value, front, groupFirst, groupSize, <f64>(i - 1) * spacingI, y, z);
  visit(voxel + 1, at + 16, value, front, groupFirst, groupSize, <f64>(i + 1) * spacingI, y, z);
  next = at + (<usize>rowStep << 4);
  visit(voxel + rowStep, next, value, front, groupFirst, groupSize, x, <f64>(j + 1) * spacingJ, z);
  next = at + (<usize>sliceStep << 4);
  visit(voxel + sliceStep, next, value, front, groupFirst, groupSize, x, y, <f64>(k + 1) * spacingK);
}

/** Tells a voxel that its neighbour's front has settled at `from` mm. */
@inline
function visit(
  voxel: i32,
  at: usize,
  from: f32,
  front: i32,
  groupFirst: i32,
  groupSize: u32,
  x: f64,
  y: f64,
  z: f64,
): void {
  const a = i32.load(at, 8);
  const b = i32.load(at, 12);
  // outside, or both settled
  if ((a | b) >= 0) return;
  if (isInGroup(a - 1, groupFirst, groupSize) || isInGroup(b - 1, groupFirst, groupSize)) return;
  const own = slotOfGroup(at, groupFirst, groupSize);
  if (own != 0 && (f32.load(own) <= from || i32.load(own, 8) == -2 - front - ESTIMATE)) return;
  reach(voxel, at, own, from, front, groupFirst, groupSize, x, y, z);
}

function reach(
  voxel: i32,
  at: usize,
  own: usize,
  from: f32,
  front: i32,
  groupFirst: i32,
  groupSize: u32,
  x: f64,
  y: f64,
  z: f64,
): void {
  const estimate = <f32>max(<f64>from, straight(front, x, y, z));
  if (own != 0) {
    if (estimate >= f32.load(own)) return;
    if (isEstimate(i32.load(own, 8))) {
      putEstimate(voxel, own, front, estimate);
      return;
    }
  } else if (i32.load(at, 8) == EMPTY) {
    putEstimate(voxel, at, front, estimate);
    return;
  } else if (i32.load(at, 12) == EMPTY) {
    putEstimate(voxel, at + 4, front, estimate);
    return;
  }
  lookAt(x, y, z);
  if (own != 0) {
    const value = arrive(at, groupFirst, groupSize);
    if (value < f32.load(own)) putComputed(voxel, own, bestFront, value);
    return;
  }
  const rival = rivalIn(voxel, at);
  if (rival == 0 || f32.load(rival) < estimate) return;
  const value = arrive(at, groupFirst, groupSize);
  const arrived = bestFront;
  if (isBetter(value, arrived, rival)) putComputed(voxel, rival, arrived, value);
}

/** Of a full record, the slot that a better front of a third group may take, computed; or 0 if both are settled. The voxel is at `place`. */
function rivalIn(voxel: i32, at: usize): usize {
  if (isEstimate(i32.load(at, 8))) compute(voxel, at, at);
  if (isEstimate(i32.load(at, 12))) compute(voxel, at, at + 4);
  const a = i32.load(at, 8);
  const b = i32.load(at, 12);
  if (a > 0) return b > 0 ? 0 : at + 4;
  if (b > 0) return at;
  return isBetter(f32.load(at), frontIn(a), at + 4) ? at + 4 : at;
}

function compute(voxel: i32, at: usize, slot: usize): void {
  const group = fronts + <usize>frontIn(i32.load(slot, 8)) * FRONT_BYTES;
  const value = arrive(at, i32.load(group, 28), load<u32>(group, 32));
  putComputed(voxel, slot, bestFront, value);
}

@inline
function putComputed(voxel: i32, slot: usize, front: i32, value: f32): void {
  f32.store(slot, value);
  i32.store(slot, -2 - front, 8);
  push(voxel, value);
}

@inline
function putEstimate(voxel: i32, slot: usize, front: i32, value: f32): void {
  f32.store(slot, value);
  i32.store(slot, -2 - front - ESTIMATE, 8);
  push(voxel, value);
}
