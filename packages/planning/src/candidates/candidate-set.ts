import type { Candidate, CandidateNotOffered } from "./candidate.ts";

/** Candidates of one kind or of all, in a fixed order, and what was tried and is not offered. */
export interface CandidateSet {
  readonly candidates: readonly Candidate[];
  readonly notOffered: readonly CandidateNotOffered[];
}

/** All of some sets in their order. */
export function joinSets(sets: readonly CandidateSet[]): CandidateSet {
  return { candidates: sets.flatMap(({ candidates }) => candidates), notOffered: sets.flatMap(({ notOffered }) => notOffered) };
}
