/** Lines across the memory order are taken 16 at a time, as many float32 as a cache line holds. */
export const TILE: i32 = 16;

/** Copies `width` neighbouring lines of `n` float32, `stride` bytes from voxel to voxel, to contiguous lines. */
export function gatherLines(from: usize, stride: usize, n: i32, width: i32, to: usize): void {
  const lineBytes = <usize>n << 2;
  if (width == TILE) {
    for (let q = 0; q < n; q++, from += stride, to += 4)
      for (let part = 0; part < 4; part++) {
        const four = v128.load(from + (<usize>part << 4));
        let at = to + (<usize>part << 2) * lineBytes;
        f32.store(at, f32x4.extract_lane(four, 0));
        at += lineBytes;
        f32.store(at, f32x4.extract_lane(four, 1));
        at += lineBytes;
        f32.store(at, f32x4.extract_lane(four, 2));
        at += lineBytes;
        f32.store(at, f32x4.extract_lane(four, 3));
      }
    return;
  }
  for (let q = 0; q < n; q++, from += stride, to += 4)
    for (let line = 0; line < width; line++) f32.store(to + <usize>line * lineBytes, f32.load(from + (<usize>line << 2)));
}

/** The way back from {@link gatherLines}. */
export function scatterLines(from: usize, to: usize, stride: usize, n: i32, width: i32): void {
  const lineBytes = <usize>n << 2;
  if (width == TILE) {
    for (let q = 0; q < n; q++, to += stride, from += 4)
      for (let part = 0; part < 4; part++) {
        const at = from + (<usize>part << 2) * lineBytes;
        let four = f32x4.splat(f32.load(at));
        four = f32x4.replace_lane(four, 1, f32.load(at + lineBytes));
        four = f32x4.replace_lane(four, 2, f32.load(at + 2 * lineBytes));
        four = f32x4.replace_lane(four, 3, f32.load(at + 3 * lineBytes));
        v128.store(to + (<usize>part << 4), four);
      }
    return;
  }
  for (let q = 0; q < n; q++, to += stride, from += 4)
    for (let line = 0; line < width; line++) f32.store(to + (<usize>line << 2), f32.load(from + <usize>line * lineBytes));
}

/** As {@link gatherLines}, for uint16. */
export function gatherLabels(from: usize, stride: usize, n: i32, width: i32, to: usize): void {
  const lineBytes = <usize>n << 1;
  for (let q = 0; q < n; q++, from += stride, to += 2) {
    if (width < TILE) {
      for (let line = 0; line < width; line++)
        store<u16>(to + <usize>line * lineBytes, load<u16>(from + (<usize>line << 1)));
      continue;
    }
    for (let half: usize = 0; half < 2; half++) {
      const eight = v128.load(from + (half << 4));
      let at = to + (half << 3) * lineBytes;
      store<u16>(at, <u16>i16x8.extract_lane_u(eight, 0));
      at += lineBytes;
      store<u16>(at, <u16>i16x8.extract_lane_u(eight, 1));
      at += lineBytes;
      store<u16>(at, <u16>i16x8.extract_lane_u(eight, 2));
      at += lineBytes;
      store<u16>(at, <u16>i16x8.extract_lane_u(eight, 3));
      at += lineBytes;
      store<u16>(at, <u16>i16x8.extract_lane_u(eight, 4));
      at += lineBytes;
      store<u16>(at, <u16>i16x8.extract_lane_u(eight, 5));
      at += lineBytes;
      store<u16>(at, <u16>i16x8.extract_lane_u(eight, 6));
      at += lineBytes;
      store<u16>(at, <u16>i16x8.extract_lane_u(eight, 7));
    }
  }
}

/** The way back from {@link gatherLabels}. */
export function scatterLabels(from: usize, to: usize, stride: usize, n: i32, width: i32): void {
  const lineBytes = <usize>n << 1;
  for (let q = 0; q < n; q++, to += stride, from += 2) {
    if (width < TILE) {
      for (let line = 0; line < width; line++)
        store<u16>(to + (<usize>line << 1), load<u16>(from + <usize>line * lineBytes));
      continue;
    }
    for (let half: usize = 0; half < 2; half++) {
      let at = from + (half << 3) * lineBytes;
      let eight = i16x8.splat(0);
      eight = i16x8.replace_lane(eight, 0, load<i16>(at));
      at += lineBytes;
      eight = i16x8.replace_lane(eight, 1, load<i16>(at));
      at += lineBytes;
      eight = i16x8.replace_lane(eight, 2, load<i16>(at));
      at += lineBytes;
      eight = i16x8.replace_lane(eight, 3, load<i16>(at));
      at += lineBytes;
      eight = i16x8.replace_lane(eight, 4, load<i16>(at));
      at += lineBytes;
      eight = i16x8.replace_lane(eight, 5, load<i16>(at));
      at += lineBytes;
      eight = i16x8.replace_lane(eight, 6, load<i16>(at));
      at += lineBytes;
      eight = i16x8.replace_lane(eight, 7, load<i16>(at));
      v128.store(to + (half << 4), eight);
    }
  }
}
