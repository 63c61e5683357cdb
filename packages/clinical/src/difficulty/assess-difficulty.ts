import { type AnyFinding, notApplicable } from "../finding.ts";
import { DIF_IMM, imm } from "./dif-imm.ts";
import { DIF_IWATE, iwate } from "./dif-iwate.ts";
import { DIF_SOUTHAMPTON, southampton } from "./dif-southampton.ts";
import type { PlannedOperation } from "./operation.ts";
import { ROUTE_RULE, routeAdvice } from "./route-rule.ts";

/** Every rule on how hard an operation is, in fixed order, and advice on its route. */
export function assessDifficulty(operation: PlannedOperation): AnyFinding[] {
  return [southampton(operation), iwate(operation), imm(operation), routeAdvice(operation)];
}

/** The same rules of a plan that only ablates: none of them was made for that. */
export function assessDifficultyOfAblation(): AnyFinding[] {
  return [DIF_SOUTHAMPTON, DIF_IWATE, DIF_IMM, ROUTE_RULE].map((rule) => notApplicable(rule, ABLATION_ONLY));
}

const ABLATION_ONLY = "nothing is resected, and it is of resections";
