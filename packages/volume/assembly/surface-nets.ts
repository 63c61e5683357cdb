/**
 * One bit per voxel, rows padded with one background voxel in front and at least one behind, one background row before and after each
 * slice, one such slice before and after all. `words` is the number of 64-bit words per row; `bits` must be zero.
 */
export function packBits(mask: usize, ni: i32, nj: i32, nk: i32, bits: usize, words: i32): void {
  const rowBytes = <usize>words << 3;
  for (let k = 0; k < nk; k++)
    for (let j = 0; j < nj; j++, mask += ni) {
      const row = bits + rowBytes * (<usize>(j + 1) + <usize>(nj + 2) * (k + 1));
      let i = 0;
      // a foreground voxel i is bit i + 1: 16 voxels reach into 17 bits
      for (; i + 16 <= ni; i += 16) {
        const sixteen = v128.load(mask + i);
        if (!v128.any_true(sixteen)) continue;
        const found = <u32>i8x16.bitmask(i8x16.ne(sixteen, i8x16.splat(0)));
        const at = row + ((<usize>i) >> 3);
        store<u32>(at, load<u32>(at) | (found << 1));
      }
      for (; i < ni; i++)
        if (load<u8>(mask + i) != 0) {
          const at = row + (<usize>(i + 1) >> 3);
          store<u8>(at, load<u8>(at) | (<u8>1 << <u8>((i + 1) & 7)));
        }
    }
}

/** Number of vertices to `counts`, of quadrilaterals to `counts + 4` (int32). */
export function countNets(bits: usize, nj: i32, nk: i32, words: i32, counts: usize): void {
  const rowBytes = <usize>words << 3;
  const sliceBytes = rowBytes * (nj + 2);
  let vertices = 0;
  let quads = 0;
  for (let k = 0; k <= nk; k++)
    for (let j = 0; j <= nj; j++) {
      const row = bits + <usize>k * sliceBytes + <usize>j * rowBytes;
      for (let word = 0; word < words; word++) {
        const at = row + (<usize>word << 3);
        const more = word + 1 < words;
        const a = load<u64>(at);
        const b = load<u64>(at + rowBytes);
        const c = load<u64>(at + sliceBytes);
        const d = load<u64>(at + sliceBytes + rowBytes);
        const any = a | b | c | d;
        const nextA = more ? load<u64>(at, 8) : 0;
        const nextAny = more ? nextA | load<u64>(at + rowBytes, 8) | load<u64>(at + sliceBytes, 8) | load<u64>(at + sliceBytes + rowBytes, 8) : 0;
        if ((any | (nextAny & 1)) == 0) continue;
        const all = a & b & c & d;
        const nextAll = more ? nextA & load<u64>(at + rowBytes, 8) & load<u64>(at + sliceBytes, 8) & load<u64>(at + sliceBytes + rowBytes, 8) : 0;
        const mixed = (any | (any >> 1) | (nextAny << 63)) & ~(all & ((all >> 1) | (nextAll << 63)));
        vertices += <i32>popcnt(mixed);
        quads += <i32>(popcnt(a ^ ((a >> 1) | (nextA << 63))) + popcnt(a ^ b) + popcnt(a ^ c));
      }
    }
  i32.store(counts, vertices);
  i32.store(counts, quads, 4);
}

/**
 * Writes vertices (three float32) and triangles (three uint32). `crossings`: mean crossing of each of the 256 cells, three float64.
 * `frame`: twelve float64: directions of i, j, k, and origin; then spacings. `cells`: vertex numbers of two layers of cells, int32,
 * `64 * words` per row and nj + 1 rows each.
 */
export function fillNets(
  bits: usize,
  nj: i32,
  nk: i32,
  words: i32,
  crossings: usize,
  frame: usize,
  rightHanded: bool,
  cells: usize,
  positions: usize,
  triangles: usize,
): void {
  const rowBytes = <usize>words << 3;
  const sliceBytes = rowBytes * (nj + 2);
  const cellRow = <usize>words << 8;
  const cellLayer = cellRow * (nj + 1);
  let vertex = 0;
  for (let k = 0; k <= nk; k++)
    for (let j = 0; j <= nj; j++) {
      const row = bits + <usize>k * sliceBytes + <usize>j * rowBytes;
      const here = cells + (k & 1 ? cellLayer : 0) + <usize>j * cellRow;
      const below = cells + (k & 1 ? 0 : cellLayer) + <usize>j * cellRow;
      for (let word = 0; word < words; word++) {
        const at = row + (<usize>word << 3);
        const more = word + 1 < words;
        const a = load<u64>(at);
        const b = load<u64>(at + rowBytes);
        const c = load<u64>(at + sliceBytes);
        const d = load<u64>(at + sliceBytes + rowBytes);
        const any = a | b | c | d;
        const nextA = more ? load<u64>(at, 8) : 0;
        const nextB = more ? load<u64>(at + rowBytes, 8) : 0;
        const nextC = more ? load<u64>(at + sliceBytes, 8) : 0;
        const nextD = more ? load<u64>(at + sliceBytes + rowBytes, 8) : 0;
        if ((any | ((nextA | nextB | nextC | nextD) & 1)) == 0) continue;
        const a1 = (a >> 1) | (nextA << 63);
        const b1 = (b >> 1) | (nextB << 63);
        const c1 = (c >> 1) | (nextC << 63);
        const d1 = (d >> 1) | (nextD << 63);
        let mixed = (any | a1 | b1 | c1 | d1) & ~(a & b & c & d & a1 & b1 & c1 & d1);
        while (mixed != 0) {
          const bit = ctz(mixed);
          mixed &= mixed - 1;
          const corners = <i32>(
            (((a >> bit) & 1)) |
            (((a1 >> bit) & 1) << 1) |
            (((b >> bit) & 1) << 2) |
            (((b1 >> bit) & 1) << 3) |
            (((c >> bit) & 1) << 4) |
            (((c1 >> bit) & 1) << 5) |
            (((d >> bit) & 1) << 6) |
            (((d1 >> bit) & 1) << 7)
          );
          const i = (word << 6) + <i32>bit;
          const cell = <usize>i << 2;
          i32.store(here + cell, vertex);
          place(positions, frame, crossings + <usize>corners * 24, i - 1, j - 1, k - 1);
          positions += 12;
          const first = corners & 1;
          const ahead = (first == 1) == rightHanded;
          if (((corners >> 1) & 1) != first) {
            quad(triangles, ahead, vertex, i32.load(here - cellRow + cell), i32.load(below + cell), i32.load(below - cellRow + cell));
            triangles += 24;
          }
          if (((corners >> 2) & 1) != first) {
            quad(triangles, ahead, vertex, i32.load(below + cell), i32.load(here + cell - 4), i32.load(below + cell - 4));
            triangles += 24;
          }
          if (((corners >> 4) & 1) != first) {
            quad(triangles, ahead, vertex, i32.load(here + cell - 4), i32.load(here - cellRow + cell), i32.load(here - cellRow + cell - 4));
            triangles += 24;
          }
          vertex++;
        }
      }
    }
}

@inline
function place(position: usize, frame: usize, crossing: usize, i: i32, j: i32, k: i32): void {
  const x = (<f64>i + f64.load(crossing)) * f64.load(frame, 96);
  const y = (<f64>j + f64.load(crossing, 8)) * f64.load(frame, 104);
  const z = (<f64>k + f64.load(crossing, 16)) * f64.load(frame, 112);
  f32.store(position, <f32>(f64.load(frame, 72) + (f64.load(frame) * x + f64.load(frame, 24) * y + f64.load(frame, 48) * z)));
  f32.store(position, <f32>(f64.load(frame, 80) + (f64.load(frame, 8) * x + f64.load(frame, 32) * y + f64.load(frame, 56) * z)), 4);
  f32.store(position, <f32>(f64.load(frame, 88) + (f64.load(frame, 16) * x + f64.load(frame, 40) * y + f64.load(frame, 64) * z)), 8);
}

@inline
function quad(to: usize, ahead: bool, a: i32, b: i32, c: i32, d: i32): void {
  i32.store(to, a);
  i32.store(to, ahead ? b : d, 4);
  i32.store(to, ahead ? d : b, 8);
  i32.store(to, a, 12);
  i32.store(to, ahead ? d : c, 16);
  i32.store(to, ahead ? c : d, 20);
}
