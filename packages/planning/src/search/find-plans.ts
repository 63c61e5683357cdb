import { voxelsToMl } from "@cantlie/volume";
import type { Candidate, CandidateLimits, CandidateNotOffered } from "../candidates/candidate.ts";
import type { CandidateSet } from "../candidates/candidate-set.ts";
import { makeCandidates } from "../candidates/make-candidates.ts";
import { policyConflict } from "../candidates/policy-conflict.ts";
import { makeParcels } from "../parcels/make-parcels.ts";
import type { Parcels } from "../parcels/parcels.ts";
import type { BranchReference, Plan } from "../plan.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { type ParetoSearch, searchParetoSet } from "./branch-and-bound.ts";
import { chooseShown, type ShownPlan } from "./choose-shown.ts";
import { neededCandidates } from "./needed-candidates.ts";
import { planOfFound } from "./plan-of-found.ts";
import type { SearchLimits } from "./search-limits.ts";

export interface FindPlansLimits {
  readonly candidates: CandidateLimits;
  readonly search: SearchLimits;
  /** how many plans a meeting is shown */
  readonly shown: { readonly least: number; readonly most: number };
  /** portal branches that are occluded already; default none */
  readonly occludedBefore?: readonly BranchReference[];
}

export interface PlanToShow {
  readonly plan: Plan;
  readonly shown: ShownPlan;
}

export interface FoundPlans {
  readonly limits: FindPlansLimits;
  /** in the shown order; to be evaluated on voxels */
  readonly shown: readonly PlanToShow[];
  readonly search: ParetoSearch;
  /** on all candidates that were made and hold a lesion in need of treatment, allowed by the policy or not */
  readonly parcels: Parcels;
  /** all candidates before the policy is asked, and what this liver does not allow */
  readonly made: CandidateSet;
  /** those that the policy allows too */
  readonly candidates: readonly Candidate[];
  /** what neither liver nor policy allows */
  readonly notOffered: readonly CandidateNotOffered[];
}

/**
 * The operations in one stage that this liver and the policy allow: all candidates, the exact Pareto set of their combinations, and
 * the few plans of it that a meeting is shown.
 *
 * @throws RangeError if a limit is not a number of at least 0
 * @throws PlanError if the policy names a vessel that the anatomy does not have
 */
export function findPlans(prepared: PreparedAnatomy, limits: FindPlansLimits): FoundPlans {
  const made = makeCandidates(prepared, { ...limits.candidates, keepVessels: [], keepSegments: [] });
  return findAmong(parcelsOf(prepared, made, limits), made, limits);
}

/** The organ parted by the candidates that hold a lesion in need of treatment. */
export function parcelsOf(
  prepared: PreparedAnatomy,
  { candidates }: CandidateSet,
  { occludedBefore = [] }: Pick<FindPlansLimits, "occludedBefore">,
): Parcels {
  const { lesions } = prepared.anatomy;
  return makeParcels(
    prepared,
    candidates.filter((candidate) => candidate.lesions.some((n) => lesions[n]!.status !== "benign")),
    { occludedBefore, reconstruct: prepared.reconstruct },
  );
}

/** Policy, search and choice on candidates and parcels that are made already. */
export function findAmong(parcels: Parcels, made: CandidateSet, limits: FindPlansLimits): FoundPlans {
  const { anatomy } = parcels.prepared;
  const conflicts = new Map(made.candidates.map((one) => [one, policyConflict(parcels.prepared, one, limits.candidates)]));
  const isAllowed = (candidate: Candidate): boolean => conflicts.get(candidate) === undefined;
  const allowed = parcels.candidates.flatMap((candidate, n) => (isAllowed(candidate) ? [n] : []));
  const notOffered = [...made.notOffered, ...[...conflicts.values()].filter((conflict) => conflict !== undefined)];
  const search = searchParetoSet(parcels, limits.search, { allowed, notOffered });
  const chosen = chooseShown(search.pareto, {
    parcels,
    lesions: anatomy.lesions.map(({ id }) => id),
    voxelMl: voxelsToMl(anatomy.grid, 1),
    wantedRemnantMl: limits.search.wantedRemnantMl,
    shown: limits.shown,
  });
  const shown = chosen.map((one, n) => ({
    plan: planOfFound(parcels, {
      candidates: neededCandidates(parcels, one.found.candidates, limits.search),
      id: `search-${n + 1}`,
      why: one.because,
    }),
    shown: one,
  }));
  return {
    limits,
    shown,
    search,
    parcels,
    made,
    candidates: made.candidates.filter(isAllowed),
    notOffered,
  };
}
