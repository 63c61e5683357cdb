import { type Candidate, OBJECTIVE_STEPS, type Objectives } from "@cantlie/planning";
import type { PlanDocument } from "@cantlie/workup";

type Section = NonNullable<PlanDocument["search"]>;

/** What a search says of itself. */
export interface SearchAccount {
  readonly complete: boolean;
  readonly evaluations: number;
  readonly bounds: number;
  /** what the combinations that were not looked at could reach at best, each objective by itself; absent where complete */
  readonly bound?: Objectives;
  readonly pareto: readonly unknown[];
  /** aims of which the best plan is proven to be found */
  readonly proven: readonly string[];
}

/** The `search` part of plan.json; objectives are told in the units that they are steps of. */
export function searchSection(search: SearchAccount, candidates: readonly Candidate[]): Section {
  const counts = new Map<string, number>();
  for (const candidate of candidates) counts.set(kindOf(candidate), (counts.get(kindOf(candidate)) ?? 0) + 1);
  return {
    complete: search.complete,
    evaluations: search.evaluations,
    bounds: search.bounds,
    paretoPlans: search.pareto.length,
    proven: search.proven,
    ...(search.bound && { bound: boundSection(search.bound) }),
    candidates: [...counts].map(([kind, count]) => ({ kind, count })),
  };
}

function kindOf({ treatment }: Candidate): string {
  if (treatment.kind !== "resection") return treatment.kind;
  const { resection } = treatment;
  return resection.kind === "wedge" && resection.mergedWith !== undefined ? "merged wedge" : resection.kind;
}

function boundSection(bound: Objectives): NonNullable<Section["bound"]> {
  const { volumeMl, undrainedMl, marginMm, cutAreaMm2, vesselMm } = OBJECTIVE_STEPS;
  return {
    shortfallMl: bound.shortfall * volumeMl,
    surveilled: bound.surveilled,
    ablated: bound.ablated,
    belowMinimum: bound.belowMinimum,
    marginDeficitMm: bound.marginDeficit * marginMm,
    liverLostMl: bound.liverLost * volumeMl,
    undrainedMl: bound.undrained * undrainedMl,
    cuts: bound.cuts,
    cutAreaMm2: bound.cutArea * cutAreaMm2,
    largestVesselMm: bound.largestVessel * vesselMm,
  };
}
