import { type Body, flrOfEstimatedVolume, type LiverFormula } from "@cantlie/clinical";
import { type VolumeDeviation, Z_OF_90_PERCENT } from "@cantlie/planning";
import type { PlanEntry } from "@cantlie/workup";

/** The formulas beside the one that the thresholds were derived on. */
const OTHER_FORMULAS: readonly LiverFormula[] = ["VOL-URATA-1995", "VOL-HEINEMANN-1999"];

/** What the verdict on one remnant rests on. */
export interface RemnantVerdict {
  readonly body: Body;
  /** functional remnant at full congestion */
  readonly flrMl: number | undefined;
  /** of that volume */
  readonly deviation: VolumeDeviation | undefined;
  /** least remnant of the strictest threshold; undefined where it is not known */
  readonly wantedMl: number | undefined;
}

/**
 * Which uncertainty weighs most on whether the standardised remnant reaches its threshold: the borders of the labels, the
 * territories, or the formula of the estimated volume. Each in percentage points of the standardised remnant: of labels and
 * territories half the width of the 90 % interval that they alone would make, of the formula the most that another published
 * one would change. Undefined where the standardised remnant or its deviation is not known.
 */
export function whatMattersMost({ body, flrMl, deviation, wantedMl }: RemnantVerdict): PlanEntry["sensitivity"] {
  if (flrMl === undefined || deviation === undefined) return undefined;
  const fractionBy = (formula?: LiverFormula): number | undefined => {
    const finding = flrOfEstimatedVolume({ ...body, flrMl }, formula);
    return finding.kind === "known" ? finding.value : undefined;
  };
  const fraction = fractionBy();
  if (fraction === undefined || fraction === 0) return undefined;
  const estimatedMl = flrMl / fraction;
  const pointsOf = (volumeMl: number): number => (100 * volumeMl) / estimatedMl;
  const { byLiverBorderMl, byLesionBorderMl, byPortalTerritoryMl, byHepaticTerritoryMl } = deviation;
  const others = OTHER_FORMULAS.map((formula) => fractionBy(formula)).filter((value) => value !== undefined);
  const points = {
    borderPoints: pointsOf(Z_OF_90_PERCENT * Math.hypot(byLiverBorderMl, byLesionBorderMl)),
    territoryPoints: pointsOf(Z_OF_90_PERCENT * Math.hypot(byPortalTerritoryMl, byHepaticTerritoryMl)),
    ...(others.length > 0 && { formulaPoints: Math.max(...others.map((other) => 100 * Math.abs(other - fraction))) }),
  };
  const ranked = [
    { source: "border" as const, points: points.borderPoints },
    { source: "territory" as const, points: points.territoryPoints },
    { source: "formula" as const, points: points.formulaPoints ?? 0 },
  ].sort((a, b) => b.points - a.points);
  const most = ranked[0]!;
  return {
    source: most.source,
    ...points,
    ...(wantedMl !== undefined && { mayChangeVerdict: most.points >= pointsOf(Math.abs(flrMl - wantedMl)) }),
  };
}
