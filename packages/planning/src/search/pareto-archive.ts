/**
 * Mutually non-dominated vectors of whole numbers, all to be small, with one item each. Where two plans have the same vector the
 * first one stays.
 */
export interface ParetoArchive<Item> {
  readonly size: number;
  /** whether a member is as small as `vector` in every component: nothing that `vector` bounds from below can enter */
  covers(vector: Int32Array): boolean;
  /** takes a vector in unless a member covers it, and drops what it covers; returns whether it was taken in */
  insert(vector: Int32Array, item: Item): boolean;
  /** by ascending sum of components, then in the order of insertion */
  members(): readonly { readonly vector: Int32Array; readonly item: Item }[];
}

/**
 * A member can only cover vectors whose sum is not below its own, so members stand by ascending sum and a query ends at the
 * first one with a larger sum. The member that covered the last query is asked first: neighbours in a search tree have bounds alike.
 */
export function makeParetoArchive<Item>(components: number): ParetoArchive<Item> {
  let values = new Int32Array(components * 64);
  let sums = new Float64Array(64);
  const items: Item[] = [];
  let lastCovering = 0;

  const isCoveredBy = (row: number, vector: Int32Array): boolean => {
    const at = row * components;
    for (let n = 0; n < components; n++) if (values[at + n]! > vector[n]!) return false;
    return true;
  };
  const rowCovering = (vector: Int32Array): number => {
    if (lastCovering < items.length && isCoveredBy(lastCovering, vector)) return lastCovering;
    const sum = sumOf(vector);
    for (let row = 0; row < items.length && sums[row]! <= sum; row++) if (isCoveredBy(row, vector)) return row;
    return -1;
  };
  const covers = (vector: Int32Array): boolean => {
    const row = rowCovering(checked(vector, components));
    if (row >= 0) lastCovering = row;
    return row >= 0;
  };
  const firstWithSumAbove = (sum: number): number => {
    let [low, high] = [0, items.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sums[middle]! <= sum) low = middle + 1;
      else high = middle;
    }
    return low;
  };
  const dropCoveredBy = (vector: Int32Array, from: number): void => {
    let kept = from;
    for (let row = from; row < items.length; row++) {
      let isCovered = true;
      for (let n = 0; n < components && isCovered; n++) isCovered = vector[n]! <= values[row * components + n]!;
      if (isCovered) continue;
      values.copyWithin(kept * components, row * components, (row + 1) * components);
      sums[kept] = sums[row]!;
      items[kept++] = items[row]!;
    }
    items.length = kept;
  };
  const insert = (vector: Int32Array, item: Item): boolean => {
    if (covers(vector)) return false;
    const sum = sumOf(vector);
    // what it covers has a larger sum: with the same sum it would be equal
    const row = firstWithSumAbove(sum);
    dropCoveredBy(vector, row);
    if (items.length === sums.length) {
      values = grown(values, new Int32Array(values.length * 2));
      sums = grown(sums, new Float64Array(sums.length * 2));
    }
    values.copyWithin((row + 1) * components, row * components, items.length * components);
    sums.copyWithin(row + 1, row, items.length);
    values.set(vector, row * components);
    sums[row] = sum;
    items.splice(row, 0, item);
    return true;
  };
  return {
    get size() {
      return items.length;
    },
    covers,
    insert,
    members: () => items.map((item, row) => ({ vector: values.slice(row * components, (row + 1) * components), item })),
  };
}

function checked(vector: Int32Array, components: number): Int32Array {
  if (vector.length === components) return vector;
  throw new RangeError(`vector has ${vector.length} components, expected ${components}`);
}

function sumOf(vector: Int32Array): number {
  let sum = 0;
  for (let n = 0; n < vector.length; n++) sum += vector[n]!;
  return sum;
}

function grown<T extends Int32Array | Float64Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
