// A voxel's record is 16 bytes: value of slot 0 and 1 (float32), front of slot 0 and 1 (int32). Fronts are stored as front + 1 once settled,
// as -2 - front while computed, 2^30 less while only estimated, -1 where the slot is empty, 0 outside the mask: what is not settled in a group's
// range is never taken for a neighbour, and voxels outside count as full.
const EMPTY: i32 = -1;
const ESTIMATE: i32 = 1 << 30;

// A front's record is 40 bytes: place x, y, z (float64), start (float32), first front of its group, number of fronts in its group, voxel (int32).
const FRONT_BYTES: usize = 40;

let slots: usize = 0;
let fronts: usize = 0;
let rowStep: i32 = 0;
let sliceStep: i32 = 0;
let spacingI: f64 = 0;
let spacingJ: f64 = 0;
let spacingK: f64 = 0;
let weightI: f64 = 0;
let weightJ: f64 = 0;
let weightK: f64 = 0;

let heads: usize = 0;
let ringMask: i32 = 0;
let poolEnd: usize = 0;
let nextChunk: usize = 0;
let freeChunk: usize = 0;
let waitingVoxels: i32 = 0;
let current: i32 = 0;
let lowest: f64 = 0;
let perMm: f64 = 0;
let isOutOfMemory: bool = false;

/**
 * Marches the fronts over the padded box. `order`: fronts by start. `ring`: heads of the queue's buckets, int32, a power of two of
 * them. `nodes`: start of the queue's memory, the last in use, which grows as needed. False if memory ran out.
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
  nodes: usize,
  hi: f64,
  hj: f64,
  hk: f64,
  lowestMm: f64,
  bucketsPerMm: f64,
): bool {
  slots = slotRecords;
  fronts = frontRecords;
  spacingI = hi;
  spacingJ = hj;
  spacingK = hk;
  weightI = 1 / (hi * hi);
  weightJ = 1 / (hj * hj);
  weightK = 1 / (hk * hk);
  heads = ring;
  ringMask = ringSize - 1;
  poolEnd = <usize>memory.size() << 16;
  nextChunk = nodes;
  freeChunk = 0;
  waitingVoxels = 0;
  current = 0;
  lowest = lowestMm;
  perMm = bucketsPerMm;
  isOutOfMemory = false;
  memory.fill(heads, 0, <usize>ringSize << 2);
  openSlots(mask, ni, nj, box);
  let next = 0;
  while (next < count || waitingVoxels > 0) {
    if (waitingVoxels == 0) current = max(current, bucketOf(startOf(i32.load(order + (<usize>next << 2)))));
    while (next < count) {
      const front = i32.load(order + (<usize>next << 2));
      const start = startOf(front);
      if (bucketOf(start) > current) break;
      begin(front, start);
      next++;
    }
    const head = heads + (<usize>(current & ringMask) << 2);
    for (let chunk = load<usize>(head); chunk != 0; chunk = load<usize>(head)) {
      store<usize>(head, 0);
      while (chunk != 0) chunk = settleChunk(chunk);
      if (isOutOfMemory) return false;
    }
    current++;
  }
  return true;
}

/** Nearest and second value, and the nearest one's source, onto the whole grid. `sourceOf`: source index of each front, int32. */
export function readFronts(
  mask: usize,
  ni: i32,
  nj: i32,
  nk: i32,
  box: usize,
  sourceOf: usize,
  distance: usize,
  source: usize,
  second: usize,
): void {
  const voxels = <usize>ni * nj * nk;
  fillWords(distance, voxels, 0x7f800000);
  memory.fill(source, 0xff, voxels << 2);
  fillWords(second, voxels, 0x7f800000);
  const i0 = i32.load(box);
  const j0 = i32.load(box, 4);
  const k0 = i32.load(box, 8);
  const i1 = i32.load(box, 12);
  const j1 = i32.load(box, 16);
  const k1 = i32.load(box, 20);
  for (let k = k0; k <= k1; k++)
    for (let j = j0; j <= j1; j++) {
      const row = <usize>ni * (<usize>j + <usize>nj * k);
      const to = 1 - i0 + rowStep * (j - j0 + 1) + sliceStep * (k - k0 + 1);
      for (let i = i0; i <= i1; i++) {
        if (load<u8>(mask + row + i) == 0) continue;
        const at = slots + (<usize>(to + i) << 4);
        let front = i32.load(at, 8);
        if (front <= 0) continue;
        let near = f32.load(at);
        const other = i32.load(at, 12);
        let far = other > 0 ? f32.load(at, 4) : f32.POSITIVE_INFINITY;
        if (other > 0 && (far < near || (far == near && other < front))) {
          const swap = near;
          near = far;
          far = swap;
          front = other;
        }
        const voxel = (row + i) << 2;
        f32.store(distance + voxel, near);
        i32.store(source + voxel, i32.load(sourceOf + (<usize>(front - 1) << 2)));
        f32.store(second + voxel, far);
      }
    }
}

function fillWords(at: usize, count: usize, word: u32): void {
  const end = at + (count << 2);
  const four = i32x4.splat(word);
  for (; at + 16 <= end; at += 16) v128.store(at, four);
  for (; at < end; at += 4) store<u32>(at, word);
}

function openSlots(mask: usize, ni: i32, nj: i32, box: usize): void {
  const i0 = i32.load(box);
  const j0 = i32.load(box, 4);
  const k0 = i32.load(box, 8);
  const mi = i32.load(box, 12) - i0 + 1;
  const mj = i32.load(box, 16) - j0 + 1;
  const mk = i32.load(box, 20) - k0 + 1;
  rowStep = mi + 2;
  sliceStep = rowStep * (mj + 2);
  memory.fill(slots, 0, (<usize>sliceStep * (mk + 2)) << 4);
  for (let k = 0; k < mk; k++)
    for (let j = 0; j < mj; j++) {
      const row = mask + i0 + <usize>ni * (<usize>(j0 + j) + <usize>nj * (k0 + k));
      const to = slots + (<usize>(1 + rowStep * (j + 1) + sliceStep * (k + 1)) << 4);
      let i = 0;
      while (i < mi) {
        if (i + 8 <= mi && load<u64>(row + i) == 0) {
          i += 8;
          continue;
        }
        if (load<u8>(row + i) != 0) i64.store(to + (<usize>i << 4), -1, 8);
        i++;
      }
    }
}

// @ts-ignore: decorator
@inline
function startOf(front: i32): f32 {
  return f32.load(fronts + <usize>front * FRONT_BYTES, 24);
}

// @ts-ignore: decorator
@inline
function bucketOf(value: f32): i32 {
  return <i32>floor<f64>((<f64>value - lowest) * perMm);
}

// A bucket is a list of chunks of 64 bytes: address of the next, number of voxels, and up to 14 voxels. The last in are the first out.
const CHUNK_BYTES: usize = 64;
const CHUNK_VOXELS: i32 = 14;

function push(voxel: i32, value: f32): void {
  const head = heads + (<usize>(max(bucketOf(value), current) & ringMask) << 2);
  let chunk = load<usize>(head);
  let count = chunk != 0 ? i32.load(chunk, 4) : CHUNK_VOXELS;
  if (count == CHUNK_VOXELS) {
    const fresh = takeChunk();
    if (fresh == 0) return;
    store<usize>(fresh, chunk);
    store<usize>(head, fresh);
    chunk = fresh;
    count = 0;
  }
  i32.store(chunk + (<usize>count << 2), voxel, 8);
  i32.store(chunk, count + 1, 4);
  waitingVoxels++;
}

function takeChunk(): usize {
  if (freeChunk != 0) {
    const chunk = freeChunk;
    freeChunk = load<usize>(chunk);
    return chunk;
  }
  if (nextChunk + CHUNK_BYTES > poolEnd) {
    // 64 pages are nearly a million voxels in the queue
    if (memory.grow(64) < 0) {
      isOutOfMemory = true;
      return 0;
    }
    poolEnd += 64 << 16;
  }
  nextChunk += CHUNK_BYTES;
  return nextChunk - CHUNK_BYTES;
}

let touched: i32 = 0;

/**
 * Settles what is due at a chunk's voxels and gives the next chunk. The voxels of a bucket lie all over the front, so that each one's records
 * come from far memory: first those of all are touched in one go, so that the waits overlap (a quarter of the time saved).
 */
function settleChunk(chunk: usize): usize {
  const count = i32.load(chunk, 4);
  const next = load<usize>(chunk);
  const row = <usize>rowStep << 4;
  const slice = <usize>sliceStep << 4;
  let loaded = next != 0 ? i32.load(next) : 0;
  for (let entry = 0; entry < count; entry++) {
    const at = slots + (<usize>i32.load(chunk + (<usize>entry << 2), 8) << 4);
    loaded ^=
      i32.load(at, 8) ^ i32.load(at - row, 8) ^ i32.load(at + row, 8) ^ i32.load(at - slice, 8) ^ i32.load(at + slice, 8);
  }
  touched = loaded;
  for (let entry = count - 1; entry >= 0; entry--) {
    const voxel = i32.load(chunk + (<usize>entry << 2), 8);
    const at = slots + (<usize>voxel << 4);
    if (i32.load(at, 8) < EMPTY && bucketOf(f32.load(at)) <= current) settleDue(voxel, at, at);
    if (i32.load(at, 12) < EMPTY && bucketOf(f32.load(at, 4)) <= current) settleDue(voxel, at, at + 4);
  }
  waitingVoxels -= count;
  store<usize>(chunk, freeChunk);
  freeChunk = chunk;
  return next;
}

/** Front of a slot that is not empty. */
// @ts-ignore: decorator
@inline
function frontIn(stored: i32): i32 {
  return stored > 0 ? stored - 1 : (-2 - stored) & (ESTIMATE - 1);
}

// @ts-ignore: decorator
@inline
function isEstimate(stored: i32): bool {
  return stored < -ESTIMATE;
}

// @ts-ignore: decorator
@inline
function isInGroup(front: i32, groupFirst: i32, groupSize: u32): bool {
  return <u32>(front - groupFirst) < groupSize;
}

/** Slot of the group in a record, whatever its state, as address of its value; or 0. */
// @ts-ignore: decorator
@inline
function slotOfGroup(at: usize, groupFirst: i32, groupSize: u32): usize {
  const a = i32.load(at, 8);
  if (a != EMPTY && isInGroup(frontIn(a), groupFirst, groupSize)) return at;
  const b = i32.load(at, 12);
  if (b != EMPTY && isInGroup(frontIn(b), groupFirst, groupSize)) return at + 4;
  return 0;
}

/** Settled slot of the group in a record, as address of its value; or 0. */
// @ts-ignore: decorator
@inline
function settledIn(at: usize, groupFirst: i32, groupSize: u32): usize {
  if (isInGroup(i32.load(at, 8) - 1, groupFirst, groupSize)) return at;
  if (isInGroup(i32.load(at, 12) - 1, groupFirst, groupSize)) return at + 4;
  return 0;
}

// @ts-ignore: decorator
@inline
function putComputed(voxel: i32, slot: usize, front: i32, value: f32): void {
  f32.store(slot, value);
  i32.store(slot, -2 - front, 8);
  push(voxel, value);
}

// @ts-ignore: decorator
@inline
function putEstimate(voxel: i32, slot: usize, front: i32, value: f32): void {
  f32.store(slot, value);
  i32.store(slot, -2 - front - ESTIMATE, 8);
  push(voxel, value);
}

// @ts-ignore: decorator
@inline
function isBetter(value: f32, front: i32, slot: usize): bool {
  const other = f32.load(slot);
  return value < other || (value == other && front < frontIn(i32.load(slot, 8)));
}

// where the voxel lies that is looked at now, mm along the axes of the box
let placeX: f64 = 0;
let placeY: f64 = 0;
let placeZ: f64 = 0;

function locate(voxel: i32): void {
  const k = <u32>voxel / <u32>sliceStep;
  const inSlice = <u32>voxel - k * <u32>sliceStep;
  const j = inSlice / <u32>rowStep;
  placeX = <f64>(inSlice - j * <u32>rowStep) * spacingI;
  placeY = <f64>j * spacingJ;
  placeZ = <f64>k * spacingK;
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
    placeX = x;
    placeY = y;
    placeZ = z;
    value = arrive(at, groupFirst, groupSize);
    front = bestFront;
    if (bucketOf(value) > current) {
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
// @ts-ignore: decorator
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
  placeX = x;
  placeY = y;
  placeZ = z;
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

// @ts-ignore: decorator
@inline
function straight(front: i32, x: f64, y: f64, z: f64): f64 {
  const record = fronts + <usize>front * FRONT_BYTES;
  const dx = x - f64.load(record);
  const dy = y - f64.load(record, 8);
  const dz = z - f64.load(record, 16);
  return <f64>f32.load(record, 24) + sqrt<f64>(dx * dx + dy * dy + dz * dz);
}

/** Address of the nearer settled neighbour's value on one axis, with bit 0 set if it lies above; or 0. */
// @ts-ignore: decorator
@inline
function upwindOn(at: usize, stepBytes: usize, groupFirst: i32, groupSize: u32): usize {
  const below = settledIn(at - stepBytes, groupFirst, groupSize);
  const above = settledIn(at + stepBytes, groupFirst, groupSize);
  if (above != 0 && (below == 0 || f32.load(above) < f32.load(below))) return above | 1;
  return below;
}

let bestFront: i32 = -1;
let bestMm: f64 = 0;

// @ts-ignore: decorator
@inline
function weighFront(upwind: usize): void {
  const front = i32.load(upwind & ~1, 8) - 1;
  if (front == bestFront) return;
  const mm = straight(front, placeX, placeY, placeZ);
  if (mm > bestMm || (mm == bestMm && front > bestFront)) return;
  bestFront = front;
  bestMm = mm;
}

/** When a group's front arrives at the voxel at `place`, from its settled neighbours; its front is left in `bestFront`. */
function arrive(at: usize, groupFirst: i32, groupSize: u32): f32 {
  const onI = upwindOn(at, 16, groupFirst, groupSize);
  const onJ = upwindOn(at, <usize>rowStep << 4, groupFirst, groupSize);
  const onK = upwindOn(at, <usize>sliceStep << 4, groupFirst, groupSize);
  bestFront = -1;
  bestMm = f64.POSITIVE_INFINITY;
  if (onI != 0) weighFront(onI);
  if (onJ != 0) weighFront(onJ);
  if (onK != 0) weighFront(onK);
  const straightMm = bestMm;
  const record = fronts + <usize>bestFront * FRONT_BYTES;
  const startMm = <f64>f32.load(record, 24);
  const radius = straightMm - startMm;
  // along each axis: how far the source lies from the voxel, negative towards the neighbour; and the neighbour's distance to the source
  const offsetI = placeX - f64.load(record);
  const offsetJ = placeY - f64.load(record, 8);
  const offsetK = placeZ - f64.load(record, 16);
  const alongI = onI & 1 ? offsetI : -offsetI;
  const alongJ = onJ & 1 ? offsetJ : -offsetJ;
  const alongK = onK & 1 ? offsetK : -offsetK;
  const squared = radius * radius;
  const thereI = sqrt<f64>(max<f64>(0, squared + spacingI * (spacingI + 2 * alongI)));
  const thereJ = sqrt<f64>(max<f64>(0, squared + spacingJ * (spacingJ + 2 * alongJ)));
  const thereK = sqrt<f64>(max<f64>(0, squared + spacingK * (spacingK + 2 * alongK)));
  // up to three neighbours, sorted by flattened value; absent ones are at infinity
  let value0 = onI != 0 ? <f64>f32.load(onI & ~1) : f64.POSITIVE_INFINITY;
  let value1 = onJ != 0 ? <f64>f32.load(onJ & ~1) : f64.POSITIVE_INFINITY;
  let value2 = onK != 0 ? <f64>f32.load(onK & ~1) : f64.POSITIVE_INFINITY;
  if (
    (offsetI == 0 || (alongI < 0 && value0 <= <f64>(<f32>(startMm + thereI)))) &&
    (offsetJ == 0 || (alongJ < 0 && value1 <= <f64>(<f32>(startMm + thereJ)))) &&
    (offsetK == 0 || (alongK < 0 && value2 <= <f64>(<f32>(startMm + thereK))))
  )
    return <f32>straightMm;
  let flat0 = value0;
  let flat1 = value1;
  let flat2 = value2;
  if (radius > 0) {
    flat0 -= thereI - radius - (spacingI * alongI) / radius;
    flat1 -= thereJ - radius - (spacingJ * alongJ) / radius;
    flat2 -= thereK - radius - (spacingK * alongK) / radius;
  }
  let w0 = weightI;
  let w1 = weightJ;
  let w2 = weightK;
  let swap: f64;
  if (flat1 < flat0) {
    swap = flat0; flat0 = flat1; flat1 = swap;
    swap = value0; value0 = value1; value1 = swap;
    swap = w0; w0 = w1; w1 = swap;
  }
  if (flat2 < flat1) {
    swap = flat1; flat1 = flat2; flat2 = swap;
    swap = value1; value1 = value2; value2 = swap;
    swap = w1; w1 = w2; w2 = swap;
    if (flat1 < flat0) {
      swap = flat0; flat0 = flat1; flat1 = swap;
      swap = value0; value0 = value1; value1 = swap;
      swap = w0; w0 = w1; w1 = swap;
    }
  }
  let sumW = w0;
  let sumWd: f64 = 0;
  let sumWdd: f64 = 0;
  let ahead = sqrt<f64>(max<f64>(0, sumW)) / sumW;
  let arrival = max(straightMm, value0);
  if (flat0 + ahead > value1) {
    const d = flat1 - flat0;
    sumW += w1;
    sumWd += w1 * d;
    sumWdd += w1 * d * d;
    ahead = (sumWd + sqrt<f64>(max<f64>(0, sumWd * sumWd - sumW * (sumWdd - 1)))) / sumW;
    arrival = max(arrival, value1);
  }
  if (flat0 + ahead > value2) {
    const d = flat2 - flat0;
    sumW += w2;
    sumWd += w2 * d;
    sumWdd += w2 * d * d;
    ahead = (sumWd + sqrt<f64>(max<f64>(0, sumWd * sumWd - sumW * (sumWdd - 1)))) / sumW;
    arrival = max(arrival, value2);
  }
  return <f32>max(arrival, flat0 + ahead);
}
