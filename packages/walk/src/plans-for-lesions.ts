import type { LiverAnatomy } from "@cantlie/anatomy";
import type { Candidate, CandidateNotOffered, Plan } from "@cantlie/planning";

/** Named operations that are plans for this patient. */
export interface PlansForLesions {
  readonly plans: readonly Plan[];
  /** one entry for all that are none */
  readonly notOffered: readonly CandidateNotOffered[];
}

/**
 * Leaves out named operations that remove no lesion in need of treatment as a whole: a segmentectomy of healthy liver is no plan for this patient. Where none of
 * them removes any, or no lesion is known, all stay: their volumes are then what can be said.
 *
 * @param candidates the candidate of each named operation has the id of its plan; plans without one stay
 */
export function plansForLesions(
  plans: readonly Plan[],
  candidates: readonly Candidate[],
  { lesions }: Pick<LiverAnatomy, "lesions">,
): PlansForLesions {
  const held = new Map(candidates.map((one) => [one.id, one.lesions.some((n) => lesions[n]!.status !== "benign")]));
  const without = plans.filter(({ id }) => held.get(id) === false);
  if (without.length === 0 || !plans.some(({ id }) => held.get(id) === true)) return { plans, notOffered: [] };
  return {
    plans: plans.filter((plan) => !without.includes(plan)),
    notOffered: [
      {
        id: "named-resections-without-lesion",
        name: "named resections that remove no lesion",
        code: "plan/removes-no-lesion",
        message: `removes no lesion as a whole: ${without.map(({ name }) => name).join("; ")}`,
      },
    ],
  };
}
