import { branchIndex } from "../branch-reference.ts";
import type { Candidate } from "../candidates/candidate.ts";
import type { Parcels } from "../parcels/parcels.ts";
import type { BranchReference, Occlusion, Plan } from "../plan.ts";
import { uniteRuns } from "../run-algebra.ts";
import { describePlan } from "../search/describe-plan.ts";
import { OBJECTIVE_STEPS } from "../search/objectives.ts";
import { compareShownOrder } from "../search/shown-order.ts";
import { type FirstStage, firstStage, lesionsToTreat } from "./first-stage.ts";
import { type OcclusionChoice, occlusionChoices } from "./occlusion-choices.ts";
import { secondOperations } from "./second-operations.ts";
import { stagedPlan } from "./staged-plan.ts";

/** Numbers of the policy and of the body that plans in two stages depend on. Planning looks none of them up. */
export interface StagedLimits {
  /** functional remnant that the second operation must leave in the end; undefined where the body is not known */
  readonly wantedRemnantMl: number | undefined;
  /** living liver that the first operation must leave, the part that the second one takes included */
  readonly leastAfterFirstMl: number;
  readonly marginWantedMm: number;
  readonly marginAutomaticMinimumMm: number;
  /** separate cuts of one operation at most */
  readonly maxCuts: number;
  readonly maxAblations: number;
  /** for growth in points of the standardised remnant */
  readonly estimatedLiverMl?: number;
  /** growth that may be hoped for after each technique, least and most; absent where it is not known */
  readonly expectedGrowthMl: Readonly<Partial<Record<Occlusion["kind"], readonly [number, number]>>>;
  /** no plan needs the remnant to grow by a larger share of itself, whatever the technique */
  readonly mostRelativeGrowth: number;
  /** portal branches that are occluded already */
  readonly occludedBefore: readonly BranchReference[];
}

/** What plans in two stages are made of; `FoundPlans` of the search is one. */
export interface StagedCandidates {
  readonly parcels: Parcels;
  /** those that the policy allows; of these the ones that the parcels are made of count */
  readonly candidates: readonly Candidate[];
}

/** What is planned on. */
export interface StagedProblem {
  readonly parcels: Parcels;
  /** positions in `parcels.candidates` of those that the policy allows */
  readonly allowed: readonly number[];
  readonly limits: StagedLimits;
}

/** A plan in two stages, with what decides on it. Volumes are those of the candidates, before cuts are made smooth. */
export interface StagedPlan {
  readonly plan: Plan;
  readonly occlusion: Occlusion;
  /** ids of the candidates that the second operation takes, joined by "+": plans of one id differ in how the liver is made to grow */
  readonly second: string;
  /** living liver after the first operation */
  readonly livingAfterFirstMl: number;
  /** what the second operation leaves, on today's anatomy */
  readonly functionalRemnantMl: number;
  /** what that has to grow by before the second operation */
  readonly growthNeededMl: number;
  /** the same in percentage points of the estimated liver volume; absent where the body is not known */
  readonly growthNeededPoints?: number;
  /** growth that may be hoped for after this technique; absent where it is not known */
  readonly expectedGrowthMl?: readonly [number, number];
}

export interface StagedPlans {
  /** the best second operation with every technique, then the others with the first; empty where none is possible */
  readonly plans: readonly StagedPlan[];
  /** why there is none */
  readonly because?: string;
}

/** More second operations than this are not offered: with up to five techniques for the best nobody reads on. */
const MOST_SECONDS = 3;

/**
 * Plans in two stages, for where no operation in one leaves enough: the first operation clears the side that stays, then the vessels of
 * the other side are occluded so that the first side grows, and the second operation takes the other side. Every anatomical candidate
 * whose remnant is too small today is tried as the second operation, also with what takes the lesions that it cuts into; of those that no other beats in growth needed, margins and
 * lesions watched the best three are offered, the first of them with every technique.
 *
 * @throws PlanError if `occludedBefore` names a branch that the anatomy does not have
 */
export function stagedPlans({ parcels, candidates: allowed }: StagedCandidates, limits: StagedLimits): StagedPlans {
  const isAllowed = new Set(allowed);
  const problem: StagedProblem = {
    parcels,
    allowed: parcels.candidates.flatMap((candidate, n) => (isAllowed.has(candidate) ? [n] : [])),
    limits,
  };
  const { prepared, candidates } = parcels;
  const toTreat = lesionsToTreat(prepared);
  const obstacle = obstacleOf(problem);
  if (obstacle !== undefined) return { plans: [], because: obstacle };
  const sides = problem.allowed.filter(
    (n) => isSecondStage(candidates[n]!) && toTreat.some((lesion) => candidates[n]!.lesions.includes(lesion)),
  );
  const seconds = sides
    .flatMap((side) => secondOperations(problem, side))
    .flatMap((second, order) => {
      const choices = occlusionChoices(
        prepared,
        second.map((n) => candidates[n]!.runs).reduce((all, runs) => uniteRuns(prepared.anatomy.grid, all, runs)),
      );
      if (choices.length === 0) return [];
      const first = firstStage(problem, second);
      return first === undefined ? [] : [{ ...first, second, order, choices }];
    });
  if (seconds.length === 0)
    return {
      plans: [],
      because:
        "no resection of a side leaves the other one clear of lesions and too small: either no second operation fits one portal territory, or the lesions of the side that stays cannot be treated first",
    };
  const hopeful = seconds.filter(({ isHopeful }) => isHopeful);
  const offered = hopeful
    .filter((one) => !hopeful.some((other) => beats(other, one)))
    .toSorted((a, b) => compareShownOrder(a.shownOrder, b.shownOrder) || b.functionalRemnantMl - a.functionalRemnantMl)
    .slice(0, MOST_SECONDS);
  const plans = offered.flatMap((second, n) => {
    const all = second.choices.flatMap((choice) => planned(problem, second, choice));
    return n === 0 ? all : all.slice(0, 1);
  });
  return plans.length > 0 ? { plans } : { plans, because: tooLittleGrowth(problem, seconds) };
}

/** Told on the second operation that leaves most: nobody can act on "too little" without knowing how little. */
function tooLittleGrowth({ parcels, limits }: StagedProblem, seconds: readonly Second[]): string {
  const nearest = seconds.reduce((most, one) => (one.functionalRemnantMl > most.functionalRemnantMl ? one : most));
  const what = describePlan([...nearest.first, ...nearest.second].map((n) => parcels.candidates[n]!));
  const [leavesMl, wantedMl] = [nearest.functionalRemnantMl, limits.wantedRemnantMl!];
  const share = (wantedMl - leavesMl) / leavesMl;
  return (
    "what would have to grow is more than may be hoped for after any technique that this liver allows: most is left by " +
    `${what}, ${leavesMl.toFixed(0)} of ${wantedMl.toFixed(0)} mL, which would have to grow by ${(100 * share).toFixed(0)} % of itself`
  );
}

interface Second extends FirstStage {
  /** positions in `candidates` */
  readonly second: readonly number[];
  /** place among all that were tried */
  readonly order: number;
  readonly choices: readonly OcclusionChoice[];
}

/** Why plans in two stages are not sought at all. @throws PlanError if `occludedBefore` names a branch that is not there */
function obstacleOf({ parcels, limits }: StagedProblem): string | undefined {
  const { anatomy, attachment } = parcels.prepared;
  if (limits.occludedBefore.length > 0) {
    for (const { tree, branch } of limits.occludedBefore) branchIndex(anatomy, tree, branch);
    return "portal branches are occluded already: what is planned now is the second operation";
  }
  if (limits.wantedRemnantMl === undefined) return "what remnant this patient needs is not known: give height and weight";
  if (attachment.portal === undefined || attachment.hepatic === undefined)
    return "portal and hepatic veins are needed to plan an occlusion; a label is missing";
  return undefined;
}

/** What has a portal territory that could be occluded. */
function isSecondStage({ treatment }: Candidate): boolean {
  return treatment.kind === "resection" && treatment.resection.kind !== "wedge";
}

/** Steps below which no image tells two plans apart: those of the search. */
const STEP = { ml: OBJECTIVE_STEPS.volumeMl, mm: OBJECTIVE_STEPS.marginMm };

/** Whether a second operation is as good in everything and better in something, or the same and comes first. */
function beats(one: Second, other: Second): boolean {
  const figures = (of: Second): number[] => [
    -Math.round(of.functionalRemnantMl / STEP.ml),
    of.lesionsWatched,
    of.lesionsBelowMinimum,
    Math.round(of.marginDeficitMm / STEP.mm),
    of.first.length,
  ];
  const [a, b] = [figures(one), figures(other)];
  if (a.some((value, n) => value > b[n]!)) return false;
  return a.some((value, n) => value < b[n]!) || one.order < other.order;
}

function planned({ parcels, limits }: StagedProblem, second: Second, choice: OcclusionChoice): StagedPlan[] {
  const { prepared, candidates } = parcels;
  const { first, livingAfterFirstMl, functionalRemnantMl } = second;
  const { kind } = choice.occlusion;
  const growthNeededMl = limits.wantedRemnantMl! - functionalRemnantMl;
  const expectedGrowthMl = limits.expectedGrowthMl[kind];
  const taken = second.second.map((n) => candidates[n]!);
  // a ligature is no reason for an operation
  const isPointless =
    (kind === "PVL" && first.length === 0) || (expectedGrowthMl !== undefined && growthNeededMl > expectedGrowthMl[1]);
  if (isPointless) return [];
  const { estimatedLiverMl } = limits;
  return [
    {
      plan: stagedPlan(prepared, { first: first.map((n) => candidates[n]!), second: taken, choice }),
      occlusion: choice.occlusion,
      second: taken.map(({ id }) => id).join("+"),
      livingAfterFirstMl,
      functionalRemnantMl,
      growthNeededMl,
      ...(estimatedLiverMl !== undefined && { growthNeededPoints: (100 * growthNeededMl) / estimatedLiverMl }),
      ...(expectedGrowthMl !== undefined && { expectedGrowthMl }),
    },
  ];
}
