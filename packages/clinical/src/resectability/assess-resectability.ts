import type { AnyFinding } from "../finding.ts";
import type { PlannedDisease } from "./planned-disease.ts";
import { resectabilityClass } from "./res-3class.ts";
import { technicalOncologicalCategories } from "./res-ab.ts";
import { ablationAlternative } from "./res-ablation.ts";
import { timeOfMetastasesTerm } from "./res-eahpba.ts";
import { synchronousTerm } from "./res-egoslim.ts";
import { plannedMargin } from "./res-margin.ts";
import { nccn, oncoSurge } from "./res-oncosurge.ts";
import { simultaneousResection } from "./res-simultaneous.ts";
import { transplantReferral } from "./res-transplant.ts";
import { osloScore } from "./res-transplant-oslo.ts";

/**
 * Every rule on resectability and its alternatives, in fixed order; the verdict on the whole patient is `assessSuitability`.
 *
 * @throws RangeError if a day is no calendar day
 */
export function assessResectability(disease: PlannedDisease): AnyFinding[] {
  return [
    resectabilityClass(disease),
    technicalOncologicalCategories(disease),
    plannedMargin(disease),
    simultaneousResection(disease),
    ablationAlternative(disease),
    transplantReferral(disease),
    osloScore(disease),
    timeOfMetastasesTerm(disease),
    synchronousTerm(disease),
    oncoSurge(disease),
    nccn(disease),
  ];
}
