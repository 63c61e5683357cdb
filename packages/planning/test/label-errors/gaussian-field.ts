import type { Vector3 } from "@cantlie/geometry";

/** A number at every place, patient LPS mm. */
export type Field = (at: Vector3) => number;

/** A Gaussian random field of unit variance with correlation exp(-d²/2ℓ²), as a sum of waves with normal wave vectors. */
export function gaussianField(random: GaussianRandom, lengthMm: number): Field {
  const WAVES = 64;
  const waves = Array.from({ length: WAVES }, () => ({
    k: [random.normal() / lengthMm, random.normal() / lengthMm, random.normal() / lengthMm] as const,
    phase: 2 * Math.PI * random.uniform(),
    size: random.normal(),
  }));
  return ([x, y, z]) => {
    let sum = 0;
    for (const { k, phase, size } of waves) sum += size * Math.cos(k[0] * x + k[1] * y + k[2] * z + phase);
    return sum * Math.sqrt(2 / WAVES);
  };
}

export interface GaussianRandom {
  readonly uniform: () => number;
  readonly normal: () => number;
}

export function gaussianRandom(seed: number): GaussianRandom {
  let state = (seed * 7919 + 12345) % 2147483647;
  const uniform = (): number => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
  for (let n = 0; n < 10; n++) uniform();
  return { uniform, normal: () => Math.sqrt(-2 * Math.log(uniform())) * Math.cos(2 * Math.PI * uniform()) };
}
