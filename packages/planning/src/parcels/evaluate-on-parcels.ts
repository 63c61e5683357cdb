import { bitSet, hasBit, isWithin } from "./bit-set.ts";
import { weightOf, weightWithout } from "./bit-weights.ts";
import type { LesionOutcome, ParcelEvaluation } from "./parcel-evaluation.ts";
import type { Parcels } from "./parcels.ts";
import {
  adjacentSegmentsRemain,
  cutFacesMm2,
  cutOffOf,
  cutsOf,
  functionalVoxels,
  largestVesselCutMm,
  liverLostVoxels,
  marginOf,
} from "./partial-evaluation.ts";
import { type PlanUnion, unionOf } from "./plan-union.ts";

/** Numbers of the policy for margins. */
export interface MarginLimits {
  readonly marginWantedMm: number;
  readonly marginAutomaticMinimumMm: number;
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
  const { weights, liver, blocked } = parcels;
  const { resected, taken, lost } = union;
  const dead = cutOffOf(union);
  const without = (set: Uint32Array | undefined): number => (set === undefined ? 0 : weightWithout(weights, set, resected));
  const inflow = bitSet(parcels.count);
  for (let word = 0; word < inflow.length; word++) inflow[word] = (lost.portal?.[word] ?? 0) | (lost.artery?.[word] ?? 0);
  const undrained = lost.hepatic?.map((bits, word) => bits & liver[word]! & ~dead[word]! & ~blocked[word]!);
  const outcomes = parcels.reach.map((_, lesion) => outcomeOf(parcels, union, lesion));
  return {
    resectedVoxels: weightOf(weights, resected),
    ablatedVoxels: weightWithout(weights, taken, resected),
    noInflowVoxels: without(inflow),
    noOutflowVoxels: without(lost.hepatic),
    noBileVoxels: without(lost.bile),
    deadVoxels: weightWithout(
      weights,
      dead.map((bits, word) => bits & liver[word]!),
      taken,
    ),
    undrainedVoxels: undrained === undefined ? 0 : weightWithout(weights, undrained, taken),
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

function outcomeOf(parcels: Parcels, union: PlanUnion, lesion: number): LesionOutcome {
  const own = parcels.ofLesion[lesion]!;
  const untreated = { parenchymalMm: undefined, vascularMm: undefined };
  const hasVoxels = parcels.prepared.lesionReach[lesion] !== undefined;
  if (!hasVoxels || !isWithin(own, union.taken))
    return { treated: isSurveilled(parcels, union, lesion) ? "surveilled" : "left", ...untreated };
  const isResected = isWithin(own, union.resected);
  const { parenchymalMm, vascularMm } = marginOf(parcels, union, lesion, isResected ? "resected" : "taken");
  return {
    treated: isResected ? "resected" : "ablated",
    parenchymalMm: parenchymalMm === Infinity ? undefined : parenchymalMm,
    vascularMm: vascularMm === Infinity ? undefined : vascularMm,
  };
}

function isSurveilled({ surveilledBy }: Parcels, { members }: PlanUnion, lesion: number): boolean {
  return surveilledBy[lesion]!.some((candidate) => hasBit(members, candidate));
}

/** Benign lesions need no margin. */
function marginSums(
  { prepared }: Parcels,
  outcomes: readonly LesionOutcome[],
  { marginWantedMm, marginAutomaticMinimumMm }: MarginLimits,
): Pick<ParcelEvaluation, "marginDeficitMm" | "belowMinimum"> {
  let [marginDeficitMm, belowMinimum] = [0, 0];
  outcomes.forEach(({ treated, parenchymalMm = Infinity, vascularMm = Infinity }, lesion) => {
    const isTreated = treated === "resected" || treated === "ablated";
    if (!isTreated || prepared.anatomy.lesions[lesion]!.status === "benign") return;
    const leastMm = Math.min(parenchymalMm, vascularMm);
    marginDeficitMm += Math.max(0, marginWantedMm - leastMm);
    if (leastMm < marginAutomaticMinimumMm) belowMinimum++;
  });
  return { marginDeficitMm, belowMinimum };
}
