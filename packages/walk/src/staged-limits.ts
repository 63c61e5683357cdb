import { bandAfterPortalOcclusion, estimatedLiverVolumeMl, LARGEST_RELATIVE_GROWTH, type Remnant } from "@cantlie/clinical";
import type { BranchReference, SearchLimits, StagedLimits } from "@cantlie/planning";

/** The longest that is usually waited for growth after portal vein occlusion (HYP-TIMECOURSE). */
const LONGEST_WAIT_WEEKS = 8;

/**
 * What plans in two stages depend on. The first operation has to leave as much living liver as the last one; growth to be hoped for is
 * the illustrative band of portal vein occlusion at the end of the wait, in mL, and not known for other techniques; what is more than was
 * ever seen after any is not hoped for.
 *
 * @param body the patient; without a body there is no band
 */
export function stagedLimits(search: SearchLimits, body: Remnant, occludedBefore: readonly BranchReference[]): StagedLimits {
  const { marginWantedMm, marginAutomaticMinimumMm, maxCuts, maxAblations, wantedRemnantMl } = search;
  const estimatedLiverMl = estimatedLiverVolumeMl(body)?.volumeMl;
  const { low, high } = bandAfterPortalOcclusion(LONGEST_WAIT_WEEKS);
  const expected =
    estimatedLiverMl === undefined ? undefined : ([(low / 100) * estimatedLiverMl, (high / 100) * estimatedLiverMl] as const);
  return {
    marginWantedMm,
    marginAutomaticMinimumMm,
    maxCuts,
    maxAblations,
    wantedRemnantMl,
    leastAfterFirstMl: wantedRemnantMl ?? 0,
    ...(estimatedLiverMl !== undefined && { estimatedLiverMl }),
    expectedGrowthMl: expected === undefined ? {} : { PVE: expected, PVL: expected },
    mostRelativeGrowth: LARGEST_RELATIVE_GROWTH,
    occludedBefore,
  };
}
