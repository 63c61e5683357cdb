import { voxelsToMl } from "@cantlie/volume";
import { isWithin } from "../parcels/bit-set.ts";
import { weightOfWord } from "../parcels/bit-weights.ts";
import { evaluateUnion } from "../parcels/evaluate-on-parcels.ts";
import type { LesionOutcome, ParcelEvaluation } from "../parcels/parcel-evaluation.ts";
import type { Parcels } from "../parcels/parcels.ts";
import {
  adjacentSegmentsRemain,
  cutFacesMm2,
  functionalVoxels,
  largestVesselCutMm,
  liverLostVoxels,
  marginOf,
  undrainedVoxels,
} from "../parcels/partial-evaluation.ts";
import { emptyUnion, type PlanUnion, unite } from "../parcels/plan-union.ts";
import { candidateOrder } from "./candidate-order.ts";
import { leastCuts } from "./least-cuts.ts";
import { leastLoss } from "./least-loss.ts";
import type { PlanFigures } from "./objectives.ts";
import type { SearchLimits } from "./search-limits.ts";
import type { SearchProblem } from "./search-problem.ts";

/** Sums of face areas in another order differ in their last digits; bounds keep clear of it. */
const ROUNDING_MM2 = 1e-3;

/**
 * @param lesions positions in `anatomy.lesions` of those that plans must hold, each held by some candidate
 * @param allowed positions of the candidates that plans may be made of
 */
export function parcelProblem(
  parcels: Parcels,
  {
    lesions,
    allowed,
    limits,
  }: { readonly lesions: readonly number[]; readonly allowed: readonly number[]; readonly limits: SearchLimits },
): SearchProblem {
  const { candidates, ofCandidate } = parcels;
  const isAllowed = new Set(allowed);
  const order = candidateOrder(candidates, lesions).filter((candidate) => isAllowed.has(candidate));
  const sumsOf = marginSums(parcels, limits);
  const judged = evaluationOf(parcels, limits);
  const rest = unionsFromEach(parcels, order);
  const unionOfChosen = unionsByPrefix(parcels);
  const most = emptyUnion(parcels);
  const cutsWith = leastCuts(parcels, order);
  const lossOf = leastLoss(parcels, { order, lesions });
  const sureToTake = waysFromEach({ candidates, order, lesions });

  const quickBound: SearchProblem["quickBound"] = (chosen, open, unheld) => {
    const union = unionOfChosen(chosen);
    const lost = unheld.reduce((sum, lesion) => sum + lossOf(lesion, open, union), 0);
    return {
      functionalVoxels: functionalVoxels(parcels, union) - lost,
      liverLostVoxels: liverLostVoxels(parcels, union) + lost,
      cuts: cutsWith(chosen, open),
      adjacentSegmentsRemain: adjacentSegmentsRemain(parcels, union),
    };
  };
  const bound: SearchProblem["bound"] = (chosen, open, { unheld, quick }) => {
    const union = unionOfChosen(chosen);
    unite(most, union, rest[open]!);
    const margins = sumsOf(
      widestMargins(parcels, {
        union,
        most,
        ways: (lesion) => (unheld.includes(lesion) ? sureToTake(lesion, open) : undefined),
      }),
    );
    return {
      functionalVoxels: quick.functionalVoxels,
      liverLostVoxels: quick.liverLostVoxels,
      undrainedVoxels: undrainedVoxels(parcels, union, most),
      deadVoxels: deadForGood(parcels, union, most),
      marginDeficitMm: margins.marginDeficitMm,
      belowMinimum: margins.belowMinimum,
      cuts: quick.cuts,
      cutFacesMm2: Math.max(0, cutFacesMm2(parcels, union, most) - ROUNDING_MM2),
      largestVesselCutMm: largestVesselCutMm(parcels, union, most),
      adjacentSegmentsRemain: quick.adjacentSegmentsRemain,
    };
  };

  return {
    candidates,
    lesions,
    order,
    voxelMl: voxelsToMl(parcels.prepared.anatomy.grid, 1),
    evaluate: (chosen) => judged(unionOfChosen(chosen)),
    bound,
    quickBound,
    isWithin: (candidate, chosen) =>
      candidates[candidate]!.treatment.kind === "surveillance" ||
      isWithin(ofCandidate[candidate]!.taken, unionOfChosen(chosen).resected),
  };
}

/** The evaluation of a union with the margins that are wanted of each lesion. */
export function evaluationOf(parcels: Parcels, limits: SearchLimits): (union: PlanUnion) => ParcelEvaluation {
  const sumsOf = marginSums(parcels, limits);
  return (union) => {
    const evaluation = evaluateUnion(parcels, union, limits);
    return limits.marginWantedOfMm === undefined ? evaluation : { ...evaluation, ...sumsOf(evaluation.lesions.map(leastOf)) };
  };
}

/** Per position in `order`: the union of all candidates from there on. */
function unionsFromEach(parcels: Parcels, order: readonly number[]): PlanUnion[] {
  const unions = [emptyUnion(parcels)];
  for (let at = order.length - 1; at >= 0; at--) {
    const union = emptyUnion(parcels);
    unite(union, unions[0]!, parcels.ofCandidate[order[at]!]!);
    unions.unshift(union);
  }
  return unions;
}

/** Unions of sets that mostly differ from the one asked for before in their last candidates. */
function unionsByPrefix(parcels: Parcels): (chosen: readonly number[]) => PlanUnion {
  const unions: PlanUnion[] = [emptyUnion(parcels)];
  const last: number[] = [];
  return (chosen) => {
    let common = 0;
    while (common < chosen.length && last[common] === chosen[common]) common++;
    for (let n = common; n < chosen.length; n++) {
      unions[n + 1] ??= emptyUnion(parcels);
      unite(unions[n + 1]!, unions[n]!, parcels.ofCandidate[chosen[n]!]!);
      last[n] = chosen[n]!;
    }
    last.length = chosen.length;
    return unions[chosen.length]!;
  };
}

/** Liver that is cut off from inflow or bile and that nothing that may still be chosen takes. */
function deadForGood({ weights, liver }: Parcels, { lost: { portal, artery, bile } }: PlanUnion, most: PlanUnion): number {
  let voxels = 0;
  for (let word = 0; word < liver.length; word++) {
    const cutOff = (portal?.[word] ?? 0) | (artery?.[word] ?? 0) | (bile?.[word] ?? 0);
    voxels += weightOfWord(weights, word, cutOff & liver[word]! & ~most.taken[word]!);
  }
  return voxels;
}

/** How a lesion that is not held yet will be treated at least: in which way its margin is measured, or undefined where it may only be watched. */
type Treated = "resected" | "taken" | undefined;

/** Per lesion and position in `order`: what the candidates from there on leave open. */
function waysFromEach({
  candidates,
  order,
  lesions,
}: Pick<SearchProblem, "candidates" | "order" | "lesions">): (lesion: number, open: number) => Treated {
  const ways = new Map<number, Treated[]>();
  for (const lesion of lesions) {
    const fromEach: Treated[] = ["resected"];
    for (const candidate of order.toReversed()) {
      const { treatment, lesions: held } = candidates[candidate]!;
      const rest = fromEach[0];
      const isUnchanged = !held.includes(lesion) || treatment.kind === "resection" || rest === undefined;
      fromEach.unshift(isUnchanged ? rest : treatment.kind === "ablation" ? "taken" : undefined);
    }
    ways.set(lesion, fromEach);
  }
  return (lesion, open) => ways.get(lesion)![open];
}

/**
 * Per lesion the margin where all that may still be chosen is taken: none is wider. Undefined for lesions that are not treated yet and
 * may only be watched.
 *
 * @param ways how each lesion that is not held yet will be treated at least
 */
function widestMargins(
  parcels: Parcels,
  { union, most, ways }: { readonly union: PlanUnion; readonly most: PlanUnion; readonly ways: (lesion: number) => Treated },
): (LeastMargin | undefined)[] {
  const { prepared, ofLesion } = parcels;
  return ofLesion.map((own, lesion) => {
    if (prepared.lesionReach[lesion] === undefined) return undefined;
    const isResected = isWithin(own, union.resected);
    const treated: Treated = isResected ? "resected" : isWithin(own, union.taken) ? "taken" : ways(lesion);
    if (treated === undefined) return undefined;
    const { parenchymalMm, vascularMm, liverMm } = marginOf(parcels, most, lesion, treated);
    return { leastMm: Math.min(parenchymalMm, vascularMm), liverMm };
  });
}

/** Infinity where nothing bounds it. */
interface LeastMargin {
  readonly leastMm: number;
  /** see `LesionOutcome.liverMm` */
  readonly liverMm: number;
}

/** The least margin of a lesion that is treated. */
function leastOf({
  treated,
  parenchymalMm = Infinity,
  vascularMm = Infinity,
  liverMm = Infinity,
}: LesionOutcome): LeastMargin | undefined {
  return treated === "resected" || treated === "ablated" ? { leastMm: Math.min(parenchymalMm, vascularMm), liverMm } : undefined;
}

/** Sums over the least margins of lesions; benign ones need none. */
function marginSums(
  { prepared: { anatomy } }: Parcels,
  { marginWantedMm, marginWantedOfMm, marginAutomaticMinimumMm }: SearchLimits,
): (margins: readonly (LeastMargin | undefined)[]) => Pick<PlanFigures, "marginDeficitMm" | "belowMinimum"> {
  const wantedMm = anatomy.lesions.map(({ id, status }) =>
    status === "benign" ? undefined : (marginWantedOfMm?.[id] ?? marginWantedMm),
  );
  return (margins) => {
    let [marginDeficitMm, belowMinimum] = [0, 0];
    for (let lesion = 0; lesion < margins.length; lesion++) {
      const [margin, wanted] = [margins[lesion], wantedMm[lesion]];
      if (margin === undefined || wanted === undefined) continue;
      marginDeficitMm += Math.max(0, wanted - margin.leastMm);
      if (margin.liverMm < marginAutomaticMinimumMm) belowMinimum++;
    }
    return { marginDeficitMm, belowMinimum };
  };
}
