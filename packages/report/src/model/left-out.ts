import type { PlanEntry } from "@cantlie/workup";
import type { Block } from "../report-model.ts";
import { enumerate } from "./format.ts";

/** How a plan's `why` begins the reason for each lesion that could not be treated in the plan's way. */
const LEFT_OUT = /; leaves (?:one|\w+), since /;

/** Vessels that a plan keeps or takes, which are told with what it resects. */
const KEPT_OR_TAKEN = /; (?:keeps|takes) the [^;]*/g;

/** Liver that a plan takes since it would lose its supply: of the plan, not of the lesion told before it. */
const ABSORBED = /; takes \d[^;]*/g;

/** Why a plan is offered, without the reasons for lesions that it leaves; those are told once, below all plans. */
export function shortWhy(plan: PlanEntry): string {
  const [why] = plan.why.replace(KEPT_OR_TAKEN, "").replace(ABSORBED, "").split(LEFT_OUT);
  return `${why}${plan.why.match(ABSORBED)?.join("") ?? ""}`;
}

/** The reasons why wedge plans leave lesions, each told once for all lesions and plans that it is true of. */
export function lesionsLeftOut(plans: readonly PlanEntry[]): Block[] {
  const lesionsByReason = new Map<string, Set<string>>();
  for (const plan of plans)
    for (const reason of plan.why.replace(ABSORBED, "").split(LEFT_OUT).slice(1)) {
      const lesion = / of lesion (\S+)/.exec(reason)?.[1];
      const general = lesion === undefined ? reason : reason.replace(` of lesion ${lesion}`, "");
      const lesions = lesionsByReason.get(general) ?? new Set();
      if (lesion !== undefined) lesions.add(lesion);
      lesionsByReason.set(general, lesions);
    }
  if (lesionsByReason.size === 0) return [];
  return [
    { kind: "subheading", text: "Why lesions are left out of wedge plans" },
    {
      kind: "list",
      items: [...lesionsByReason].map(([reason, lesions]) => ({
        text: lesions.size > 0 ? `${enumerate([...lesions].sort())}: ${reason}.` : `${reason}.`,
      })),
    },
  ];
}
