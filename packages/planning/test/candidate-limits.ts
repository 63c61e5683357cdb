import type { CandidateLimits } from "../src/candidates/candidate.ts";

/** The numbers of the default policy, for tests and measurements of candidates. */
export const DEFAULT_CANDIDATE_LIMITS: CandidateLimits = {
  marginWantedMm: 10,
  marginAutomaticMinimumMm: 5,
  hilumClearanceMm: 10,
  ablation: { largestLesionMm: 30, mostZones: 5, ductDistanceMm: 10, marginMm: 10, marginMinimumMm: 5 },
  keepVessels: [],
  keepSegments: [],
};
