import type { FoundPlans, PlanToShow, StagedLimits } from "@cantlie/planning";
import { voxelsToMl } from "@cantlie/volume";
import type { PlansSought } from "./no-plan-because.ts";

export interface PlansWithinGrowth {
  /** in the shown order */
  readonly shown: readonly PlanToShow[];
  /** told where nothing is left to show */
  readonly obstacle?: PlansSought["obstacles"][number];
}

/**
 * Found plans without those whose remnant lacks more than any remnant has grown by, after whatever technique. Just below the threshold an
 * operation is for the team to weigh; as far below it as this, in one stage and without growth, it is not one to propose. The
 * named operations stay listed with their verdicts, so that everybody sees what they would leave.
 */
export function plansWithinGrowth(
  { shown, parcels, search }: Pick<FoundPlans, "shown" | "parcels" | "search">,
  { wantedRemnantMl: wantedMl, mostRelativeGrowth }: Pick<StagedLimits, "wantedRemnantMl" | "mostRelativeGrowth">,
): PlansWithinGrowth {
  if (wantedMl === undefined) return { shown };
  const remnantMl = ({ shown: { found } }: PlanToShow): number =>
    voxelsToMl(parcels.prepared.anatomy.grid, found.evaluation.functionalVoxels);
  const within = shown.filter((one) => remnantMl(one) * (1 + mostRelativeGrowth) >= wantedMl);
  if (within.length > 0 || shown.length === 0 || search.obstacles.length > 0) return { shown: within };
  const nearest = shown.reduce((most, one) => (remnantMl(one) > remnantMl(most) ? one : most));
  return {
    shown: [],
    obstacle: {
      message:
        `every combination found leaves less than any growth is known to make up for: most is left by ${nearest.plan.name}, ` +
        `${remnantMl(nearest).toFixed(0)} of ${wantedMl.toFixed(0)} mL`,
      loosenedBy: "chemotherapy that shrinks the lesions, a smaller margin (marginWantedMm), or a plan drawn by hand",
    },
  };
}
