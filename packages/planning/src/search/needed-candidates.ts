import { voxelsToMl } from "@cantlie/volume";
import { DEAD_LIVER_LIMIT_ML } from "../closed-resection.ts";
import { weightOf } from "../parcels/bit-weights.ts";
import { evaluateOnParcels } from "../parcels/evaluate-on-parcels.ts";
import type { ParcelEvaluation } from "../parcels/parcel-evaluation.ts";
import type { Parcels } from "../parcels/parcels.ts";
import { OBJECTIVE_NAMES, type Objectives, objectivesOf } from "./objectives.ts";
import type { SearchLimits } from "./search-limits.ts";

/**
 * The candidates of a found plan without those that it is none the worse without: every lesion is treated all the same, and no
 * objective is larger by a step. Search gives each lesion a candidate, also where that of another lesion takes it but for a few voxels. The
 * smallest are asked first.
 */
export function neededCandidates(parcels: Parcels, candidates: readonly number[], limits: SearchLimits): number[] {
  const size = (n: number): number => weightOf(parcels.weights, parcels.ofCandidate[n]!.taken);
  let kept = [...candidates];
  for (const candidate of candidates.toSorted((a, b) => size(a) - size(b) || a - b)) {
    const rest = kept.filter((other) => other !== candidate);
    if (rest.length > 0 && isNoWorse(parcels, { rest, kept }, limits)) kept = rest;
  }
  return kept;
}

function isNoWorse(
  parcels: Parcels,
  { rest, kept }: { readonly rest: readonly number[]; readonly kept: readonly number[] },
  limits: SearchLimits,
): boolean {
  const voxelMl = voxelsToMl(parcels.prepared.anatomy.grid, 1);
  const [before, after] = [evaluateOnParcels(parcels, kept, limits), evaluateOnParcels(parcels, rest, limits)];
  const isTreatedAlike = after.lesions.every(({ treated }, lesion) => treated === before.lesions[lesion]!.treated);
  if (!isTreatedAlike || after.deadVoxels * voxelMl > DEAD_LIVER_LIMIT_ML) return false;
  const objectives = (evaluation: ParcelEvaluation, chosen: readonly number[]): Objectives =>
    objectivesOf(evaluation, countTreatments(parcels, chosen), { limits, voxelMl });
  const [was, is] = [objectives(before, kept), objectives(after, rest)];
  return OBJECTIVE_NAMES.every((name) => is[name] <= was[name]);
}

function countTreatments({ candidates }: Parcels, chosen: readonly number[]): { surveilled: number; ablated: number } {
  const count = (kind: "surveillance" | "ablation"): number =>
    chosen.filter((n) => candidates[n]!.treatment.kind === kind).length;
  return { surveilled: count("surveillance"), ablated: count("ablation") };
}
