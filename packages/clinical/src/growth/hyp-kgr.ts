import { type Finding, known, type Rule, unknown } from "../finding.ts";
import { type MeasuredGrowth, type SflrPointsPerWeek, sflrPointsPerWeek } from "./growth.ts";
import { meanPointsAfterPortalOcclusion } from "./growth-approx-pvo.ts";
import { HYP_DH, measuredPoints, notJudged } from "./hyp-dh.ts";

export const HYP_KGR: Rule = {
  ...HYP_DH,
  id: "HYP-KGR",
  source: {
    ...HYP_DH.source,
    locator:
      "kinetic growth rate at the first volumetry: insufficiency in 21.6 % below 2.0 points per week, in none from there on",
  },
};

/** Cut-off of the kinetic growth rate at the first scan after the occlusion (Shindoh 2013). */
export const LEAST_KGR_POINTS_PER_WEEK = 2 as SflrPointsPerWeek;

/**
 * Kinetic growth rate: points of the estimated volume per week from the occlusion to the scan, always with the scan's week. Judged
 * only of what an operation leaves, at the first scan after a portal vein occlusion, since growth slows: the same liver has a lower rate at every later scan.
 *
 * @throws RangeError if the scan was not after the occlusion
 */
export function kineticGrowthRate(growth: MeasuredGrowth): Finding {
  const measured = measuredPoints(growth);
  if ("finding" in measured) return measured.finding(HYP_KGR);
  const { weeks, isFirstVolumetry, missing = [] } = growth;
  if (weeks === undefined) return unknown(HYP_KGR, missing.length > 0 ? missing : ["history.portalOcclusion.on", "imaging.ctOn"]);
  const rate = sflrPointsPerWeek(measured.points, weeks);
  const at = `${rate.toFixed(2)} points per week at week ${weeks.toFixed(1)}`;
  const value = { value: rate, unit: "sFLR points/week" } as const;
  const doubts = [...notJudged(growth), ...(isFirstVolumetry === false ? [LATER_SCAN] : [])];
  if (doubts.length > 0) return known(HYP_KGR, { ...value, because: at, cautions: [...measured.estimateCautions, ...doubts] });
  const isEnough = rate >= LEAST_KGR_POINTS_PER_WEEK;
  return known(HYP_KGR, {
    ...value,
    group: isEnough ? "sufficient" : "insufficient",
    severity: isEnough ? "info" : "warning",
    because: `${at}; at least ${LEAST_KGR_POINTS_PER_WEEK.toFixed(1)} is wanted at the first scan`,
    cautions: [
      ...measured.estimateCautions,
      ...(isFirstVolumetry === undefined ? [PERHAPS_LATER_SCAN] : []),
      ...lateScanCaution(weeks),
    ],
  });
}

const LATER_SCAN = "not judged: the cut-off holds for the first scan after the occlusion, and this is a later one";
const PERHAPS_LATER_SCAN = "judged as the first scan after the occlusion; at a later one the cut-off does not hold";

/** The average patient falls below the cut-off merely by being scanned late. */
function lateScanCaution(weeks: number): string[] {
  const averageRate = meanPointsAfterPortalOcclusion(weeks) / weeks;
  if (averageRate >= LEAST_KGR_POINTS_PER_WEEK) return [];
  return [
    `scanned at week ${weeks.toFixed(1)}: the average course after portal vein occlusion gives ${averageRate.toFixed(2)} by then and fails the cut-off too, since growth comes early`,
  ];
}
