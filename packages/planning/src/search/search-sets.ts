import type { ParcelEvaluation } from "../parcels/parcel-evaluation.ts";
import { canGiveEachALesion } from "./distinct-lesions.ts";
import {
  type CountedTreatments,
  OBJECTIVE_NAMES,
  type Objectives,
  objectivesOf,
  type PlanFigures,
  writeObjectives,
} from "./objectives.ts";
import { makeParetoArchive } from "./pareto-archive.ts";
import type { AimName, SearchAim } from "./search-aims.ts";
import type { SearchLimits } from "./search-limits.ts";
import type { QuickFigures, SearchProblem } from "./search-problem.ts";
import { seedPlans } from "./seed-plans.ts";
import { compareShownOrder } from "./shown-order.ts";

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
  /** aims of which the best set is among those found, whether the whole search is complete or not */
  readonly proven: readonly AimName[];
  /** what the sets that were not looked at could reach at best, each objective by itself; absent where search is complete */
  readonly bound?: Objectives;
}

/**
 * The Pareto set by branch and bound: candidates are added in the problem's order, so that each set is met once, and a set whose
 * best completion a found plan equals is not completed. A lesion has to be held before the last candidate that holds it is passed.
 *
 * Before that, half of the budget is for the best set by each aim alone, so that they are known also where the budget stops the rest: each aim in
 * turn may use half of what is left of it.
 *
 * @param options.deadVoxels dead liver that a plan may leave at most
 */
export function searchSets(
  problem: SearchProblem,
  limits: SearchLimits,
  { deadVoxels, aims = [] }: { readonly deadVoxels: number; readonly aims?: readonly SearchAim[] },
): SetSearch {
  const { candidates, order, lesions } = problem;
  const archive = makeParetoArchive<FoundSet>(OBJECTIVE_NAMES.length);
  const vector = new Int32Array(OBJECTIVE_NAMES.length);
  const lastPosition = new Map(lesions.map((lesion) => [lesion, lastHolding(problem, lesion)]));
  const open = new Int32Array(OBJECTIVE_NAMES.length).fill(NOT_OPEN);
  const bestKeys: (readonly number[] | undefined)[] = aims.map(() => undefined);
  let evaluations = 0;
  let bounds = 0;

  const sizes = { limits, voxelMl: problem.voxelMl };
  const objectivesFor = (treatments: CountedTreatments, figures: PlanFigures): Objectives =>
    objectivesOf(figures, treatments, sizes);
  const isAllowed = ({ cuts, deadVoxels: dead }: PlanFigures): boolean => cuts <= limits.maxCuts && dead <= deadVoxels;

  const mayEnter = (objectives: Objectives): boolean => !archive.covers(writeObjectives(objectives, vector));

  const offer = (chosen: readonly number[]): void => {
    evaluations++;
    const treatments = countTreatments(candidates, chosen);
    // nothing can be added, so the bounds are all but the figures themselves, and most plans are beaten by them already
    const quick = problem.quickBound(chosen, order.length, []);
    const atBest = problem.bound(chosen, order.length, { unheld: [], quick });
    if (!isAllowed(atBest) || !mayEnter(objectivesFor(treatments, atBest))) return;
    const evaluation = problem.evaluate(chosen);
    if (!isAllowed(evaluation)) return;
    const objectives = objectivesFor(treatments, evaluation);
    aims.forEach(({ key }, n) => {
      const own = key(objectives);
      if (bestKeys[n] === undefined || compareShownOrder(own, bestKeys[n]) < 0) bestKeys[n] = own;
    });
    archive.insert(writeObjectives(objectives, vector), {
      candidates: [...chosen].sort((a, b) => a - b),
      objectives,
      evaluation,
    });
  };

  /** Looks at all sets that are worth it, until `bounds` reaches `budget`; returns whether none is left open. */
  const lookAtAll = ({ isWorthIt, budget, leave }: Look): boolean => {
    let isComplete = true;
    const complete = (chosen: readonly number[], next: number, { unheld, figures: above }: Left): void => {
      if (unheld.length === 0 && chosen.length > 0) offer(chosen);
      const last = unheld.reduce((least, lesion) => Math.min(least, lastPosition.get(lesion)!), order.length - 1);
      // small candidates stand last: what they lead to is found first, and beats most of what the large ones would
      for (let at = last; at >= next && (isComplete || leave !== undefined); at--) {
        const candidate = order[at]!;
        const grown = [...chosen, candidate];
        const stillUnheld = unheld.filter((lesion) => !candidates[candidate]!.lesions.includes(lesion));
        if (stillUnheld.length === unheld.length && problem.isWithin(candidate, chosen)) continue;
        const treatments = countTreatments(candidates, grown);
        if (treatments.ablated > limits.maxAblations) continue;
        if (!canGiveEachALesion(candidates, grown, lesions)) continue;
        bounds++;
        const quick = problem.quickBound(grown, at + 1, stillUnheld);
        const atBest = objectivesFor(treatments, withQuick(above, quick));
        if (quick.cuts > limits.maxCuts) continue;
        if (stillUnheld.length === 0 && grown.length === lesions.length && bounds < budget) {
          // each candidate has its lesion: nothing can be added, so the plan's own figures are the bound
          if (mayEnter(atBest)) offer(grown);
          continue;
        }
        if (!isWorthIt(atBest)) continue;
        const figures = problem.bound(grown, at + 1, { unheld: stillUnheld, quick });
        if (!isAllowed(figures)) continue;
        const best = objectivesFor(treatments, figures);
        if (!isWorthIt(best)) continue;
        if (bounds < budget) {
          complete(grown, at + 1, { unheld: stillUnheld, figures });
          continue;
        }
        isComplete = false;
        leave?.(best);
      }
    };
    complete([], 0, { unheld: lesions, figures: UNBOUNDED });
    return isComplete;
  };

  const proveBestBy = (n: number, budget: number): boolean =>
    lookAtAll({
      isWorthIt: (objectives) => bestKeys[n] === undefined || compareShownOrder(aims[n]!.key(objectives), bestKeys[n]) < 0,
      budget,
    });

  for (const seed of seedPlans(problem, limits)) offer(seed);
  let left = limits.budget / 2;
  const proven = aims.filter((_, n) => {
    const before = bounds;
    const isProven = proveBestBy(n, before + left / 2);
    left -= bounds - before;
    return isProven;
  });
  const isComplete = lookAtAll({
    isWorthIt: mayEnter,
    budget: limits.budget,
    leave: (best) => {
      writeObjectives(best, vector);
      for (let n = 0; n < open.length; n++) open[n] = Math.min(open[n]!, vector[n]!);
    },
  });
  return {
    found: archive.members().map(({ item }) => item),
    complete: isComplete,
    evaluations,
    bounds,
    proven: (isComplete ? aims : proven).map(({ name }) => name),
    ...(!isComplete && { bound: readObjectives(open) }),
  };
}

/** What is left of a set that is to be completed. */
interface Left {
  /** lesions that no chosen candidate holds */
  readonly unheld: readonly number[];
  /** no completion has better ones */
  readonly figures: PlanFigures;
}

/** Named one by one: to spread two objects takes as long as to find the quick figures. */
function withQuick(above: PlanFigures, quick: QuickFigures): PlanFigures {
  return {
    functionalVoxels: quick.functionalVoxels,
    liverLostVoxels: quick.liverLostVoxels,
    undrainedVoxels: above.undrainedVoxels,
    deadVoxels: above.deadVoxels,
    marginDeficitMm: above.marginDeficitMm,
    belowMinimum: above.belowMinimum,
    cuts: quick.cuts,
    cutFacesMm2: above.cutFacesMm2,
    largestVesselCutMm: above.largestVesselCutMm,
    adjacentSegmentsRemain: quick.adjacentSegmentsRemain,
  };
}

/** Those of the empty set. */
const UNBOUNDED: PlanFigures = {
  functionalVoxels: Infinity,
  liverLostVoxels: 0,
  undrainedVoxels: 0,
  deadVoxels: 0,
  marginDeficitMm: 0,
  belowMinimum: 0,
  cuts: 0,
  cutFacesMm2: 0,
  largestVesselCutMm: 0,
  adjacentSegmentsRemain: undefined,
};

interface Look {
  readonly isWorthIt: (best: Objectives) => boolean;
  readonly budget: number;
  /** told of everything that is left open; without it, looking ends at the first */
  readonly leave?: (best: Objectives) => void;
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
function countTreatments(candidates: SearchProblem["candidates"], chosen: readonly number[]): CountedTreatments {
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
