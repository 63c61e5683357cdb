import type { LesionId, Segment } from "@cantlie/anatomy";
import type { CandidateSet } from "../candidates/candidate-set.ts";
import { policyConflict } from "../candidates/policy-conflict.ts";
import type { BranchReference, Plan } from "../plan.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { candidatesForMargin, candidatesWithLesions } from "./candidates-after.ts";
import { type FindPlansLimits, type FoundPlans, findAmong, findPlans, type PlanToShow, parcelsOf } from "./find-plans.ts";

/** A question of a meeting. */
export type PlanChange =
  /** another margin is wanted of one lesion */
  | { readonly kind: "margin"; readonly lesion: LesionId; readonly marginMm: number }
  /** vessels and segments that must stay, all of them: one more is forbidden, one less may be sacrificed */
  | { readonly kind: "kept"; readonly keepVessels: readonly BranchReference[]; readonly keepSegments: readonly Segment[] }
  /** lesions that were found later, appended to those known before: the same liver prepared with them */
  | { readonly kind: "lesions"; readonly prepared: PreparedAnatomy }
  /** a plan drawn by hand stands beside the found ones */
  | { readonly kind: "drawn"; readonly plan: Plan };

/** What a change leaves valid of a shown plan: nothing, or the plan itself but not that it is the one to show. */
export interface StalePlan {
  readonly plan: PlanToShow;
  readonly stale: "plan" | "choice";
  readonly because: string;
}

/** What was made again, for those who wait. */
export interface MadeAgain {
  /** candidates drawn on voxels */
  readonly candidates: number;
  readonly parcels: boolean;
  readonly search: boolean;
}

/** Which of the shown plans no longer hold after a change, to be marked until `recompute` is done. */
export function stalePlans(found: FoundPlans, change: PlanChange): StalePlan[] {
  const all = (because: string): StalePlan[] => found.shown.map((plan) => ({ plan, stale: "choice", because }));
  switch (change.kind) {
    case "drawn":
      return [];
    case "margin":
      return all(`another margin is wanted of ${change.lesion} (${change.marginMm} mm)`);
    case "lesions": {
      const before = found.parcels.prepared.anatomy.lesions.length;
      const added = change.prepared.anatomy.lesions.slice(before).map(({ id }) => id);
      return found.shown.map((plan) => ({ plan, stale: "plan", because: `says nothing of ${added.join(", ")}` }));
    }
    case "kept":
      return found.shown.map((plan) => {
        const conflict = plan.shown.found.candidates
          .map((n) => policyConflict(found.parcels.prepared, found.parcels.candidates[n]!, change))
          .find((one) => one !== undefined);
        return conflict === undefined
          ? { plan, stale: "choice", because: "other vessels or segments must stay" }
          : { plan, stale: "plan", because: `${conflict.name}: ${conflict.message}` };
      });
  }
}

/**
 * The plans after a change. Candidates that do not depend on it stay the same objects, and so do the parcels where the candidates stay the same: a
 * vessel that must stay, or need not, only sends the search out again, a drawn plan not even that.
 *
 * @throws PlanError if a lesion or vessel of the change is not in the anatomy
 */
export function recompute(found: FoundPlans, change: PlanChange): { readonly found: FoundPlans; readonly made: MadeAgain } {
  const limits = limitsAfter(found.limits, change);
  switch (change.kind) {
    case "drawn":
      return { found, made: { candidates: 0, parcels: false, search: false } };
    case "kept":
      return { found: findAmong(found.parcels, found.made, limits), made: { candidates: 0, parcels: false, search: true } };
    case "margin": {
      const { prepared } = found.parcels;
      const added = candidatesForMargin(prepared, found.made, { ...change, limits: limits.candidates });
      return searchedAgain(prepared, joined(found.made, added), { limits, madeAgain: added.candidates.length });
    }
    case "lesions": {
      const { set, madeAgain } = candidatesWithLesions(found.parcels.prepared, change.prepared, {
        made: found.made,
        limits: limits.candidates,
      });
      return searchedAgain(change.prepared, set, { limits, madeAgain });
    }
  }
}

/** The plans of limits that want other margins of some lesions, from nothing. @throws as `findPlans` */
export function findPlansWithMargins(prepared: PreparedAnatomy, limits: FindPlansLimits): FoundPlans {
  const { marginWantedOfMm = {}, ...search } = limits.search;
  return Object.entries(marginWantedOfMm).reduce(
    (found, [lesion, marginMm]) => recompute(found, { kind: "margin", lesion: lesion as LesionId, marginMm }).found,
    findPlans(prepared, { ...limits, search }),
  );
}

function searchedAgain(
  prepared: PreparedAnatomy,
  set: CandidateSet,
  { limits, madeAgain }: { readonly limits: FindPlansLimits; readonly madeAgain: number },
): { readonly found: FoundPlans; readonly made: MadeAgain } {
  return {
    found: findAmong(parcelsOf(prepared, set, limits), set, limits),
    made: { candidates: madeAgain, parcels: true, search: true },
  };
}

function limitsAfter(limits: FindPlansLimits, change: PlanChange): FindPlansLimits {
  if (change.kind === "margin") {
    const marginWantedOfMm = { ...limits.search.marginWantedOfMm, [change.lesion]: change.marginMm };
    return { ...limits, search: { ...limits.search, marginWantedOfMm } };
  }
  if (change.kind !== "kept") return limits;
  const { keepVessels, keepSegments } = change;
  return { ...limits, candidates: { ...limits.candidates, keepVessels, keepSegments } };
}

function joined(a: CandidateSet, b: CandidateSet): CandidateSet {
  return { candidates: [...a.candidates, ...b.candidates], notOffered: [...a.notOffered, ...b.notOffered] };
}
