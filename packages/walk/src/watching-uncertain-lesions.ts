import type { Lesion } from "@cantlie/anatomy";
import type { Plan } from "@cantlie/planning";
import { isUncertain } from "./evaluated-plan.ts";

/**
 * A named plan with a decision on each disappeared or indeterminate lesion: what it does not resect is watched. Only for plans that
 * nobody drew; of a drawn one its author decides.
 */
export function watchingUncertainLesions(plan: Plan, lesions: readonly Lesion[]): Plan {
  const uncertain = lesions.filter((lesion) => isUncertain(lesion));
  const last = plan.stages.at(-1);
  if (uncertain.length === 0 || last === undefined) return plan;
  const decided = new Set(
    plan.stages.flatMap(({ ablations, surveil }) => [...ablations, ...surveil]).map(({ lesion }) => lesion),
  );
  const surveil = uncertain.filter(({ id }) => !decided.has(id)).map(({ id, centroidMm }) => ({ lesion: id, atMm: centroidMm }));
  return { ...plan, stages: [...plan.stages.slice(0, -1), { ...last, surveil: [...last.surveil, ...surveil] }] };
}
