import type { AnyFinding } from "../finding.ts";
import type { PlannedDisease } from "../resectability/planned-disease.ts";
import { otherPrimary } from "./ncr-adam.ts";

/** The rules on metastases of other primaries than colorectal. */
export function assessOtherPrimary(disease: PlannedDisease): AnyFinding[] {
  return [otherPrimary(disease)];
}
