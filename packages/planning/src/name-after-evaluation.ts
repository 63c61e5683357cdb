import { STATE_COUNT, type StageEvaluation, VOXEL_STATE } from "./evaluation.ts";
import { nameOfResection } from "./name-resection.ts";
import type { Plan } from "./plan.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { runsInStates } from "./state-runs.ts";

/** A plan that takes this much more than was drawn is another operation than its name says: half a segment on two. */
export const ANOTHER_OPERATION_SHARE = 0.25;

/**
 * The plan under a name that is true of what it resects in the end: where dead liver was taken too, `why` says how much, the New
 * World name is that of the final resection, and where a named operation takes more than a quarter of what was drawn its name says so. The
 * name of a found plan tells how each lesion is treated, which stays true; `why` names the lesions whose margin nobody can promise.
 *
 * @param stages what `evaluatePlan` found of `plan`
 * @returns `plan` itself where there is nothing to add
 */
export function nameAfterEvaluation(prepared: PreparedAnatomy, plan: Plan, stages: readonly StageEvaluation[]): Plan {
  const named = namedByResection(prepared, plan, stages);
  const narrow = (stages.at(-1)?.margins ?? []).filter(
    ({ kind, predictable }) => !predictable && (kind === "resected" || kind === "ablation"),
  );
  if (plan.origin !== "search" || narrow.length === 0) return named;
  return { ...named, why: `${named.why}; R0 not predictable for ${narrow.map(({ lesion }) => lesion).join(", ")}` };
}

function namedByResection(prepared: PreparedAnatomy, plan: Plan, stages: readonly StageEvaluation[]): Plan {
  const absorbedMl = stages.reduce((sum, stage) => sum + (stage.absorbedMl ?? 0), 0);
  const last = stages.at(-1);
  const isResected = Array.from({ length: STATE_COUNT }, (_, value) => value === VOXEL_STATE.resected);
  if (last === undefined || absorbedMl === 0) return plan;
  const newWorldName = nameOfResection(prepared, runsInStates(prepared.anatomy.grid, last.state, isResected))?.newWorld;
  const isAnother = plan.origin !== "search" && absorbedMl > ANOTHER_OPERATION_SHARE * (last.volumes.resectedMl - absorbedMl);
  const supply = prepared.attachment.bile === undefined ? "inflow" : "inflow or bile";
  return {
    ...plan,
    name: isAnother ? `${plan.name}, with ${absorbedMl.toFixed(0)} mL that would lose ${supply}` : plan.name,
    ...(newWorldName !== undefined && { newWorldName }),
    why: `${plan.why}; takes ${absorbedMl.toFixed(0)} mL more that would lose their ${supply}`,
  };
}
