import type { VoxelArray } from "./image-volume.ts";

/**
 * A search for values that are not zero: gives the index of the first one from `from` on, or the length if there is none.
 * Masks are mostly background, so bytes are looked at four at a time.
 */
export function searchNonZero(values: VoxelArray): (from: number) => number {
  const n = values.length;
  if (values.BYTES_PER_ELEMENT !== 1 || values.byteOffset % 4 !== 0)
    return (from) => {
      let at = from;
      while (at < n && values[at] === 0) at++;
      return at;
    };
  const words = new Int32Array(values.buffer, values.byteOffset, n >> 2);
  return (from) => {
    let at = from;
    while (at < n && (at & 3) !== 0 && values[at] === 0) at++;
    if (at >= n || (at & 3) !== 0) return at;
    let word = at >> 2;
    while (word < words.length && words[word] === 0) word++;
    at = word << 2;
    while (at < n && values[at] === 0) at++;
    return at;
  };
}
