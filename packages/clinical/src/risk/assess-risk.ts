import type { AnyFinding } from "../finding.ts";
import type { PerioperativeRisk } from "./perioperative-risk.ts";
import { breitensteinBands } from "./risk-breitenstein.ts";
import { heidelbergFactors } from "./risk-heidelberg.ts";
import { operationRates } from "./risk-other.ts";

/** What is published on complications and death around an operation, in fixed order. None of it decides. */
export function assessRisk(risk: PerioperativeRisk): AnyFinding[] {
  return [breitensteinBands(risk), ...heidelbergFactors(risk), operationRates()];
}
