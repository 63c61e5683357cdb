import type { Candidate } from "../../src/candidates/candidate.ts";

/**
 * The set of candidates of every function that gives each lesion a candidate that holds it, each set once. Lesions that no candidate holds
 * are passed over.
 *
 * @param lesions those that need treatment
 */
export function enumeratePlans(candidates: readonly Pick<Candidate, "lesions">[], lesions: readonly number[]): number[][] {
  let functions: number[][] = [[]];
  for (const lesion of lesions) {
    const holding = candidates.flatMap(({ lesions: held }, n) => (held.includes(lesion) ? [n] : []));
    if (holding.length > 0) functions = functions.flatMap((chosen) => holding.map((candidate) => [...chosen, candidate]));
  }
  const sets = new Map(functions.map((chosen) => [...new Set(chosen)].sort((a, b) => a - b)).map((set) => [set.join(), set]));
  return [...sets.values()].filter((set) => set.length > 0);
}

/** Those vectors that no other is as small as in all and smaller in one; each once. */
export function paretoVectors(vectors: readonly (readonly number[])[]): number[][] {
  const once = [...new Map(vectors.map((vector) => [vector.join(), vector])).values()];
  const beats = (a: readonly number[], b: readonly number[]): boolean => a !== b && a.every((value, n) => value <= b[n]!);
  return once.filter((vector) => !once.some((other) => beats(other, vector))).map((vector) => [...vector]);
}
