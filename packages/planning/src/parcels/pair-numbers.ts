/** Numbers pairs of 32-bit integers in the order in which they come first. */
export interface PairNumbers {
  readonly numberOf: (a: number, b: number) => number;
  readonly count: () => number;
  /** the pairs by number; valid until the next pair comes */
  readonly pairs: () => { readonly a: Int32Array; readonly b: Int32Array };
}

/** A hash table on typed arrays: a `Map` takes several times as long, and runs of voxels ask millions of times. */
export function pairNumbers(): PairNumbers {
  let a = new Int32Array(1024);
  let b = new Int32Array(1024);
  let slots = new Int32Array(4096).fill(-1);
  let count = 0;
  const place = (number: number): void => {
    let slot = slotOf(a[number]!, b[number]!) & (slots.length - 1);
    while (slots[slot]! >= 0) slot = (slot + 1) & (slots.length - 1);
    slots[slot] = number;
  };
  const grow = (): void => {
    a = grown(a);
    b = grown(b);
    slots = new Int32Array(2 * slots.length).fill(-1);
    for (let number = 0; number < count; number++) place(number);
  };
  const numberOf = (x: number, y: number): number => {
    let slot = slotOf(x, y) & (slots.length - 1);
    for (let number = slots[slot]!; number >= 0; number = slots[slot]!) {
      if (a[number] === x && b[number] === y) return number;
      slot = (slot + 1) & (slots.length - 1);
    }
    if (count === a.length) grow();
    a[count] = x;
    b[count] = y;
    place(count);
    return count++;
  };
  return { numberOf, count: () => count, pairs: () => ({ a: a.subarray(0, count), b: b.subarray(0, count) }) };
}

/** Spreads neighbouring pairs over the table: the finish of MurmurHash3 (A. Appleby, public domain). */
function slotOf(x: number, y: number): number {
  let hash = Math.imul(x, 0x9e3779b1) ^ y;
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return hash ^ (hash >>> 16);
}

function grown(values: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(2 * values.length);
  larger.set(values);
  return larger;
}
