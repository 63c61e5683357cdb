import type { CandidateNotOffered } from "./candidates/candidate.ts";
import type { CandidateSet } from "./candidates/candidate-set.ts";
import { type NamedCandidate, namedCandidates } from "./candidates/named-candidates.ts";
import { wedgeCandidates, wedgeId } from "./candidates/wedge-candidates.ts";
import { nameOfResection } from "./name-resection.ts";
import type { Plan, Resection } from "./plan.ts";
import type { PreparedAnatomy } from "./prepared-anatomy.ts";
import { uniteRuns } from "./run-algebra.ts";
import type { VoxelRuns } from "./voxel-runs.ts";

export interface StandardPlans {
  readonly plans: readonly Plan[];
  readonly notOffered: readonly CandidateNotOffered[];
}

/** Limits of the policy for wedges, mm. */
export interface StandardPlanOptions {
  /** margins at which all lesions are wedged out together; default 10 (wanted) and 5 (automatic minimum) */
  readonly marginsMm?: readonly number[];
  /** no automatic wedge comes nearer to the hilar bifurcation; default 10 */
  readonly hilumClearanceMm?: number;
  /** made before with the same limits, so that nothing is made twice; default: named resections and wedges are made here */
  readonly candidates?: CandidateSet;
}

/**
 * The operations that have a name, and the wedge resection of all lesions: what can be judged before any search. Each named candidate
 * is a plan of its own. Benign lesions are not wedged.
 */
export function standardPlans(prepared: PreparedAnatomy, options: StandardPlanOptions = {}): StandardPlans {
  const { marginsMm = [10, 5], hilumClearanceMm = 10, candidates: made } = options;
  const named = made ?? namedCandidates(prepared);
  const plans = named.candidates.filter(isNamed).map(namedPlan);
  // of candidates that are given, what is not offered is known to who made them
  const notOffered = made === undefined ? [...named.notOffered] : [];
  for (const marginMm of marginsMm) {
    const wedges = made ?? wedgeCandidates(prepared, [marginMm], hilumClearanceMm);
    const plan = wedgesPlan(prepared, marginMm, wedges);
    if (plan === undefined) continue;
    if ("code" in plan) notOffered.push(plan);
    else plans.push(plan);
  }
  return { plans, notOffered };
}

function isNamed(candidate: CandidateSet["candidates"][number]): candidate is NamedCandidate {
  return "newWorldName" in candidate;
}

function namedPlan({ id, name, newWorldName, why, treatment }: NamedCandidate): Plan {
  return planOf({ id, name, newWorldName, why }, treatment.kind === "resection" ? [treatment.resection] : []);
}

/**
 * Wedges of all lesions that a wedge can reach. Where some cannot be reached the plan leaves them and says why: it clears no disease,
 * but shows what sparing surgery could do beside another treatment. Undefined without a lesion to treat.
 */
function wedgesPlan(prepared: PreparedAnatomy, marginMm: number, set: CandidateSet): Plan | CandidateNotOffered | undefined {
  const lesions = prepared.anatomy.lesions.filter(({ status }) => status !== "benign");
  const ids = lesions.map((lesion) => wedgeId([lesion.id], marginMm));
  const wedges = ids.flatMap((id) => set.candidates.find((candidate) => candidate.id === id) ?? []);
  const refusals = lesions.flatMap(({ id: lesion }, n) => {
    const refusal = set.notOffered.find((one) => one.id === ids[n]);
    return refusal === undefined ? [] : [{ lesion, refusal }];
  });
  const id = `wedges-${marginMm}-mm`;
  if (wedges.length === 0)
    return refusals[0] && { ...refusals[0].refusal, id, name: `wedge resection of all lesions with ${marginMm} mm` };
  const which =
    wedges.length < lesions.length
      ? `${wedges.length} of ${lesions.length} lesions`
      : lesions.length === 1
        ? "the lesion"
        : `all ${lesions.length} lesions`;
  const taken = wedges.map(({ runs }) => runs).reduce((all, runs) => uniteRuns(prepared.anatomy.grid, all, runs), NOTHING);
  const newWorldName = nameOfResection(prepared, taken)?.newWorld;
  return planOf(
    {
      id,
      name: `wedge resection of ${which} with ${marginMm} mm`,
      ...(newWorldName !== undefined && { newWorldName }),
      why: `removes ${which} with ${marginMm} mm of liver around each`,
      ...(refusals.length > 0 && { leftOut: refusals.map(({ lesion, refusal }) => ({ lesion, because: refusal.message })) }),
    },
    wedges.flatMap(({ treatment }) => (treatment.kind === "resection" ? [treatment.resection] : [])),
  );
}

const NOTHING: VoxelRuns = { first: new Int32Array(), length: new Int32Array() };

function planOf(texts: Pick<Plan, "id" | "name" | "newWorldName" | "why" | "leftOut">, resections: readonly Resection[]): Plan {
  const stage = { resections, keep: [], reconstruct: [], ablations: [], surveil: [], occlude: [] };
  return { ...texts, origin: "standard", family: "resection", stages: [stage] };
}
