import {
  type CandidateNotOffered,
  type EvaluationSettings,
  evaluatePlan,
  type FinishedResections,
  nameAfterEvaluation,
  type Plan,
  PlanError,
  type PreparedAnatomy,
  type StageEvaluation,
} from "@cantlie/planning";
import { voxelToWorld } from "@cantlie/volume";
import { type EvaluatedPlan, marginDeficitMm } from "./evaluated-plan.ts";
import { type KeptByPolicy, policyConflict } from "./policy-conflict.ts";

export interface PlanLimits {
  readonly settings: EvaluationSettings;
  readonly marginWantedMm: number;
  readonly kept: KeptByPolicy;
  /** resections of the plans that were finished before */
  readonly finished: FinishedResections;
}

/**
 * Evaluates every plan. An automatic plan that this anatomy or the policy does not allow is not offered, with the reason.
 *
 * @throws PlanError where a drawn plan does not fit the anatomy
 */
export function evaluatePlans(
  prepared: PreparedAnatomy,
  plans: readonly Plan[],
  { settings, marginWantedMm, kept, finished }: PlanLimits,
): { readonly evaluated: readonly EvaluatedPlan[]; readonly notOffered: readonly CandidateNotOffered[] } {
  const evaluated: EvaluatedPlan[] = [];
  const notOffered: CandidateNotOffered[] = [];
  for (const plan of plans)
    try {
      const stages = evaluatePlan(prepared, plan, settings, { finished });
      refuseAllOrNothing(prepared, plan, stages.at(-1)!);
      const conflict = plan.origin === "drawn" ? undefined : policyConflict(stages.at(-1)!, prepared.anatomy, kept);
      if (conflict !== undefined) {
        notOffered.push({ id: plan.id, name: plan.name, code: "plan/against-policy", message: conflict });
        continue;
      }
      const named = nameAfterEvaluation(prepared, plan, stages);
      evaluated.push({ plan: named, stages, marginDeficitMm: marginDeficitMm(stages.at(-1)!, prepared.anatomy, marginWantedMm) });
    } catch (error) {
      if (!(error instanceof PlanError) || plan.origin === "drawn") throw error;
      notOffered.push({ id: plan.id, name: plan.name, code: error.code, message: error.message });
    }
  return { evaluated, notOffered };
}

/**
 * A resection that takes nothing or the whole liver is no plan but a mistake in it, such as a plane beside the liver.
 *
 * @throws PlanError `plan/all-or-nothing`
 */
function refuseAllOrNothing({ anatomy }: PreparedAnatomy, plan: Plan, { volumes }: StageEvaluation): void {
  const drawn = plan.stages.some(({ resections }) => resections.length > 0);
  if (!drawn || (volumes.resectedMl > 0 && volumes.remnantMl > 0)) return;
  const { grid } = anatomy;
  const corners = [voxelToWorld(grid, 0, 0, 0), voxelToWorld(grid, grid.size[0] - 1, grid.size[1] - 1, grid.size[2] - 1)];
  const extent = ([0, 1, 2] as const).map((axis) => {
    const ends = corners.map((corner) => Math.round(corner[axis])).sort((a, b) => a - b);
    return `${"xyz"[axis]} ${ends.join(" to ")}`;
  });
  throw new PlanError(
    "plan/all-or-nothing",
    `plan "${plan.id}" resects ${volumes.resectedMl > 0 ? "the whole liver" : "nothing"}; the liver lies within ${extent.join(", ")} mm (patient LPS); a point was probably mistyped or read in another frame (3D Slicer shows RAS)`,
    { plan: plan.id },
  );
}
