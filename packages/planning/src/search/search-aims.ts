import { OBJECTIVE_STEPS, type Objectives } from "./objectives.ts";
import { SAME_OPERATION_SHARE, SEGMENT_SHARE } from "./shown-order.ts";

/** What the best of all plans is asked for, apart from the whole Pareto set. */
export type AimName = "leads" | "least-liver" | "widest-margins" | "fewest-cuts" | "smallest-vessel" | "resection-only";

export interface SearchAim {
  readonly name: AimName;
  /** numbers to be small, each deciding only where those before it are equal; none grows when an objective shrinks */
  readonly key: (objectives: Objectives) => readonly number[];
}

/**
 * The aims that plans are shown for, see `chooseShown`: each among plans that leave enough liver, watch as little and keep the least margin where they
 * can. To find the best by one aim takes much less than the whole Pareto set.
 */
export function searchAims(liverMl: number): SearchAim[] {
  const inSteps = (ml: number, share: number): number => Math.floor(ml / (share * liverMl));
  const aim = (name: AimName, own: (one: Objectives) => readonly number[]): SearchAim => ({
    name,
    key: (one) => {
      const lostMl = one.liverLost * OBJECTIVE_STEPS.volumeMl;
      return [
        one.shortfall,
        one.surveilled,
        one.belowMinimum,
        ...own(one),
        inSteps(one.undrained * OBJECTIVE_STEPS.undrainedMl, SEGMENT_SHARE),
        inSteps(lostMl, SEGMENT_SHARE),
        one.ablated,
        inSteps(lostMl, SAME_OPERATION_SHARE),
        one.marginDeficit,
        one.liverLost,
      ];
    },
  });
  return [
    aim("leads", () => []),
    aim("least-liver", ({ liverLost }) => [liverLost]),
    aim("widest-margins", ({ marginDeficit }) => [marginDeficit]),
    aim("fewest-cuts", ({ cuts, cutArea }) => [cuts, cutArea]),
    aim("smallest-vessel", ({ largestVessel }) => [largestVessel]),
    aim("resection-only", ({ ablated }) => [ablated]),
  ];
}
