import { voxelsToMl } from "@cantlie/volume";
import type { Candidate, CandidateLimits, CandidateNotOffered } from "../candidates/candidate.ts";
import { makeCandidates } from "../candidates/make-candidates.ts";
import { makeParcels } from "../parcels/make-parcels.ts";
import type { Parcels } from "../parcels/parcels.ts";
import type { Plan } from "../plan.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { type ParetoSearch, searchParetoSet } from "./branch-and-bound.ts";
import { chooseShown, type ShownPlan } from "./choose-shown.ts";
import { planOfFound } from "./plan-of-found.ts";
import type { SearchLimits } from "./search-limits.ts";

export interface FindPlansLimits {
  readonly candidates: CandidateLimits;
  readonly search: SearchLimits;
  /** how many plans a meeting is shown */
  readonly shown: { readonly least: number; readonly most: number };
}

export interface PlanToShow {
  readonly plan: Plan;
  readonly shown: ShownPlan;
}

export interface FoundPlans {
  /** in the shown order; to be evaluated on voxels */
  readonly shown: readonly PlanToShow[];
  readonly search: ParetoSearch;
  readonly parcels: Parcels;
  readonly candidates: readonly Candidate[];
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
  const { candidates, notOffered } = makeCandidates(prepared, limits.candidates);
  const useful = candidates.filter(({ lesions }) => lesions.some((n) => prepared.anatomy.lesions[n]!.status !== "benign"));
  const parcels = makeParcels(prepared, useful);
  return { ...findOnParcels(parcels, limits), parcels, candidates, notOffered };
}

/** Search and choice on parcels that are made already. */
export function findOnParcels(parcels: Parcels, limits: FindPlansLimits): Pick<FoundPlans, "shown" | "search"> {
  const { anatomy } = parcels.prepared;
  const search = searchParetoSet(parcels, limits.search);
  const chosen = chooseShown(search.pareto, {
    parcels,
    lesions: anatomy.lesions.map(({ id }) => id),
    voxelMl: voxelsToMl(anatomy.grid, 1),
    wantedRemnantMl: limits.search.wantedRemnantMl,
    shown: limits.shown,
  });
  const shown = chosen.map((one, n) => ({
    plan: planOfFound(parcels, { candidates: one.found.candidates, id: `search-${n + 1}`, why: one.because }),
    shown: one,
  }));
  return { shown, search };
}
