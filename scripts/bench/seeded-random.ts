/** Numbers from 0 to 1, the same for the same seed (Lehmer's generator, MINSTD). */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}
