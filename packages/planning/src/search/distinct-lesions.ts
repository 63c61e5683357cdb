import type { Candidate } from "../candidates/candidate.ts";

/**
 * Whether the chosen candidates can be given distinct lesions that they hold (by augmenting paths). Where they cannot, no
 * assignment of lesions to candidates uses them all, and neither does any with more candidates.
 *
 * @param lesions those that need treatment
 */
export function canGiveEachALesion(
  candidates: readonly Pick<Candidate, "lesions">[],
  chosen: readonly number[],
  lesions: readonly number[],
): boolean {
  if (chosen.length > lesions.length) return false;
  const givenTo = new Map<number, number>();
  const give = (candidate: number, asked: Set<number>): boolean => {
    for (const lesion of candidates[candidate]!.lesions) {
      if (asked.has(lesion) || !lesions.includes(lesion)) continue;
      asked.add(lesion);
      const before = givenTo.get(lesion);
      if (before !== undefined && !give(before, asked)) continue;
      givenTo.set(lesion, candidate);
      return true;
    }
    return false;
  };
  return chosen.every((candidate) => give(candidate, new Set()));
}
