import type { ParcelEvaluation } from "../parcels/parcel-evaluation.ts";
import { canGiveEachALesion } from "./distinct-lesions.ts";
import { OBJECTIVE_NAMES, type Objectives, objectivesOf, type PlanFigures, writeObjectives } from "./objectives.ts";
import { makeParetoArchive } from "./pareto-archive.ts";
import type { SearchLimits } from "./search-limits.ts";
import type { SearchProblem } from "./search-problem.ts";
import { seedPlans } from "./seed-plans.ts";

export interface FoundSet {
  /** positions in `problem.candidates`, ascending */
  readonly candidates: readonly number[];
  readonly objectives: Objectives;
  readonly evaluation: ParcelEvaluation;
}

export interface SetSearch {
  readonly found: readonly FoundSet[];
  /** every set was looked at or proven to be beaten */
  readonly complete: boolean;
  readonly evaluations: number;
  readonly bounds: number;
  /** what the sets that were not looked at could reach at best, each objective by itself; absent where search is complete */
  readonly bound?: Objectives;
}

/**
 * The Pareto set by branch and bound: candidates are added in the problem's order, so that each set is met once, and a set whose
 * best completion a found plan equals is not completed. A lesion has to be held before the last candidate that holds it is passed.
 *
 * @param deadVoxels dead liver that a plan may leave at most
 */
export function searchSets(problem: SearchProblem, limits: SearchLimits, deadVoxels: number): SetSearch {
  const { candidates, order, lesions } = problem;
  const archive = makeParetoArchive<FoundSet>(OBJECTIVE_NAMES.length);
  const vector = new Int32Array(OBJECTIVE_NAMES.length);
  const lastPosition = new Map(lesions.map((lesion) => [lesion, lastHolding(problem, lesion)]));
  const open = new Int32Array(OBJECTIVE_NAMES.length).fill(NOT_OPEN);
  let evaluations = 0;
  let bounds = 0;

  const objectivesFor = (chosen: readonly number[], figures: PlanFigures): Objectives =>
    objectivesOf(figures, countTreatments(candidates, chosen), { limits, voxelMl: problem.voxelMl });
  const isAllowed = ({ cuts, deadVoxels: dead }: PlanFigures): boolean => cuts <= limits.maxCuts && dead <= deadVoxels;

  const offer = (chosen: readonly number[]): void => {
    evaluations++;
    const evaluation = problem.evaluate(chosen);
    if (!isAllowed(evaluation)) return;
    const objectives = objectivesFor(chosen, evaluation);
    archive.insert(writeObjectives(objectives, vector), {
      candidates: [...chosen].sort((a, b) => a - b),
      objectives,
      evaluation,
    });
  };

  /** whether completions of a set may hold a plan that is not beaten; leaves their best objectives in `vector` */
  const isWorthLooking = (chosen: readonly number[], next: number, unheld: readonly number[]): boolean => {
    bounds++;
    const figures = problem.bound(chosen, next, unheld);
    if (!isAllowed(figures)) return false;
    return !archive.covers(writeObjectives(objectivesFor(chosen, figures), vector));
  };

  const complete = (chosen: readonly number[], next: number, unheld: readonly number[]): void => {
    if (unheld.length === 0 && chosen.length > 0) offer(chosen);
    const last = unheld.reduce((least, lesion) => Math.min(least, lastPosition.get(lesion)!), order.length - 1);
    // small candidates stand last: what they lead to is found first, and beats most of what the large ones would
    for (let at = last; at >= next; at--) {
      const candidate = order[at]!;
      const grown = [...chosen, candidate];
      const stillUnheld = unheld.filter((lesion) => !candidates[candidate]!.lesions.includes(lesion));
      if (stillUnheld.length === unheld.length && problem.isWithin(candidate, chosen)) continue;
      if (countTreatments(candidates, grown).ablated > limits.maxAblations) continue;
      if (!canGiveEachALesion(candidates, grown, lesions)) continue;
      if (stillUnheld.length === 0 && grown.length === lesions.length && bounds < limits.budget) {
        // each candidate has its lesion: nothing can be added, so the plan's own figures are the bound
        bounds++;
        offer(grown);
        continue;
      }
      if (!isWorthLooking(grown, at + 1, stillUnheld)) continue;
      if (bounds < limits.budget) complete(grown, at + 1, stillUnheld);
      else for (let n = 0; n < open.length; n++) open[n] = Math.min(open[n]!, vector[n]!);
    }
  };

  for (const seed of seedPlans(problem, limits)) offer(seed);
  complete([], 0, lesions);
  const isComplete = open[0] === NOT_OPEN;
  return {
    found: archive.members().map(({ item }) => item),
    complete: isComplete,
    evaluations,
    bounds,
    ...(!isComplete && { bound: readObjectives(open) }),
  };
}

const NOT_OPEN = 2 ** 31 - 1;

function lastHolding({ candidates, order }: SearchProblem, lesion: number): number {
  let last = -1;
  order.forEach((candidate, at) => {
    if (candidates[candidate]!.lesions.includes(lesion)) last = at;
  });
  return last;
}

/** What is chosen counts, whether or not another candidate treats the same lesion: it would be done. */
function countTreatments(
  candidates: SearchProblem["candidates"],
  chosen: readonly number[],
): { readonly surveilled: number; readonly ablated: number } {
  let [surveilled, ablated] = [0, 0];
  for (const candidate of chosen) {
    const { kind } = candidates[candidate]!.treatment;
    if (kind === "surveillance") surveilled++;
    else if (kind === "ablation") ablated++;
  }
  return { surveilled, ablated };
}

function readObjectives(vector: Int32Array): Objectives {
  return Object.fromEntries(OBJECTIVE_NAMES.map((name, n) => [name, vector[n]!])) as unknown as Objectives;
}
