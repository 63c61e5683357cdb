import type { AnyFinding } from "../finding.ts";
import { imm } from "./dif-imm.ts";
import { iwate } from "./dif-iwate.ts";
import { southampton } from "./dif-southampton.ts";
import type { PlannedOperation } from "./operation.ts";
import { routeAdvice } from "./route-rule.ts";

/** Every rule on how hard an operation is, in fixed order, and advice on its route. */
export function assessDifficulty(operation: PlannedOperation): AnyFinding[] {
  return [southampton(operation), iwate(operation), imm(operation), routeAdvice(operation)];
}
