import { voxelsToMl } from "@cantlie/volume";
import type { Candidate } from "../candidates/candidate.ts";
import { DEAD_LIVER_LIMIT_ML } from "../closed-resection.ts";
import { weightOf, weightWithout } from "../parcels/bit-weights.ts";
import { evaluateUnion } from "../parcels/evaluate-on-parcels.ts";
import type { ParcelEvaluation } from "../parcels/parcel-evaluation.ts";
import { functionalVoxels, liverLostVoxels, undrainedVoxels } from "../parcels/partial-evaluation.ts";
import { unionOf } from "../parcels/plan-union.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import { compareShownOrder, SAME_OPERATION_SHARE, SEGMENT_SHARE, shownOrderKey } from "../search/shown-order.ts";
import type { StagedProblem } from "./staged-plans.ts";

/** What the first operation does where the second one is given. */
export interface FirstStage {
  /** positions of candidates; none where the second operation takes every lesion */
  readonly first: readonly number[];
  /** what the first operation leaves alive, and what both leave */
  readonly livingAfterFirstMl: number;
  readonly functionalRemnantMl: number;
  /** what lacks may grow: no remnant has to grow by more than any ever did */
  readonly isHopeful: boolean;
  /** by both */
  readonly liverLostVoxels: number;
  /** of it: alive without outflow */
  readonly undrainedVoxels: number;
  readonly lesionsAblated: number;
  readonly lesionsWatched: number;
  readonly lesionsBelowMinimum: number;
  readonly marginDeficitMm: number;
  /** see `shownOrderKey` */
  readonly shownOrder: readonly number[];
}

/** Combinations that are looked at for one second operation: 20 candidates for each of two lesions, 7 of three, 4 of four. */
const MOST_COMBINATIONS = 400;

/**
 * The best first operation before `second`: every lesion that the second operation does not take is removed, ablated or, if it is
 * uncertain, watched; the first operation is the smaller one and leaves enough living liver; and both together leave too little for one
 * operation. All combinations in which each candidate holds a lesion that no other holds are looked at, of each lesion's first candidates
 * where there are very many. The best is that of the shown order.
 *
 * @returns undefined where there is none, or where the remnant is large enough already
 */
export function firstStage(problem: StagedProblem, second: readonly number[]): FirstStage | undefined {
  const { candidates, prepared } = problem.parcels;
  const taken = second.flatMap((n) => candidates[n]!.lesions);
  const left = lesionsToTreat(prepared).filter((lesion) => !taken.includes(lesion));
  const before = optionsBefore(problem, second);
  const options = left.map((lesion) => before.filter((n) => candidates[n]!.lesions.includes(lesion)));
  const mostEach = Math.max(1, Math.floor(MOST_COMBINATIONS ** (1 / Math.max(1, left.length))));
  let best: FirstStage | undefined;
  for (const first of combinations(options.map((some) => some.slice(0, mostEach)))) {
    if (!isNeeded(first, left, candidates)) continue;
    if (best !== undefined && cannotBeat(problem, [...first, ...second], best)) continue;
    const found = judged(problem, first, second);
    if (found !== undefined && (best === undefined || compareShownOrder(found.shownOrder, best.shownOrder) < 0)) best = found;
  }
  return best;
}

/** Whether each candidate holds a lesion that no other of them holds. */
function isNeeded(first: readonly number[], left: readonly number[], candidates: readonly Candidate[]): boolean {
  return first.every((one) =>
    left.some(
      (lesion) =>
        candidates[one]!.lesions.includes(lesion) &&
        !first.some((other) => other !== one && candidates[other]!.lesions.includes(lesion)),
    ),
  );
}

/** Whether both operations together lose more liver, in steps, than a choice that is free of fault in all that comes before: quickly told. */
function cannotBeat({ parcels }: StagedProblem, both: readonly number[], best: FirstStage): boolean {
  if (!best.isHopeful || best.lesionsWatched + best.lesionsBelowMinimum > 0) return false;
  const { organVoxelCount } = parcels.prepared;
  const steps = (voxels: number, share: number): number => Math.floor(voxels / (share * organVoxelCount));
  if (steps(best.undrainedVoxels, SEGMENT_SHARE) > 0) return false;
  const lost = liverLostVoxels(parcels, unionOf(parcels, both));
  const share = best.lesionsAblated === 0 ? SAME_OPERATION_SHARE : SEGMENT_SHARE;
  return steps(lost, share) > steps(best.liverLostVoxels, share);
}

/** Positions in `anatomy.lesions` of those that a plan must deal with. */
export function lesionsToTreat({ anatomy, lesionVoxels }: PreparedAnatomy): number[] {
  return anatomy.lesions.flatMap(({ status }, n) => (status === "benign" || lesionVoxels[n]!.length === 0 ? [] : [n]));
}

/**
 * Candidates that take no more of the side that goes later than of the one that stays: as the shown order has them, by liver left undrained
 * and liver lost in its steps, resections before ablations before watching, then by liver lost.
 */
function optionsBefore({ parcels, allowed }: StagedProblem, second: readonly number[]): number[] {
  const { candidates, prepared, weights, ofCandidate } = parcels;
  const later = unionOf(parcels, second).resected;
  const steps = (voxels: number, share: number): number => Math.floor(voxels / (share * prepared.organVoxelCount));
  return allowed
    .filter((n) => {
      const { taken } = ofCandidate[n]!;
      return 2 * weightWithout(weights, taken, later) >= weightOf(weights, taken);
    })
    .map((n) => {
      const lost = liverLostVoxels(parcels, ofCandidate[n]!);
      const undrained = undrainedVoxels(parcels, ofCandidate[n]!);
      const kind = KIND_ORDER.indexOf(candidates[n]!.treatment.kind);
      return { n, key: [steps(undrained, SEGMENT_SHARE), steps(lost, SEGMENT_SHARE), kind, lost, n] };
    })
    .toSorted((a, b) => compareShownOrder(a.key, b.key))
    .map(({ n }) => n);
}

const KIND_ORDER = ["resection", "ablation", "surveillance"];

/** Every choice of one option per lesion, each set once. */
function combinations(options: readonly (readonly number[])[]): number[][] {
  let sets = new Map<string, number[]>([["", []]]);
  for (const some of options) {
    const grown = new Map<string, number[]>();
    for (const set of sets.values())
      for (const option of some) {
        const next = [...new Set([...set, option])].toSorted((a, b) => a - b);
        grown.set(next.join(), next);
      }
    sets = grown;
  }
  return [...sets.values()];
}

function judged(problem: StagedProblem, first: readonly number[], second: readonly number[]): FirstStage | undefined {
  const { parcels, limits } = problem;
  const { prepared, candidates } = parcels;
  const ml = (voxels: number): number => voxelsToMl(prepared.anatomy.grid, voxels);
  const count = (kind: Candidate["treatment"]["kind"]): number =>
    first.filter((n) => candidates[n]!.treatment.kind === kind).length;
  const unions = [unionOf(parcels, first), unionOf(parcels, [...first, ...second])] as const;
  const [livingAfterFirstMl, functionalRemnantMl] = [
    ml(functionalVoxels(parcels, unions[0])),
    ml(functionalVoxels(parcels, unions[1])),
  ];
  const isRemnantRight =
    livingAfterFirstMl >= limits.leastAfterFirstMl &&
    functionalRemnantMl > 0 &&
    functionalRemnantMl < (limits.wantedRemnantMl ?? 0);
  const isSmaller = liverLostVoxels(parcels, unions[0]) < liverLostVoxels(parcels, unionOf(parcels, second));
  if (!isRemnantRight || !isSmaller || count("ablation") > limits.maxAblations) return undefined;
  const alone = evaluateUnion(parcels, unions[0], limits);
  const both = evaluateUnion(parcels, unions[1], limits);
  const isAllowed =
    alone.cuts <= limits.maxCuts &&
    [alone, both].every(({ deadVoxels }) => ml(deadVoxels) <= DEAD_LIVER_LIMIT_ML) &&
    both.adjacentSegmentsRemain !== false;
  if (!isAllowed) return undefined;
  const margins = marginsOf(problem, alone, both);
  const lackedMl = (limits.wantedRemnantMl ?? 0) - functionalRemnantMl;
  const isHopeful = lackedMl <= limits.mostRelativeGrowth * functionalRemnantMl;
  return {
    first,
    livingAfterFirstMl,
    functionalRemnantMl,
    isHopeful,
    liverLostVoxels: both.liverLostVoxels,
    undrainedVoxels: both.undrainedVoxels,
    lesionsAblated: count("ablation"),
    lesionsWatched: count("surveillance"),
    ...margins,
    shownOrder: shownOrderKey({
      clearsDisease: true,
      lesionsLeft: 0,
      // whether enough remains is known once growth is measured, but not where no remnant ever grew by as much
      isSufficient: isHopeful ? undefined : false,
      shortfallMl: isHopeful ? 0 : lackedMl,
      lesionsWatched: count("surveillance"),
      lesionsAblated: count("ablation"),
      lesionsBelowMinimum: margins.lesionsBelowMinimum,
      stages: 2,
      undrainedMl: ml(both.undrainedVoxels),
      liverLostMl: ml(both.liverLostVoxels),
      liverMl: ml(prepared.organVoxelCount),
      marginDeficitMm: margins.marginDeficitMm,
    }),
  };
}

/** A lesion that the first operation treats keeps the margin that it had then. */
function marginsOf(
  problem: StagedProblem,
  alone: ParcelEvaluation,
  both: ParcelEvaluation,
): Pick<FirstStage, "marginDeficitMm" | "lesionsBelowMinimum"> {
  const { marginWantedMm, marginAutomaticMinimumMm } = problem.limits;
  let [marginDeficitMm, lesionsBelowMinimum] = [0, 0];
  for (const lesion of lesionsToTreat(problem.parcels.prepared)) {
    const early = alone.lesions[lesion]!;
    const { treated, parenchymalMm, vascularMm, liverMm } =
      early.treated === "resected" || early.treated === "ablated" ? early : both.lesions[lesion]!;
    if (treated !== "resected" && treated !== "ablated") continue;
    marginDeficitMm += Math.max(0, marginWantedMm - Math.min(parenchymalMm ?? Infinity, vascularMm ?? Infinity));
    if (liverMm !== undefined && liverMm < marginAutomaticMinimumMm) lesionsBelowMinimum++;
  }
  return { marginDeficitMm, lesionsBelowMinimum };
}
