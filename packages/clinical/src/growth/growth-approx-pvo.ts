import { type BandAt, type Finding, known, type Rule, unknown } from "../finding.ts";
import type { OcclusionTechnique, SflrPoints } from "./growth.ts";

export const GROWTH_APPROX_PVO: Rule = {
  id: "GROWTH-APPROX-PVO",
  source: {
    authors: "arithmetic on published means",
    where: "PMC6414468",
    locator:
      "5.4 ± 4 points in week 1, 1.5 ± 2 per week from then to the second scan, taken as week 4; not published as a course",
  },
  verification: "D",
  population: "48 patients with colorectal metastases after portal vein occlusion",
};

/**
 * `points = most · (1 − e^(−rate · weeks))` through both published means: 5.4 after one week and 5.4 + 3 · 1.5 after four. That growth
 * ends near 10 points was published elsewhere, too (PMC6700017).
 */
const COURSE = { mostPoints: 10.48, ratePerWeek: 0.7244 } as const;

/** Standard deviations of the published means, as shares of them: 4 of 5.4 in the first week, 2 of 1.5 afterwards. */
const SPREAD = { firstWeek: 4 / 5.4, afterwards: 2 / 1.5 } as const;

const SHOWN_WEEKS = [1, 2, 3, 4, 6, 8] as const;

/** The week of the second scan in the derivation, and the usual week of a first volumetry after embolisation (3 to 4). */
const VALUE_WEEK = 4;

/**
 * What growth after portal vein occlusion was on average, with one standard deviation to either side: an illustration, no promise
 * and no date. After other techniques the course is not known.
 */
export function growthAfterOcclusion(technique: OcclusionTechnique): Finding {
  if (!isPortalOcclusion(technique)) return unknown(GROWTH_APPROX_PVO, [`a published course of growth after ${technique}`]);
  const band = SHOWN_WEEKS.map(bandAfterPortalOcclusion);
  return known(GROWTH_APPROX_PVO, {
    value: bandAfterPortalOcclusion(VALUE_WEEK).mean,
    unit: "sFLR points",
    group: `illustrative, mean at week ${VALUE_WEEK}`,
    band,
    severity: "caution",
    because: band.map(({ weeks, low, high }) => `week ${weeks}: ${low.toFixed(1)} to ${high.toFixed(1)} points`).join("; "),
    cautions: [
      "illustrative: standard deviations are as large as the means, and the course between two published scans is an assumption",
      "no date follows from it: the second operation waits for measured volume, degree of hypertrophy and kinetic growth rate",
    ],
  });
}

/** Embolisation and ligation; what else is done with LVD and ALPPS makes their growth another. */
export function isPortalOcclusion(technique: OcclusionTechnique): boolean {
  return technique === "PVE" || technique === "PVL";
}

/** @throws RangeError for weeks below 0 */
export function meanPointsAfterPortalOcclusion(weeks: number): SflrPoints {
  if (!(weeks >= 0)) throw new RangeError(`weeks is ${weeks}, expected at least 0`);
  return (COURSE.mostPoints * (1 - Math.exp(-COURSE.ratePerWeek * weeks))) as SflrPoints;
}

/**
 * The mean and one standard deviation to either side. Growth of the first week and growth afterwards are taken as independent, and each
 * spreads as its published rate does: both published deviations are met, and the band widens no longer than growth lasts.
 */
export function bandAfterPortalOcclusion(weeks: number): BandAt {
  const mean = meanPointsAfterPortalOcclusion(weeks);
  const early = meanPointsAfterPortalOcclusion(Math.min(1, weeks));
  const deviation = Math.hypot(SPREAD.firstWeek * early, SPREAD.afterwards * (mean - early));
  return { weeks, low: Math.max(0, mean - deviation), mean, high: mean + deviation };
}
