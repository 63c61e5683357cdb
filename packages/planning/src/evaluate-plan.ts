import { DEAD_LIVER_LIMIT_ML } from "./closed-resection.ts";
import { evaluateStage } from "./evaluate-stage.ts";
import type { LesionMargin, StageEvaluation } from "./evaluation.ts";
import { DEFAULT_EVALUATION_SETTINGS, type EvaluationSettings } from "./evaluation-settings.ts";
import type { BranchReference, Plan, Stage } from "./plan.ts";
import { PlanError } from "./plan-error.ts";
import { type FinishedResections, stageResection } from "./plan-resection.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { uniteRuns } from "./run-algebra.ts";
import type { VoxelRuns } from "./voxel-runs.ts";

/**
 * Evaluates a plan stage by stage on today's anatomy: each stage with what the stages before it resected, ablated, reconstructed,
 * occluded and decided to watch. A lesion keeps the margin of the stage that removed it; one that was ablated and is resected later has
 * that of its resection.
 *
 * @param known.finished resections of the plan that were finished before on the same anatomy; default: none
 * @returns one evaluation per stage; the last one is the plan's
 * @throws PlanError where the plan does not fit the anatomy; `plan/dead-liver-left` where a plan that nobody drew leaves more than 10 mL
 *   without inflow or bile
 */
export function evaluatePlan(
  prepared: PreparedAnatomy,
  plan: Plan,
  settings: EvaluationSettings = DEFAULT_EVALUATION_SETTINGS,
  known: { readonly finished?: FinishedResections } = {},
): StageEvaluation[] {
  const evaluations: StageEvaluation[] = [];
  let resectedBefore: VoxelRuns | undefined;
  let before: Omit<Stage, "occlude"> = { resections: [], keep: [], ablations: [], reconstruct: [], surveil: [] };
  let occludedBefore: readonly BranchReference[] = settings.occludedBefore;
  for (const stage of plan.stages) {
    const drawn = stageResection(prepared, stage, known.finished);
    const resected = resectedBefore ? uniteRuns(prepared.anatomy.grid, resectedBefore, drawn.resected) : drawn.resected;
    const soFar: Stage = {
      ...stage,
      // what an earlier operation decided on a vessel stays decided: its uncertainty is none of this one's
      resections: [...before.resections, ...stage.resections],
      keep: [...before.keep, ...stage.keep],
      ablations: [...before.ablations, ...stage.ablations],
      reconstruct: [...before.reconstruct, ...stage.reconstruct],
      surveil: [...before.surveil, ...stage.surveil],
    };
    const evaluation = evaluateStage(prepared, resected, soFar, { ...settings, occludedBefore });
    if (plan.origin !== "drawn") refuseDeadLiver(evaluation);
    evaluations.push({
      ...evaluation,
      ...(drawn.absorbedMl !== undefined && { absorbedMl: drawn.absorbedMl }),
      margins: marginsSoFar(evaluations.at(-1)?.margins ?? [], evaluation.margins),
    });
    [resectedBefore, before, occludedBefore] = [resected, soFar, [...occludedBefore, ...stage.occlude]];
  }
  return evaluations;
}

/** @throws PlanError `plan/dead-liver-left` */
function refuseDeadLiver({ volumes: { devitalisedMl = 0 } }: StageEvaluation): void {
  if (devitalisedMl <= DEAD_LIVER_LIMIT_ML) return;
  throw new PlanError(
    "plan/dead-liver-left",
    `${devitalisedMl.toFixed(1)} mL of liver without inflow or bile would be left, at most ${DEAD_LIVER_LIMIT_ML} mL may be; the plan cuts or keeps a pedicle that it should not`,
    { devitalisedMl },
  );
}

function marginsSoFar(before: readonly LesionMargin[], now: readonly LesionMargin[]): LesionMargin[] {
  return now.map((margin, n) => {
    const earlier = before[n];
    const isSettled = earlier?.kind === "resected" || (earlier?.kind === "ablation" && margin.kind !== "resected");
    return isSettled ? earlier : margin;
  });
}
