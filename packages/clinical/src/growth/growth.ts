import type { Body } from "../body/body.ts";

declare const unit: unique symbol;

/** Difference of two standardised remnants in percentage points of the estimated liver volume: 21 % to 29 % is 8. */
export type SflrPoints = number & { readonly [unit]: "sFLR points" };

/** Points of the estimated liver volume per week. The published threshold of 2.0 is of this type and of no other. */
export type SflrPointsPerWeek = number & { readonly [unit]: "sFLR points per week" };

/** Growth as a share of the remnant before: 320 to 440 mL is 0.375. Never compared with a threshold in points. */
export type RelativeGrowth = number & { readonly [unit]: "fraction of the remnant before" };

/** How the liver that is to stay is made to grow; as in patient.json `history.portalOcclusion.kind`. */
export type OcclusionTechnique = "PVE" | "PVL" | "LVD" | "ALPPS";

/** What is measured of a remnant before and after an occlusion; absent is not known. */
export interface MeasuredGrowth extends Body {
  readonly technique?: OcclusionTechnique | undefined;
  /** functional remnant before the occlusion */
  readonly previousFlrMl?: number | undefined;
  /** the same remnant after it */
  readonly flrMl?: number | undefined;
  /** what part of the liver the two volumes are of, in words */
  readonly measuredOn?: string | undefined;
  /** false where that part is not what an operation leaves: it holds lesions and liver that would go, so that its growth is shown and not judged */
  readonly isRemnant?: boolean | undefined;
  /** from the occlusion to the scan that `flrMl` was measured on */
  readonly weeks?: number | undefined;
  /** whether that scan is the first one after the occlusion */
  readonly isFirstVolumetry?: boolean | undefined;
  /** paths of what would have given the numbers that are absent, where that is known better than by their names */
  readonly missing?: readonly string[] | undefined;
}

/** Percentage points between two standardised remnants, each a fraction of the same estimated volume. */
export function sflrPoints(beforeFraction: number, afterFraction: number): SflrPoints {
  return (100 * (afterFraction - beforeFraction)) as SflrPoints;
}

/** @throws RangeError unless `weeks` is above 0 */
export function sflrPointsPerWeek(points: SflrPoints, weeks: number): SflrPointsPerWeek {
  if (!(weeks > 0)) throw new RangeError(`weeks is ${weeks}, expected more than 0 between an occlusion and a scan after it`);
  return (points / weeks) as SflrPointsPerWeek;
}

/** @throws RangeError unless `beforeMl` is above 0 */
export function relativeGrowth(beforeMl: number, afterMl: number): RelativeGrowth {
  if (!(beforeMl > 0)) throw new RangeError(`beforeMl is ${beforeMl}, expected more than 0`);
  return (afterMl / beforeMl - 1) as RelativeGrowth;
}
