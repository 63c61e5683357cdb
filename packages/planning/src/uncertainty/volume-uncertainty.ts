import type { TreeKind } from "@cantlie/anatomy";
import { STATE_COUNT, type UncertainVolume, VOXEL_STATE, type VolumeDeviation } from "../evaluation.ts";
import type { EvaluationSettings } from "../evaluation-settings.ts";
import type { LostSupplies } from "../lost-supply.ts";
import type { Stage } from "../plan.ts";
import type { PreparedAnatomy } from "../prepared-anatomy.ts";
import type { VoxelStates } from "../voxel-states.ts";
import type { BorderArea } from "./border-area.ts";
import { BORDER_CORRELATION_MM, labelVariancesMl2, UNSEEN_BRANCHES, voxelSdMm } from "./error-model.ts";
import { movedBorders } from "./moved-borders.ts";
import { vesselsAtCut } from "./vessels-at-cut.ts";

/** A stage as far as it says how errors of the labels reach its volumes. */
export interface UncertainFate {
  readonly states: VoxelStates;
  readonly lost: LostSupplies;
  readonly stage: Pick<Stage, "resections" | "keep" | "reconstruct">;
}

/**
 * Standard deviations of the volumes that depend on labels. To first order a volume changes by the area of each border times
 * the border's shift; shifts are correlated over a distance (see `error-model.ts`). Where a vessel runs at the cut, what it serves may be
 * lost or saved as a whole. The four sources are independent of each other.
 */
export function volumeUncertainty(
  prepared: PreparedAnatomy,
  fate: UncertainFate,
  settings: EvaluationSettings,
): Readonly<Record<UncertainVolume, VolumeDeviation>> {
  const { grid } = prepared.anatomy;
  const { congestionFactor, borderErrorMm } = settings;
  const borders = movedBorders(prepared, fate, sharesOfStates(congestionFactor));
  // vessels lie within the liver's label and are drawn by the same reader
  const vesselSdMm = borderErrorMm.liver;
  const widthMm = (...kinds: readonly TreeKind[]): number =>
    Math.max(0, ...kinds.map((kind) => prepared.ambiguousBands[kind]?.widthMm ?? 0));
  const width = { portal: widthMm("portal", "artery", "bile"), hepatic: widthMm("hepatic") };
  const atCut = vesselsAtCut(prepared, fate, {
    vesselSdMm,
    lesionSdMm: Math.hypot(borderErrorMm.lesions, voxelSdMm(grid)),
    unseenSdMm: UNSEEN_BRANCHES.sdOverWidth * width.portal,
  });
  const served = servedShares(congestionFactor);
  const bySource = [
    labelVariancesMl2(borders.liver, grid, borderErrorMm.liver),
    labelVariancesMl2(borders.lesions, grid, borderErrorMm.lesions),
    ...(["portal", "hepatic"] as const).map((kind) =>
      territoryVariancesMl2(borders[kind], vesselSdMm, width[kind]).map(
        (variance, v) => variance + served[kind][v]! ** 2 * atCut[kind],
      ),
    ),
  ] as const;
  const deviation = (v: number): VolumeDeviation => {
    const [liver, lesions, portal, hepatic] = bySource.map((variances) => Math.sqrt(variances[v]!));
    return {
      sdMl: Math.sqrt(bySource.reduce((sum, variances) => sum + variances[v]!, 0)),
      byLiverBorderMl: liver!,
      byLesionBorderMl: lesions!,
      byPortalTerritoryMl: portal!,
      byHepaticTerritoryMl: hepatic!,
    };
  };
  return Object.fromEntries(VOLUMES.map((name, v) => [name, deviation(v)])) as Record<UncertainVolume, VolumeDeviation>;
}

const VOLUMES: readonly UncertainVolume[] = [
  "resected",
  "remnant",
  "functionalRemnant",
  "functionalRemnantFullCongestion",
  "functionalRemnantIgnoringCongestion",
  "noInflow",
  "noOutflow",
];

/** Per state, how much of a voxel counts to each of `VOLUMES`. */
function sharesOfStates(congestionFactor: number): Float64Array[] {
  const { outside, resected, noInflow, noOutflow, functional } = VOXEL_STATE;
  return Array.from({ length: STATE_COUNT }, (_, state) => {
    const working = (ofUndrained: number): number => (state === functional ? 1 : state === noOutflow ? ofUndrained : 0);
    const flag = (isCounted: boolean): number => (isCounted ? 1 : 0);
    return Float64Array.of(
      flag(state === resected),
      flag(state !== outside && state !== resected),
      working(1 - congestionFactor),
      working(0),
      working(1),
      flag(state === noInflow),
      flag(state === noOutflow),
    );
  });
}

/** How much of the liver that loses, or keeps, its inflow or outflow counts to each of `VOLUMES`. */
function servedShares(congestionFactor: number): Readonly<Record<"portal" | "hepatic", readonly number[]>> {
  return { portal: [0, 0, 1, 1, 1, 1, 0], hepatic: [0, 0, congestionFactor, 1, 0, 0, 1] };
}

/** A border between territories goes with the vessels' label, and errs besides by branches that nobody sees. */
function territoryVariancesMl2(border: BorderArea, vesselSdMm: number, bandMm: number): Float64Array {
  const withVessels = border.variancesMl2(vesselSdMm, BORDER_CORRELATION_MM);
  if (bandMm === 0) return withVessels;
  const unseen = border.variancesMl2(UNSEEN_BRANCHES.sdOverWidth * bandMm, UNSEEN_BRANCHES.lengthOverWidth * bandMm);
  return withVessels.map((variance, v) => variance + unseen[v]!);
}
