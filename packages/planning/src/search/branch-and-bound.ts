import type { CandidateNotOffered } from "../candidates/candidate.ts";
import { DEAD_LIVER_LIMIT_ML } from "../closed-resection.ts";
import type { Parcels } from "../parcels/parcels.ts";
import { inShownOrder } from "./choose-shown.ts";
import type { FoundPlan } from "./found-plan.ts";
import type { Objectives } from "./objectives.ts";
import { parcelProblem } from "./parcel-problem.ts";
import { type AimName, searchAims } from "./search-aims.ts";
import type { SearchLimits } from "./search-limits.ts";
import { NO_LESION, noCandidateFor, obstaclesOf, refusedFor, type SearchObstacle } from "./search-obstacles.ts";
import { searchSets } from "./search-sets.ts";

export interface ParetoSearch {
  /** one plan for each vector of objectives that no other beats, in the shown order; without duplicates of a vector */
  readonly pareto: readonly FoundPlan[];
  /** every plan was looked at or proven to be beaten */
  readonly complete: boolean;
  /** whole plans that were evaluated */
  readonly evaluations: number;
  /** partial plans that were bounded */
  readonly bounds: number;
  /** of which aims the best plan is among those found, whether the search is complete or not */
  readonly proven: readonly AimName[];
  /** what the plans that were not looked at could reach at best, each objective by itself; absent where search is complete */
  readonly bound?: Objectives;
  /** positions in `anatomy.lesions` of those that need treatment and that no candidate holds: all plans found leave them */
  readonly impossible: readonly number[];
  /** what keeps it from plans that treat every lesion; empty where it found some */
  readonly obstacles: readonly SearchObstacle[];
}

/**
 * The exact Pareto set of the plans that give each lesion in need of treatment a candidate that holds it, within the limits. Lesions that no
 * candidate holds are left, and the plans for the others are found all the same: they are what a meeting has to weigh.
 *
 * @param options.allowed positions of the candidates that plans may be made of; default all
 * @param options.notOffered candidates that were tried and refused: why no candidate holds a lesion
 * @throws RangeError if a limit is not a number of at least 0
 */
export function searchParetoSet(
  parcels: Parcels,
  limits: SearchLimits,
  {
    allowed = parcels.candidates.map((_, n) => n),
    notOffered = [],
  }: { readonly allowed?: readonly number[]; readonly notOffered?: readonly CandidateNotOffered[] } = {},
): ParetoSearch {
  checkLimits(limits);
  const { anatomy } = parcels.prepared;
  const needed = anatomy.lesions.flatMap(({ status }, n) => (status === "benign" ? [] : [n]));
  const isHeld = (lesion: number): boolean => allowed.some((n) => parcels.candidates[n]!.lesions.includes(lesion));
  const lesions = needed.filter(isHeld);
  const impossible = needed.filter((lesion) => !isHeld(lesion));
  const without = impossible.map((n) => refusedFor(anatomy.lesions[n]!.id, notOffered));
  const obstacles = [...(needed.length === 0 ? [NO_LESION] : []), ...(without.length > 0 ? [noCandidateFor(without)] : [])];
  if (lesions.length === 0) return { pareto: [], complete: true, evaluations: 0, bounds: 0, proven: [], impossible, obstacles };
  const problem = parcelProblem(parcels, { lesions, allowed, limits });
  const deadVoxels = Math.floor(DEAD_LIVER_LIMIT_ML / problem.voxelMl);
  const { found, ...search } = searchSets(problem, limits, {
    deadVoxels,
    aims: searchAims(parcels.prepared.organVoxelCount * problem.voxelMl),
  });
  const pareto = found.map((plan) => ({
    ...plan,
    left: needed.filter((lesion) => plan.evaluation.lesions[lesion]!.treated === "left"),
  }));
  return {
    pareto: inShownOrder(pareto, { parcels, voxelMl: problem.voxelMl, wantedRemnantMl: limits.wantedRemnantMl }),
    ...search,
    impossible,
    obstacles: found.length === 0 ? [...obstacles, ...obstaclesOf(problem, limits, deadVoxels)] : obstacles,
  };
}

function checkLimits(limits: SearchLimits): void {
  const { marginWantedOfMm = {}, ...single } = limits;
  for (const [name, value] of [...Object.entries(single), ...Object.entries(marginWantedOfMm)])
    if (value !== undefined && !(value >= 0)) throw new RangeError(`${name} is ${value}, expected a number of at least 0`);
}
