import type { LesionId } from "@cantlie/anatomy";
import { hasBit, isWithin } from "./bit-set.ts";
import { weightOf, weightOfWord, weightWithout } from "./bit-weights.ts";
import type { LesionOutcome, ParcelEvaluation } from "./parcel-evaluation.ts";
import type { Parcels } from "./parcels.ts";
import {
  adjacentSegmentsRemain,
  cutFacesMm2,
  cutsOf,
  deadVoxels,
  functionalVoxels,
  largestVesselCutMm,
  liverLostVoxels,
  marginOf,
  undrainedVoxels,
} from "./partial-evaluation.ts";
import { type PlanUnion, unionOf } from "./plan-union.ts";

/** Numbers of the policy for margins. */
export interface MarginLimits {
  readonly marginWantedMm: number;
  readonly marginAutomaticMinimumMm: number;
  /** lesions of which another margin is wanted, mm */
  readonly marginWantedOfMm?: Readonly<Record<LesionId, number>>;
}

/**
 * What a set of candidates does to the liver: what `evaluateStage` finds of their union on voxels.
 *
 * @param chosen positions in `parcels.candidates`
 * @throws RangeError if there is no such candidate
 */
export function evaluateOnParcels(parcels: Parcels, chosen: ArrayLike<number>, limits: MarginLimits): ParcelEvaluation {
  return evaluateUnion(parcels, unionOf(parcels, chosen), limits);
}

export function evaluateUnion(parcels: Parcels, union: PlanUnion, limits: MarginLimits): ParcelEvaluation {
  const { weights } = parcels;
  const { resected, taken } = union;
  const outcomes = parcels.reach.map((_, lesion) => outcomeOf(parcels, union, lesion));
  return {
    resectedVoxels: weightOf(weights, resected),
    ablatedVoxels: weightWithout(weights, taken, resected),
    ...remnantVoxels(parcels, union),
    deadVoxels: deadVoxels(parcels, union),
    undrainedVoxels: undrainedVoxels(parcels, union),
    functionalVoxels: functionalVoxels(parcels, union),
    liverLostVoxels: liverLostVoxels(parcels, union),
    lesions: outcomes,
    ...marginSums(parcels, outcomes, limits),
    cutFacesMm2: cutFacesMm2(parcels, union),
    cuts: cutsOf(parcels, union),
    largestVesselCutMm: largestVesselCutMm(parcels, union),
    adjacentSegmentsRemain: adjacentSegmentsRemain(parcels, union),
  };
}

type RemnantVoxels = Pick<ParcelEvaluation, "noInflowVoxels" | "noOutflowVoxels" | "noBileVoxels">;

function remnantVoxels({ weights }: Parcels, { resected, lost }: PlanUnion): RemnantVoxels {
  const { portal, artery, bile, hepatic } = lost;
  let [noInflowVoxels, noOutflowVoxels, noBileVoxels] = [0, 0, 0];
  for (let word = 0; word < resected.length; word++) {
    const noInflow = (portal?.[word] ?? 0) | (artery?.[word] ?? 0);
    const noBile = bile?.[word] ?? 0;
    const noOutflow = hepatic?.[word] ?? 0;
    const left = ~resected[word]!;
    noInflowVoxels += weightOfWord(weights, word, noInflow & left);
    noOutflowVoxels += weightOfWord(weights, word, noOutflow & left);
    noBileVoxels += weightOfWord(weights, word, noBile & left);
  }
  return { noInflowVoxels, noOutflowVoxels, noBileVoxels };
}

function outcomeOf(parcels: Parcels, union: PlanUnion, lesion: number): LesionOutcome {
  const own = parcels.ofLesion[lesion]!;
  const untreated = { parenchymalMm: undefined, vascularMm: undefined, liverMm: undefined };
  const hasVoxels = parcels.prepared.lesionReach[lesion] !== undefined;
  if (!hasVoxels || !isWithin(own, union.taken))
    return { treated: isSurveilled(parcels, union, lesion) ? "surveilled" : "left", ...untreated };
  const isResected = isWithin(own, union.resected);
  const { parenchymalMm, vascularMm, liverMm } = marginOf(parcels, union, lesion, { gone: isResected ? "resected" : "taken" });
  return {
    treated: isResected ? "resected" : "ablated",
    parenchymalMm: parenchymalMm === Infinity ? undefined : parenchymalMm,
    vascularMm: vascularMm === Infinity ? undefined : vascularMm,
    liverMm: liverMm === Infinity ? undefined : liverMm,
  };
}

function isSurveilled({ surveilledBy }: Parcels, { members }: PlanUnion, lesion: number): boolean {
  return surveilledBy[lesion]!.some((candidate) => hasBit(members, candidate));
}

function marginSums(
  parcels: Parcels,
  outcomes: readonly LesionOutcome[],
  limits: MarginLimits,
): Pick<ParcelEvaluation, "marginDeficitMm" | "belowMinimum"> {
  let [marginDeficitMm, belowMinimum] = [0, 0];
  outcomes.forEach(({ treated, parenchymalMm = Infinity, vascularMm = Infinity, liverMm = Infinity }, lesion) => {
    if (treated !== "resected" && treated !== "ablated") return;
    const wantedMm = marginWantedOf(parcels, limits, lesion);
    if (wantedMm === undefined) return;
    marginDeficitMm += Math.max(0, wantedMm - Math.min(parenchymalMm, vascularMm));
    if (liverMm < limits.marginAutomaticMinimumMm) belowMinimum++;
  });
  return { marginDeficitMm, belowMinimum };
}

/** The margin that is wanted of a lesion; undefined for benign ones, which need none. */
export function marginWantedOf({ prepared }: Parcels, limits: MarginLimits, lesion: number): number | undefined {
  const { id, status } = prepared.anatomy.lesions[lesion]!;
  return status === "benign" ? undefined : (limits.marginWantedOfMm?.[id] ?? limits.marginWantedMm);
}
