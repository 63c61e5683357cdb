/** Draws of one seeded sequence. Only exactly rounded arithmetic is used, so every engine gives the same numbers. */
export interface RandomSource {
  /** 32 random bits as an unsigned integer */
  readonly bits: () => number;
  /** uniform in [from, to) */
  readonly between: (from: number, to: number) => number;
  /** true with the given probability */
  readonly chance: (probability: number) => boolean;
}

/**
 * xoshiro128** (D. Blackman, S. Vigna, "Scrambled linear pseudorandom number generators", ACM TOMS 47 (2021) 36,
 * doi:10.1145/3460772), its state filled from `seed` by SplitMix's finaliser on 32 bits (murmur3's constants).
 *
 * @param stream separates independent sequences of one seed
 * @throws RangeError if `seed` is not an integer from 0 to 2³² - 1
 */
export function seededRandom(seed: number, stream: number): RandomSource {
  if (!Number.isInteger(seed) || seed < 0 || seed > 0xffffffff)
    throw new RangeError(`seed is ${seed}, expected an integer from 0 to 4294967295`);
  let mixed = (seed ^ Math.imul(stream, 0x632be5ab)) >>> 0;
  const next = (): number => {
    mixed = (mixed + 0x9e3779b9) >>> 0;
    let z = mixed;
    z = Math.imul(z ^ (z >>> 16), 0x85ebca6b);
    z = Math.imul(z ^ (z >>> 13), 0xc2b2ae35);
    return (z ^ (z >>> 16)) >>> 0;
  };
  let a = next();
  let b = next();
  let c = next();
  let d = next();
  const bits = (): number => {
    const scrambled = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return scrambled;
  };
  const between = (from: number, to: number): number => from + (to - from) * (bits() / 4294967296);
  return { bits, between, chance: (probability) => between(0, 1) < probability };
}

function rotateLeft(value: number, by: number): number {
  return (value << by) | (value >>> (32 - by));
}
