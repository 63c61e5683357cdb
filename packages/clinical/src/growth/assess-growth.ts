import type { Finding } from "../finding.ts";
import type { MeasuredGrowth, OcclusionTechnique } from "./growth.ts";
import { growthAfterOcclusion } from "./growth-approx-pvo.ts";
import { degreeOfHypertrophy } from "./hyp-dh.ts";
import { kineticGrowthRate } from "./hyp-kgr.ts";

/**
 * What the rules say of growth: measured, and as it is on average after `planned`, the technique that a plan uses.
 *
 * @throws RangeError if the remnant before was not above 0, or the scan was not after the occlusion
 */
export function assessGrowth(growth: MeasuredGrowth, planned?: OcclusionTechnique): Finding[] {
  const technique = planned ?? growth.technique;
  return [
    degreeOfHypertrophy(growth),
    kineticGrowthRate(growth),
    ...(technique === undefined ? [] : [growthAfterOcclusion(technique)]),
  ];
}
