import { absorbDeadLiver } from "./dead-liver.ts";
import { completeEvaluation } from "./evaluate-stage.ts";
import type { LesionMargin, StageEvaluation } from "./evaluation.ts";
import { DEFAULT_EVALUATION_SETTINGS, type EvaluationSettings } from "./evaluation-settings.ts";
import type { BranchReference, Plan, Stage } from "./plan.ts";
import { planResection } from "./plan-resection.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { addWithinOrgan } from "./resection-mask.ts";
import { stageStates } from "./stage-states.ts";

/**
 * Evaluates a plan stage by stage on today's anatomy: each stage with what the stages before it resected, ablated,
 * reconstructed and occluded. A lesion keeps the margin of the stage that removed it; one that was ablated and is resected later has that of its resection. An automatic plan takes dead liver with it; a
 * drawn one is evaluated as drawn.
 *
 * @returns one evaluation per stage; the last one is the plan's
 * @throws PlanError where the plan does not fit the anatomy, or dead liver cannot be taken with it
 */
export function evaluatePlan(
  prepared: PreparedAnatomy,
  plan: Plan,
  settings: EvaluationSettings = DEFAULT_EVALUATION_SETTINGS,
): StageEvaluation[] {
  const evaluations: StageEvaluation[] = [];
  let resectedBefore: Uint8Array | undefined;
  let before: Pick<Stage, "ablations" | "reconstruct"> = { ablations: [], reconstruct: [] };
  let occludedBefore: readonly BranchReference[] = settings.occludedBefore;
  for (const stage of plan.stages) {
    const drawn = planResection(prepared, stage);
    if (resectedBefore !== undefined) addWithinOrgan(prepared, drawn, resectedBefore);
    const soFar: Stage = {
      ...stage,
      ablations: [...before.ablations, ...stage.ablations],
      reconstruct: [...before.reconstruct, ...stage.reconstruct],
    };
    const stageSettings = { ...settings, occludedBefore };
    const fate =
      plan.origin === "drawn"
        ? { resected: drawn, stageStates: stageStates(prepared, drawn, soFar, stageSettings) }
        : absorbDeadLiver(prepared, drawn, soFar, stageSettings);
    const { resected } = fate;
    const evaluation = completeEvaluation(prepared, soFar, { resected, ...fate.stageStates }, stageSettings);
    evaluations.push({
      ...evaluation,
      ...("absorbedMl" in fate && { absorbedMl: fate.absorbedMl }),
      margins: marginsSoFar(evaluations.at(-1)?.margins ?? [], evaluation.margins),
    });
    [resectedBefore, before, occludedBefore] = [resected, soFar, [...occludedBefore, ...stage.occlude]];
  }
  return evaluations;
}

function marginsSoFar(before: readonly LesionMargin[], now: readonly LesionMargin[]): LesionMargin[] {
  return now.map((margin, n) => {
    const earlier = before[n];
    const isSettled = earlier?.kind === "resected" || (earlier?.kind === "ablation" && margin.kind !== "resected");
    return isSettled ? earlier : margin;
  });
}
