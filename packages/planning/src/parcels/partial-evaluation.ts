import { ADJACENT_SEGMENTS } from "@cantlie/anatomy";
import { voxelsToMl } from "@cantlie/volume";
import { LEAST_CUT_ML } from "../evaluate-stage.ts";
import { LEAST_LIVING_SHARE } from "../serving-points.ts";
import { addBits, type BitSet, bitSet, bitsOf, hasBit, meets } from "./bit-set.ts";
import { weightOf, weightOfWord, weightWithout, weightWithoutBetween } from "./bit-weights.ts";
import type { Parcels } from "./parcels.ts";
import type { PlanUnion } from "./plan-union.ts";

/*
 * What is asked of a union, one question each. With two unions, a part `u` of a plan and a `most` that holds all that may still be chosen,
 * each answer is a bound of every plan between them.
 */

/** Voxels of liver that work: neither removed, ablated, cut off nor blocked before. Adding candidates never makes it more. */
export function functionalVoxels({ weights, workingBefore }: Parcels, { spent }: PlanUnion): number {
  return weightWithout(weights, workingBefore, spent);
}

/** Voxels of liver but tumour that are removed, ablated, dead or undrained; what was blocked before counts once it is removed or cut off. Adding candidates never makes it less. */
export function liverLostVoxels({ weights, liver }: Parcels, { taken, dead, undrained }: PlanUnion): number {
  let voxels = 0;
  for (let word = 0; word < liver.length; word++)
    voxels += weightOfWord(weights, word, (liver[word]! & taken[word]!) | dead[word]! | undrained[word]!);
  return voxels;
}

/**
 * Voxels of liver that `union` leaves without outflow, else alive, and that `most` neither takes nor cuts off from inflow or bile: with
 * `most` = `union` what the plan leaves undrained. What was blocked before lives on the artery.
 */
export function undrainedVoxels({ weights }: Parcels, union: PlanUnion, most: PlanUnion = union): number {
  let voxels = 0;
  for (let word = 0; word < union.undrained.length; word++)
    voxels += weightOfWord(weights, word, union.undrained[word]! & ~most.taken[word]! & ~most.dead[word]!);
  return voxels;
}

/** Voxels of liver that `union` cuts off from inflow or bile and that `most` does not take: with `most` = `union` what the plan leaves dead. */
export function deadVoxels({ weights }: Parcels, union: PlanUnion, most: PlanUnion = union): number {
  return weightWithout(weights, union.dead, most.taken);
}

/** Least distance from a lesion to what a plan leaves, less the bias of margins; Infinity where nothing within reach bounds it. */
export interface Margin {
  readonly parenchymalMm: number;
  readonly vascularMm: number;
  /** to liver that is no wall of a trunk; never wider where less is taken */
  readonly liverMm: number;
}

/**
 * @param around.gone which parcels no longer bound the margin: those that are resected, for an ablated lesion those that are ablated too
 * @param around.from position in `ParcelReach.liver` before which nothing is left; default 0
 */
export function marginOf(
  parcels: Parcels,
  union: PlanUnion,
  lesion: number,
  { gone: around, from = 0 }: { readonly gone: "resected" | "taken"; readonly from?: number },
): Margin {
  const { liver, trunks } = parcels.reach[lesion]!;
  const gone = union[around];
  const first = firstLeft(liver.parcel, gone, from);
  const liverMm = first < liver.parcel.length ? liver.distanceMm[first]! : Infinity;
  let parenchymalMm = liverMm;
  let vascularMm = Infinity;
  for (let n = 0; n < trunks.parcel.length; n++) {
    if (trunks.distanceMm[n]! >= Math.max(parenchymalMm, vascularMm)) break;
    const isCut = meets(parcels.trunkCutBy[trunks.trunk[n]!]!, union.members);
    // heat spares a living trunk
    if (hasBit(isCut ? gone : union.resected, trunks.parcel[n]!)) continue;
    if (isCut) parenchymalMm = Math.min(parenchymalMm, trunks.distanceMm[n]!);
    else vascularMm = Math.min(vascularMm, trunks.distanceMm[n]!);
  }
  parenchymalMm = Math.min(parenchymalMm, outsideMm(parcels, union, lesion, parenchymalMm));
  const beyondBias = (mm: number): number => Math.max(0, mm - parcels.prepared.marginBiasMm);
  return { parenchymalMm: beyondBias(parenchymalMm), vascularMm: beyondBias(vascularMm), liverMm: beyondBias(liverMm) };
}

/** Position, from `from` on, of the first of some parcels that is not gone; past the last if all are. */
export function firstLeft(parcels: Int32Array, gone: BitSet, from: number): number {
  let at = from;
  while (at < parcels.length && hasBit(gone, parcels[at]!)) at++;
  return at;
}

/** The cava, or the nearest pedicle outside the liver that serves liver which lives on. */
function outsideMm(parcels: Parcels, union: PlanUnion, lesion: number, withinMm: number): number {
  const { pedicles, cavaMm } = parcels.reach[lesion]!;
  for (const { group, distanceMm } of pedicles) {
    if (distanceMm >= Math.min(cavaMm, withinMm)) break;
    if (serves(parcels, union, group)) return distanceMm;
  }
  return cavaMm;
}

function serves({ pedicles, weights }: Parcels, { lost, resected }: PlanUnion, group: number): boolean {
  const { tree, beyond, voxelsBeyond } = pedicles[group]!;
  const cutOff = lost[tree]!;
  let living = 0;
  for (let word = 0; word < beyond.length; word++)
    living += weightOfWord(weights, word, beyond[word]! & ~cutOff[word]! & ~resected[word]!);
  return living > LEAST_LIVING_SHARE * voxelsBeyond;
}

/** Area of the voxel faces between what `union` resects and what `most` leaves: with `most` = `union` that of its cuts. */
export function cutFacesMm2({ faces }: Parcels, union: PlanUnion, most: PlanUnion = union): number {
  let areaMm2 = 0;
  for (let word = 0; word < union.resectedFirst.length; word++) {
    const outwards = union.resectedFirst[word]! & ~most.resectedSecond[word]!;
    const inwards = union.resectedSecond[word]! & ~most.resectedFirst[word]!;
    areaMm2 += weightOfWord(faces.areasMm2, word, outwards | inwards);
  }
  return areaMm2;
}

/** Diameter of the thickest vessel that `union` divides and that no candidate of `most` divides nearer to its root; 0 if none. */
export function largestVesselCutMm({ cutPoints }: Parcels, union: PlanUnion, most: PlanUnion = union): number {
  let largestMm = 0;
  for (const member of bitsOf(union.members))
    for (const { diameterMm, hiddenBy } of cutPoints[member]!) {
      if (diameterMm <= largestMm) break;
      if (!meets(hiddenBy, most.members)) largestMm = diameterMm;
    }
  return largestMm;
}

/** Connected pieces (26 neighbours) of what is resected, without fragments: see `StageEvaluation.cuts`. */
export function cutsOf({ components, prepared, weights, count }: Parcels, { members }: PlanUnion): number {
  const { start, voxels, parcels, touching } = components;
  const chosen: number[] = [];
  for (const member of bitsOf(members)) for (let one = start[member]!; one < start[member + 1]!; one++) chosen.push(one);
  const isEnough = (size: number): boolean => voxelsToMl(prepared.anatomy.grid, size) >= LEAST_CUT_ML;
  let [cuts, pieces] = [0, 0];
  const left = new Set(chosen);
  for (const seed of chosen) {
    if (!left.delete(seed)) continue;
    const piece = [seed];
    for (let at = 0; at < piece.length; at++)
      for (const other of left) if (hasBit(touching[piece[at]!]!, other) && left.delete(other)) piece.push(other);
    pieces++;
    let isCut = piece.some((one) => isEnough(voxels[one]!));
    if (!isCut && piece.length > 1) {
      const together = bitSet(count);
      for (const one of piece) addBits(together, parcels[one]!);
      isCut = isEnough(weightOf(weights, together));
    }
    if (isCut) cuts++;
  }
  return Math.max(cuts, Math.min(1, pieces));
}

/** Whether at least two adjacent segments remain, each at least half functional; undefined where it cannot be known. */
export function adjacentSegmentsRemain({ segments, weights, workingBefore }: Parcels, { spent }: PlanUnion): boolean | undefined {
  if (segments === undefined) return undefined;
  // one bit per digit: a set of strings takes longer than all the weighing
  let remaining = 0;
  for (const segment of segments)
    if (weightWithoutBetween(weights, workingBefore, spent, segment) >= segment.voxels / 2) remaining |= 1 << segment.number;
  return hasAdjacentPair(remaining);
}

/** Whether two of some segments are adjacent. @param segments bit n for segment n */
export function hasAdjacentPair(segments: number): boolean {
  for (const pair of ADJACENT_NUMBERS) if ((segments & pair) === pair) return true;
  return false;
}

/** Two bits per pair of adjacent segments. */
const ADJACENT_NUMBERS = ADJACENT_SEGMENTS.map(([a, b]) => (1 << Number(a)) | (1 << Number(b)));
