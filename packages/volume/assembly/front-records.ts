// What the fronts of path-distance.ts leave at voxels.
//
// A voxel's record is 16 bytes: value of slot 0 and 1 (float32), front of slot 0 and 1 (int32). Fronts are stored as front + 1 once settled,
// as -2 - front while computed, 2^30 less while only estimated, -1 where the slot is empty, 0 outside the mask: what is not settled in a group's
// range is never taken for a neighbour, and voxels outside count as full.
export const EMPTY: i32 = -1;
export const ESTIMATE: i32 = 1 << 30;

// A front's record is 40 bytes: place x, y, z (float64), start (float32), first front of its group, number of fronts in its group, voxel (int32).
export const FRONT_BYTES: usize = 40;

export let slots: usize = 0;
export let fronts: usize = 0;
/** from a row, and from a slice, of the padded box to the next, in records */
export let rowStep: i32 = 0;
export let sliceStep: i32 = 0;

/** Lays out the records of the padded box: empty slots inside the mask, full ones outside. */
export function openRecords(mask: usize, ni: i32, nj: i32, box: usize, slotRecords: usize, frontRecords: usize): void {
  slots = slotRecords;
  fronts = frontRecords;
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

@inline
export function startOf(front: i32): f32 {
  return f32.load(fronts + <usize>front * FRONT_BYTES, 24);
}

/** Front of a slot that is not empty. */
@inline
export function frontIn(stored: i32): i32 {
  return stored > 0 ? stored - 1 : (-2 - stored) & (ESTIMATE - 1);
}

@inline
export function isEstimate(stored: i32): bool {
  return stored < -ESTIMATE;
}

@inline
export function isInGroup(front: i32, groupFirst: i32, groupSize: u32): bool {
  return <u32>(front - groupFirst) < groupSize;
}

/** Slot of the group in a record, whatever its state, as address of its value; or 0. */
@inline
export function slotOfGroup(at: usize, groupFirst: i32, groupSize: u32): usize {
  const a = i32.load(at, 8);
  if (a != EMPTY && isInGroup(frontIn(a), groupFirst, groupSize)) return at;
  const b = i32.load(at, 12);
  if (b != EMPTY && isInGroup(frontIn(b), groupFirst, groupSize)) return at + 4;
  return 0;
}

/** Settled slot of the group in a record, as address of its value; or 0. */
@inline
export function settledIn(at: usize, groupFirst: i32, groupSize: u32): usize {
  if (isInGroup(i32.load(at, 8) - 1, groupFirst, groupSize)) return at;
  if (isInGroup(i32.load(at, 12) - 1, groupFirst, groupSize)) return at + 4;
  return 0;
}

@inline
export function isBetter(value: f32, front: i32, slot: usize): bool {
  const other = f32.load(slot);
  return value < other || (value == other && front < frontIn(i32.load(slot, 8)));
}
