import type { AnyFinding } from "../finding.ts";
import { FOLLOW_UP_TEMPLATE, type FollowUpRule, followUpTemplate } from "./follow-up-template.ts";
import { recovery } from "./recovery.ts";

/** What comes after the operation: a template of follow-up, and recovery. */
export function assessFollowUp(template: readonly FollowUpRule[] = FOLLOW_UP_TEMPLATE): AnyFinding[] {
  return [followUpTemplate(template), recovery()];
}
