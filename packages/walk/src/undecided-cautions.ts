import type { Lesion } from "@cantlie/anatomy";
import type { PlanDocument } from "@cantlie/workup";
import { type EvaluatedPlan, finalStage } from "./evaluated-plan.ts";

/** A caution for each drawn plan that says nothing of a disappeared or indeterminate lesion. */
export function undecidedCautions(plans: readonly EvaluatedPlan[], lesions: readonly Lesion[]): PlanDocument["cautions"] {
  return plans.flatMap((evaluated) => {
    const { undecided } = finalStage(evaluated);
    if (evaluated.plan.origin !== "drawn" || undecided.length === 0) return [];
    const told = undecided.map((id) => `${id} (${lesions.find((lesion) => lesion.id === id)!.status})`).join(", ");
    return [
      {
        code: "plan/undecided-lesion",
        message: `plan "${evaluated.plan.id}" decides nothing on ${told}: resect, ablate or watch it (surveil); until then the plan does not clear the disease`,
        details: { plan: evaluated.plan.id, lesions: undecided.join(" ") },
      },
    ];
  });
}
