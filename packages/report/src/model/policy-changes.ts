import { DEFAULT_POLICY, type PlanDocument } from "@cantlie/workup";
import type { Block } from "../report-model.ts";

/** Which limits are not the defaults, and why; nothing where all are. */
export function policyChanges({ policyChanges: changes = [] }: PlanDocument): Block[] {
  if (changes.length === 0) return [];
  const told = changes.map(({ name, value, reason }) => `${name} ${value} (${reason})`);
  return [{ kind: "paragraph", text: `Limits changed for this plan: ${told.join("; ")}.` }];
}

/** The margin of liver that is wanted around each lesion, mm. */
export function wantedMarginMm({ policyChanges: changes = [] }: PlanDocument): number {
  const changed = changes.find(({ name }) => name === "marginWantedMm");
  return changed ? Number(changed.value) : DEFAULT_POLICY.marginWantedMm.value;
}

/** True if less liver than wanted lies around a lesion; as both are shown, so that 10.0 mm is never called less than 10. */
export function isBelowWanted(document: PlanDocument, marginMm: number | undefined): boolean {
  return marginMm !== undefined && Number(marginMm.toFixed(1)) < wantedMarginMm(document);
}
