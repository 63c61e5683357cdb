import { DEAD_LIVER_LIMIT_ML } from "@cantlie/planning";
import { voxelsToMl } from "@cantlie/volume";
import { evaluateOnParcels } from "../../packages/planning/src/parcels/evaluate-on-parcels.ts";
import type { ParcelEvaluation } from "../../packages/planning/src/parcels/parcel-evaluation.ts";
import type { Parcels } from "../../packages/planning/src/parcels/parcels.ts";

/** Sparing: wedges, merged ones too. Anatomical: portal territories of any size, and resections that have a name. */
export type Way = "sparing" | "anatomical";

/** Of all operations of one way the one that loses the least liver. */
export interface LeastOperation {
  /** positions in `parcels.candidates` */
  readonly chosen: readonly number[];
  readonly resectedMl: number;
  /** of what is resected, taken along because it would lose its inflow */
  readonly absorbedMl: number;
  /** works after the operation: f = 1 */
  readonly functionalMl: number;
  /** of the organ with its lesions what is not resected, as the published figure has it */
  readonly staysFraction: number;
  /** the least margin among the lesions asked for; Infinity where nothing within reach bounds it */
  readonly marginMm: number;
}

export interface ComparedWays {
  readonly lesions: readonly number[];
  readonly sparing: LeastOperation;
  readonly anatomical: LeastOperation;
}

/** What every operation of a comparison keeps to. */
export interface ComparisonLimits {
  /** least margin of each lesion that is asked for */
  readonly marginMm: number;
  readonly maxCuts: number;
}

/**
 * The least that either way loses to clear these lesions, each with at least the margin; undefined where one of them cannot.
 *
 * @param lesions positions in `anatomy.lesions`
 */
export function compareWays(parcels: Parcels, lesions: readonly number[], limits: ComparisonLimits): ComparedWays | undefined {
  const sparing = leastOperation(parcels, lesions, { ...limits, way: "sparing" });
  const anatomical = leastOperation(parcels, lesions, { ...limits, way: "anatomical" });
  return sparing && anatomical && { lesions, sparing, anatomical };
}

/** The widest margin that a single candidate of a way gives one lesion, mm; undefined if none takes it. */
export function widestMarginMm(parcels: Parcels, lesion: number, way: Way): number | undefined {
  const margins = candidatesOf(parcels, way).flatMap((n) =>
    parcels.candidates[n]!.lesions.includes(lesion) ? [marginOf(evaluate(parcels, [n]), lesion)] : [],
  );
  return margins.length === 0 ? undefined : Math.max(...margins);
}

/** Of every union in which each lesion has a candidate that holds it; what loses no less than the best one so far is not followed. */
function leastOperation(
  parcels: Parcels,
  lesions: readonly number[],
  { way, marginMm, maxCuts }: ComparisonLimits & { readonly way: Way },
): LeastOperation | undefined {
  const own = candidatesOf(parcels, way).map((n) => ({ n, lost: evaluate(parcels, [n]).liverLostVoxels }));
  const smallestFirst = own.sort((a, b) => a.lost - b.lost).map(({ n }) => n);
  const { grid } = parcels.prepared.anatomy;
  let best: { readonly chosen: readonly number[]; readonly evaluation: ParcelEvaluation } | undefined;
  const isWorse = ({ liverLostVoxels }: ParcelEvaluation): boolean =>
    best !== undefined && liverLostVoxels >= best.evaluation.liverLostVoxels;
  const isAllowed = (evaluation: ParcelEvaluation): boolean =>
    lesions.every((lesion) => marginOf(evaluation, lesion) >= marginMm) &&
    evaluation.cuts <= maxCuts &&
    voxelsToMl(grid, evaluation.deadVoxels) <= DEAD_LIVER_LIMIT_ML;
  const visit = (chosen: readonly number[]): void => {
    const evaluation = evaluate(parcels, chosen);
    if (isWorse(evaluation)) return;
    const unheld = lesions.find((lesion) => !chosen.some((n) => parcels.candidates[n]!.lesions.includes(lesion)));
    if (unheld === undefined) {
      if (isAllowed(evaluation)) best = { chosen, evaluation };
      return;
    }
    for (const n of smallestFirst) if (parcels.candidates[n]!.lesions.includes(unheld)) visit([...chosen, n]);
  };
  visit([]);
  return best && operationOf(parcels, lesions, best);
}

function operationOf(
  { prepared, voxels, candidates }: Parcels,
  lesions: readonly number[],
  { chosen, evaluation }: { readonly chosen: readonly number[]; readonly evaluation: ParcelEvaluation },
): LeastOperation {
  const { grid } = prepared.anatomy;
  const organ = voxels.reduce((sum, count) => sum + count, 0);
  const closedAlone = chosen.map((n) => {
    const { runs, open = runs } = candidates[n]!;
    return sumOf(runs.length) - sumOf(open.length);
  });
  return {
    chosen,
    resectedMl: voxelsToMl(grid, evaluation.resectedVoxels),
    absorbedMl: voxelsToMl(grid, sumOf(closedAlone)),
    functionalMl: voxelsToMl(grid, evaluation.functionalVoxels),
    staysFraction: 1 - evaluation.resectedVoxels / organ,
    marginMm: Math.min(...lesions.map((lesion) => marginOf(evaluation, lesion))),
  };
}

function candidatesOf({ candidates }: Parcels, way: Way): number[] {
  return candidates.flatMap(({ treatment }, n) => {
    if (treatment.kind !== "resection") return [];
    return (treatment.resection.kind === "wedge") === (way === "sparing") ? [n] : [];
  });
}

function evaluate(parcels: Parcels, chosen: readonly number[]): ParcelEvaluation {
  return evaluateOnParcels(parcels, chosen, { marginWantedMm: 0, marginAutomaticMinimumMm: 0 });
}

/** -Infinity where the lesion is not resected. */
function marginOf({ lesions }: ParcelEvaluation, lesion: number): number {
  const { treated, parenchymalMm = Infinity, vascularMm = Infinity } = lesions[lesion]!;
  return treated === "resected" ? Math.min(parenchymalMm, vascularMm) : -Infinity;
}

function sumOf(values: ArrayLike<number>): number {
  let sum = 0;
  for (let n = 0; n < values.length; n++) sum += values[n]!;
  return sum;
}
