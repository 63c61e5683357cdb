import type { AnyFinding } from "../finding.ts";
import { type Imaging, imagingAdequacy } from "./imaging-adequacy.ts";
import { immunotherapyPrompt } from "./msi-high.ts";
import { suitabilityFindings } from "./res-ruleset.ts";
import type { SuitabilityFacts } from "./suitability-facts.ts";

/**
 * The outcome for the meeting, its three axes, what prompts a discussion before, and whether the images are good enough to say so.
 *
 * @throws RangeError if a day is no calendar day
 */
export function assessSuitability(facts: SuitabilityFacts, imaging: Imaging): AnyFinding[] {
  return [...suitabilityFindings(facts), immunotherapyPrompt(facts), imagingAdequacy(imaging)];
}
