// Voxels that wait for a front, in a ring of buckets by value: L. Yatziv, A. Bartesaghi, G. Sapiro, J. Comput. Phys. 212 (2006) 393-399.
let heads: usize = 0;
let ringMask: i32 = 0;
let lowest: f64 = 0;
let perMm: f64 = 0;
let poolEnd: usize = 0;
let nextChunk: usize = 0;
let freeChunk: usize = 0;
let waitingVoxels: i32 = 0;
let current: i32 = 0;
let isOutOfMemory: bool = false;

/** `ring`: heads of the buckets, int32, a power of two of them. `chunks`: where the queue's memory begins, the last in use, so that it can grow. */
export function openQueue(ring: usize, ringSize: i32, chunks: usize, lowestMm: f64, bucketsPerMm: f64): void {
  heads = ring;
  ringMask = ringSize - 1;
  lowest = lowestMm;
  perMm = bucketsPerMm;
  poolEnd = <usize>memory.size() << 16;
  nextChunk = chunks;
  freeChunk = 0;
  waitingVoxels = 0;
  current = 0;
  isOutOfMemory = false;
  memory.fill(heads, 0, <usize>ringSize << 2);
}

export function isEmpty(): bool {
  return waitingVoxels == 0;
}

export function ranOutOfMemory(): bool {
  return isOutOfMemory;
}

/** Whether a value lies in the current bucket or before it. */
@inline
export function isDue(value: f32): bool {
  return bucketOf(value) <= current;
}

export function advance(): void {
  current++;
}

/** Jumps forward to the bucket of a value; only when empty. */
export function advanceTo(value: f32): void {
  current = max(current, bucketOf(value));
}

@inline
function bucketOf(value: f32): i32 {
  return <i32>floor<f64>((<f64>value - lowest) * perMm);
}

// A bucket is a list of chunks of 64 bytes: address of the next, number of voxels, and up to 14 voxels. The last in are the first out.
const CHUNK_BYTES: usize = 64;
const CHUNK_VOXELS: i32 = 14;

export function push(voxel: i32, value: f32): void {
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

/** Takes the chunks out of the current bucket, the last first; it may fill again while they are looked at. 0 if it is empty. */
export function takeBucket(): usize {
  const head = heads + (<usize>(current & ringMask) << 2);
  const chunk = load<usize>(head);
  store<usize>(head, 0);
  return chunk;
}

@inline
export function voxelsIn(chunk: usize): i32 {
  return i32.load(chunk, 4);
}

@inline
export function voxelOf(chunk: usize, entry: i32): i32 {
  return i32.load(chunk + (<usize>entry << 2), 8);
}

/** Gives a chunk back whose voxels are done; gives the next one. */
export function giveBack(chunk: usize): usize {
  const next = load<usize>(chunk);
  waitingVoxels -= voxelsIn(chunk);
  store<usize>(chunk, freeChunk);
  freeChunk = chunk;
  return next;
}
