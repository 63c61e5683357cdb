import { type Finding, known, notApplicable, type Rule, unknown } from "../finding.ts";
import { liverVolumeVauthey } from "../volume/vol-vauthey.ts";
import { type MeasuredGrowth, relativeGrowth, type SflrPoints, sflrPoints } from "./growth.ts";
import { isPortalOcclusion } from "./growth-approx-pvo.ts";

export const HYP_DH: Rule = {
  id: "HYP-DH",
  source: {
    authors: "Shindoh J et al.",
    year: 2013,
    where: "J Am Coll Surg 216:201",
    doi: "10.1016/j.jamcollsurg.2012.10.018",
    locator: "best cut-off of the degree of hypertrophy: 7.5 points",
  },
  verification: "V1",
  population: "107 patients with colorectal metastases after portal vein embolisation, standardised remnant over 20 %",
};

/** Best cut-off of the degree of hypertrophy (Shindoh 2013). */
export const LEAST_DH_POINTS = 7.5 as SflrPoints;

/**
 * Degree of hypertrophy: what the standardised remnant has grown by, in percentage points of the estimated liver volume.
 * Judged after portal vein occlusion only, and only of what an operation leaves.
 *
 * @throws RangeError if the remnant before was not above 0
 */
export function degreeOfHypertrophy(growth: MeasuredGrowth): Finding {
  const measured = measuredPoints(growth);
  if ("finding" in measured) return measured.finding(HYP_DH);
  const { points, afterFraction, estimateCautions } = measured;
  const relative = (100 * relativeGrowth(growth.previousFlrMl!, growth.flrMl!)).toFixed(1);
  const told = `${points.toFixed(2)} points of the estimated volume (the remnant itself changed by ${relative} %, another scale)${growth.measuredOn === undefined ? "" : `, measured on the ${growth.measuredOn}`}`;
  const cautions = [...estimateCautions, ...(growth.isRemnant === false ? [] : smallRemnantCaution(afterFraction))];
  const doubts = notJudged(growth);
  if (doubts.length > 0)
    return known(HYP_DH, { value: points, unit: "sFLR points", because: told, cautions: [...cautions, ...doubts] });
  const isEnough = points >= LEAST_DH_POINTS;
  return known(HYP_DH, {
    value: points,
    unit: "sFLR points",
    group: isEnough ? "sufficient" : "insufficient",
    severity: isEnough ? "info" : "warning",
    because: `${told}; at least ${LEAST_DH_POINTS} is wanted`,
    cautions,
  });
}

interface MeasuredPoints {
  readonly points: SflrPoints;
  /** standardised remnant after the occlusion */
  readonly afterFraction: number;
  readonly estimateCautions: readonly string[];
}

/** Growth in points of the estimated volume, or the finding that a rule which needs it gives instead. */
export function measuredPoints(growth: MeasuredGrowth): MeasuredPoints | { readonly finding: (rule: Rule) => Finding } {
  const { previousFlrMl, flrMl, missing = [] } = growth;
  const estimate = liverVolumeVauthey(growth);
  if (estimate.kind === "not-applicable")
    return { finding: (rule) => notApplicable(rule, `${estimate.rule}: ${estimate.because}`) };
  const lacking = [
    ...(previousFlrMl === undefined || flrMl === undefined ? missing : []),
    ...(previousFlrMl === undefined && missing.length === 0 ? ["growth.previousFlrMl"] : []),
    ...(flrMl === undefined && missing.length === 0 ? ["growth.flrMl"] : []),
    ...(estimate.kind === "unknown" ? estimate.missing : []),
  ];
  if (estimate.kind === "unknown" || previousFlrMl === undefined || flrMl === undefined)
    return { finding: (rule) => unknown(rule, lacking) };
  return {
    points: sflrPoints(previousFlrMl / estimate.value, flrMl / estimate.value),
    afterFraction: flrMl / estimate.value,
    estimateCautions: estimate.cautions,
  };
}

/** Why growth is shown and not compared with a cut-off; nothing where it is. */
export function notJudged({ technique, isRemnant }: MeasuredGrowth): string[] {
  return [
    ...(isRemnant === false ? [NO_REMNANT] : []),
    ...(technique === undefined
      ? ["not judged: how the portal vein was occluded is not known, and the cut-off was derived after its embolisation"]
      : []),
    ...(technique !== undefined && !isPortalOcclusion(technique)
      ? [`not judged: the cut-off was derived after portal vein embolisation, and after ${technique} function lags behind volume`]
      : []),
  ];
}

const NO_REMNANT =
  "not judged: holds lesions and liver that an operation would take, so that growing tumour would pass for growing liver";

/** The study had no patient at or below this. */
const LEAST_STUDIED_FRACTION = 0.2;

function smallRemnantCaution(fraction: number): string[] {
  if (fraction > LEAST_STUDIED_FRACTION) return [];
  return [`the cut-off was derived in remnants over 20 % of the estimated volume; this one is ${(100 * fraction).toFixed(1)} %`];
}
